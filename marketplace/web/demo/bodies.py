"""The demo's public bodies: twelve invented agencies with their people, the comptroller's office, and the mentors."""

from __future__ import annotations

from dataclasses import dataclass, field

from marketplace import audit
from marketplace.accounts.actions.delegating import delegate
from marketplace.accounts.actions.duties import grant, register_organisation
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import AgencyClass, Family, Organisation, OrganisationKind, Person
from marketplace.kernel import clock
from marketplace.web.demo.stage import Stage, acting

A = AgencyClass
#: local part of addresses, Thai name, English name, kind, province, district
AGENCIES = (
    ("thakaew", "เทศบาลเมืองท่าแก้ว (ตัวอย่าง)", "Tha Kaeo Town Municipality (example)", A.TOWN, "เชียงใหม่", "สันทราย"),
    ("bansuan", "เทศบาลตำบลบ้านสวนทอง (ตัวอย่าง)", "Ban Suan Thong Subdistrict Municipality (example)", A.SUBDISTRICT, "ลำพูน", "เมืองลำพูน"),
    ("khlongyai", "องค์การบริหารส่วนตำบลคลองใหญ่งาม (ตัวอย่าง)", "Khlong Yai Ngam SAO (example)", A.SAO, "นครปฐม", "สามพราน"),
    ("lamnam", "มหาวิทยาลัยลำน้ำ (ตัวอย่าง)", "Lam Nam University (example)", A.UNIVERSITY, "ขอนแก่น", "เมืองขอนแก่น"),
    ("thalesai", "เทศบาลนครทะเลใส (ตัวอย่าง)", "Thale Sai City Municipality (example)", A.CITY, "ชลบุรี", "เมืองชลบุรี"),
    ("phukhao", "องค์การบริหารส่วนตำบลภูเขาเขียว (ตัวอย่าง)", "Phu Khao Khiao SAO (example)", A.SAO, "เลย", "เชียงคาน"),
    ("sairung", "เทศบาลตำบลสายรุ้ง (ตัวอย่าง)", "Sai Rung Subdistrict Municipality (example)", A.SUBDISTRICT, "สงขลา", "หาดใหญ่"),
    ("dokmai", "เทศบาลเมืองดอกไม้งาม (ตัวอย่าง)", "Dok Mai Ngam Town Municipality (example)", A.TOWN, "นครราชสีมา", "ปากช่อง"),
    ("nongbua", "องค์การบริหารส่วนตำบลหนองบัวหลวง (ตัวอย่าง)", "Nong Bua Luang SAO (example)", A.SAO, "อุดรธานี", "กุมภวาปี"),
    ("pasak", "เทศบาลตำบลป่าสักใหญ่ (ตัวอย่าง)", "Pa Sak Yai Subdistrict Municipality (example)", A.SUBDISTRICT, "ลำปาง", "เกาะคา"),
    ("samut", "เทศบาลนครสมุทรทอง (ตัวอย่าง)", "Samut Thong City Municipality (example)", A.CITY, "ระยอง", "เมืองระยอง"),
    ("krom", "กรมส่งเสริมงานดิจิทัลท้องถิ่น (ตัวอย่าง)", "Department of Local Digital Work (example)", A.DEPARTMENT, "กรุงเทพมหานคร", "หลักสี่"),
)
#: The support centre's role models: seeded as mentors, without any purchase.
MENTORS = (
    ("เทศบาลนครลำปาง", "Lampang City Municipality", A.CITY, "ลำปาง"),
    ("เทศบาลเมืองบ้านพรุ", "Ban Phru Town Municipality", A.TOWN, "สงขลา"),
    ("เทศบาลเมืองศิลา", "Sila Town Municipality", A.TOWN, "ขอนแก่น"),
    ("เทศบาลตำบลสันนารักษ์", "Sanan Rak Municipality", A.TOWN, "ปทุมธานี"),
    ("เทศบาลเมืองแสนสุข", "Saensuk Town Municipality", A.TOWN, "ชลบุรี"),
    ("เทศบาลตำบลเกาะแต้ว", "Koh Taew Municipality", A.SUBDISTRICT, "สงขลา"),
    ("เทศบาลตำบลเชียงคาน", "Chiang Khan Subdistrict Municipality", A.SUBDISTRICT, "เลย"),
    ("เทศบาลตำบลเหนือคลอง", "Nuea Khlong Subdistrict Municipality", A.SUBDISTRICT, "กระบี่"),
    ("เทศบาลตำบลนางแล", "Nang Lae Subdistrict Municipality", A.SUBDISTRICT, "เชียงราย"),
    ("เทศบาลตำบลนิคมพัฒนา", "Nikhom Phatthana Subdistrict Municipality", A.SUBDISTRICT, "ระยอง"),
    ("เทศบาลตำบลบางเสร่", "Bang Saray Subdistrict Municipality", A.SUBDISTRICT, "ชลบุรี"),
    ("เทศบาลตำบลบ้านกลาง", "Ban Klang Subdistrict Municipality", A.SUBDISTRICT, "ลำพูน"),
    ("องค์การบริหารส่วนตำบลป่าสะแก", "Pa Sakae Subdistrict Administrative Organisation", A.SAO, "สุพรรณบุรี"),
    ("มหาวิทยาลัยบูรพา", "Burapha University", A.UNIVERSITY, "ชลบุรี"),
)
GIVEN = "สมชาย วิภา ธนา อรทัย ประยุทธ์ มาลี ณรงค์ ศิริพร อนุชา พิมพ์ใจ กิตติ สุดารัตน์ วีระ จันทร์เพ็ญ ชัยวัฒน์ รัตนา ปิยะ นงลักษณ์ สุรชัย อัมพร ไพโรจน์ ดวงใจ เกรียงไกร เบญจมาศ ศักดิ์ดา กาญจนา มนัส ปราณี วิชัย ลำดวน".split()
FAMILY = "ใจงาม มั่นคง สุขสันต์ ทองดี ศรีสุข แก้วใส บุญมา พูลผล วัฒนา รักชาติ คงทน ดีเลิศ สุวรรณ พงษ์ไพร จันทร์แก้ว เพชรรัตน์ อินทร์ทอง ชัยชนะ ศรีวงศ์ ปัญญาดี นาคดี แสงทอง".split()
#: Who works in every agency: key, duty, title.
STAFF = (
    ("officer", Duty.OFFICER), ("head-officer", Duty.HEAD_OFFICER), ("head", Duty.HEAD_OF_AGENCY), ("finance", Duty.FINANCE), ("admin", Duty.ADMINISTRATOR),
    ("chair", Duty.STAFF), ("member1", Duty.STAFF), ("member2", Duty.STAFF), ("inspector", Duty.STAFF), ("inspector2", Duty.STAFF), ("inspector3", Duty.STAFF), ("superior", Duty.SUPERIOR),
)  # fmt: skip
OFFICE = (("registrar", Duty.REGISTRAR), ("auditor", Duty.AUDITOR), ("key-officer", Duty.KEY_OFFICER), ("editor", Duty.RULE_EDITOR), ("editor2", Duty.RULE_EDITOR), ("appeals", Duty.APPEALS))  # fmt: skip


@dataclass
class Body:
    """An organisation with its people by key."""

    code: str
    organisation: Organisation
    people: dict[str, Person] = field(default_factory=dict)

    def actor(self, key: str) -> Actor:
        return acting(self.people[key], self.organisation)


@dataclass
class World:
    """What exists when the purchases begin."""

    office: Body
    agencies: list[Body]


def _staffed(stage: Stage, body: Body, staff: tuple[tuple[str, Duty], ...]) -> None:
    for key, duty in staff:
        given, family = stage.rng.choice(GIVEN), stage.rng.choice(FAMILY)
        title = stage.rng.choice(["นาย", "นาง", "นางสาว"])
        body.people[key] = stage.person(f"{key}.{body.code}", title, given, family)
        grant(actor=Actor.system(), person=body.people[key], organisation=body.organisation, duty=duty)


def found(stage: Stage, agencies: int = len(AGENCIES)) -> World:
    """Enter the comptroller's office, the first agencies and the mentors, with their people; some heads delegate power."""
    with clock.shifted_to(stage.day(330)):
        with audit.unit():
            office = Body(
                "cgd",
                register_organisation(
                    actor=Actor.system(),
                    kind=OrganisationKind.COMPTROLLER,
                    name_th="กรมบัญชีกลาง (สาธิต)",
                    name_en="Comptroller General's Department (demo)",
                    prefix="G",
                    province="กรุงเทพมหานคร",
                ),
            )
            _staffed(stage, office, OFFICE)
        bodies = []
        for code, name_th, name_en, kind, province, district in AGENCIES[:agencies]:
            with audit.unit():
                organisation = register_organisation(
                    actor=Actor.system(), kind=OrganisationKind.AGENCY, name_th=name_th, name_en=name_en, prefix="A", province=province, district=district, agency_class=kind,
                    address=f"สำนักงาน{name_th.removesuffix(' (ตัวอย่าง)')} อำเภอ{district} จังหวัด{province}",
                )  # fmt: skip
                body = Body(code, organisation)
                _staffed(stage, body, STAFF)
                bodies.append(body)
        for name_th, name_en, kind, province in MENTORS:
            with audit.unit():
                register_organisation(
                    actor=Actor.system(),
                    kind=OrganisationKind.AGENCY,
                    name_th=name_th,
                    name_en=name_en,
                    prefix="A",
                    province=province,
                    agency_class=kind,
                    is_mentor=True,
                )
        for number, body in enumerate(bodies[:3], start=1):
            with audit.unit():
                delegate(
                    actor=body.actor("head"), organisation=body.organisation, holder=body.people["head-officer"], families=[Family.SPECIFIC], max_satang=10_000_000,
                    from_on=clock.today(), to_on=clock.today().replace(year=clock.today().year + 2), order_no=f"{number}/2569", sao_copy_no=f"สตง. {number}/2569",
                )  # fmt: skip
    return World(office, bodies)
