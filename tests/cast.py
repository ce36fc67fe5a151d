"""The people of the tests, by name. Every test speaks of the same ones, so that a reader knows who may do what.

Baan Nam municipality buys: Officer Orn, head officer Hathai, head of agency Prasert, the committee of three
(Chalerm chairs, Malee and Monchai sit), inspector Narong, Finance officer Fon, administrator Adisak.
The superior of the province is Suphap. At the comptroller: registrar Rattana, auditor Anan, key officer Kamol, rule
editor Rungrat and appeals secretary Apinya. Two companies sell: Siam Cloud (owner Thida, bidder Bancha, lister Lek) and
Lanna Soft (owner Wichai, bidder Busaba); a third, Isan Data, has only its owner Yuphin. Stranger Somchai has an account
and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from marketplace import audit
from marketplace.accounts import events
from marketplace.accounts.actions.duties import grant
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import AgencyClass, Membership, Organisation, OrganisationKind, Person
from marketplace.kernel import clock
from tests.replay import replayed

PASSWORD = "ทดสอบ-talat-2569"


@dataclass(frozen=True)
class Player:
    """One person in the organisation they act for."""

    person: Person
    organisation: Organisation | None

    @property
    def actor(self) -> Actor:
        """The person's actor with the duties held at this moment."""
        return Actor.of(self.person, self.organisation)


@dataclass(frozen=True)
class Cast:
    """Everybody. Organisations: `agency` buys, `other_agency` looks on, `comptroller` oversees, three companies sell."""

    agency: Organisation
    other_agency: Organisation
    comptroller: Organisation
    siam: Organisation
    lanna: Organisation
    isan: Organisation

    officer: Player
    head_officer: Player
    head_of_agency: Player
    superior: Player
    chair: Player
    member: Player
    second_member: Player
    inspector: Player
    finance: Player
    administrator: Player
    other_officer: Player
    other_head: Player
    registrar: Player
    auditor: Player
    key_officer: Player
    rule_editor: Player
    appeals: Player
    siam_owner: Player
    siam_bidder: Player
    siam_lister: Player
    lanna_owner: Player
    lanna_bidder: Player
    isan_owner: Player
    stranger: Player

    def company(self, organisation: Organisation) -> Any:
        """The company behind one of the three selling organisations: Siam and Lanna are verified, Isan has only begun."""
        from suppliers.models import Company

        return Company.objects.get(organisation=organisation)

    def players(self) -> dict[str, Player]:
        """Every person by the name of the field."""
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in found.items() if isinstance(value, Player)}


_AGENCY_PEOPLE: tuple[tuple[str, str, str, Duty | None], ...] = (
    ("officer", "นางสาว", "อร ใจงาม", Duty.OFFICER),
    ("head_officer", "นาง", "หทัย ทองดี", Duty.HEAD_OFFICER),
    ("head_of_agency", "นาย", "ประเสริฐ วัฒนา", Duty.HEAD_OF_AGENCY),
    ("superior", "นาย", "สุภาพ รักชาติ", Duty.SUPERIOR),
    ("chair", "นาย", "เฉลิม ศรีสุข", Duty.STAFF),
    ("member", "นาง", "มาลี พูลผล", Duty.STAFF),
    ("second_member", "นาย", "มนต์ชัย แก้วใส", Duty.STAFF),
    ("inspector", "นาย", "ณรงค์ คงทน", Duty.STAFF),
    ("finance", "นางสาว", "ฝน บุญมา", Duty.FINANCE),
    ("administrator", "นาย", "อดิศักดิ์ ดีเลิศ", Duty.ADMINISTRATOR),
)
_COMPTROLLER_PEOPLE: tuple[tuple[str, str, str, Duty], ...] = (
    ("registrar", "นาง", "รัตนา สุขใจ", Duty.REGISTRAR),
    ("auditor", "นาย", "อนันต์ ตรงดี", Duty.AUDITOR),
    ("key_officer", "นาย", "กมล มั่นคง", Duty.KEY_OFFICER),
    ("rule_editor", "นางสาว", "รุ่งรัตน์ ระเบียบ", Duty.RULE_EDITOR),
    ("appeals", "นางสาว", "อภิญญา ธรรมดี", Duty.APPEALS),
)


def _unsaved(name: str, title: str, full_name: str) -> Person:
    given, family = full_name.split(" ")
    person = Person(email=f"{name.replace('_', '-')}@talat.example", title=title, given_name=given, family_name=family, ref=f"P-{name}")
    person.set_password(PASSWORD)
    return person


def _organisation(ref: str, kind: str, name_th: str, name_en: str, province: str, agency_class: str = "") -> Organisation:
    return Organisation.objects.create(
        ref=ref, kind=kind, name_th=name_th, name_en=name_en, province=province, district="เมือง", agency_class=agency_class
    )


def _employ(name: str, title: str, full_name: str, organisation: Organisation | None, *duties: Duty | None) -> Player:
    person = _unsaved(name, title, full_name)
    person.save()
    for duty in duties:
        if duty is not None and organisation is not None:
            grant(actor=Actor.system(), person=person, organisation=organisation, duty=duty)
    return Player(person, organisation)


def _employ_all(rows: Sequence[tuple[str, str, str, Organisation | None, Duty | None]]) -> dict[str, Player]:
    """Many at once, with the rows and entries that `grant` would leave: nearly every test begins with them."""
    made = {name: Player(_unsaved(name, title, full), organisation) for name, title, full, organisation, _duty in rows}
    Person.objects.bulk_create([player.person for player in made.values()])
    now, duties = clock.read(), [(made[name], duty) for name, _title, _full, _organisation, duty in rows if duty is not None]
    Membership.objects.bulk_create(
        [Membership(person=player.person, organisation=player.organisation, duty=duty, since_at=now) for player, duty in duties]
    )
    for player, duty in duties:
        told = {"person": player.person.ref, "duty": str(duty)}
        audit.record(events.DutyGranted, actor=Actor.system(), subject=player.organisation, payload=told, at=now)
    return made


def _register(organisation: Organisation, number: str, owner: Player, *, verified: bool) -> None:
    from suppliers.states import V
    from tests.factories.suppliers import verified_row

    verified_row(organisation, number, owner.person, V.VERIFIED if verified else V.CLAIMED)


@replayed
def assemble() -> Cast:
    """Create everybody in the test's database, with their duties in the log."""
    agency_kind, company = OrganisationKind.AGENCY, OrganisationKind.COMPANY
    agency = _organisation("AG-0001", agency_kind, "เทศบาลตำบลบ้านน้ำ", "Baan Nam Municipality", "เชียงใหม่", AgencyClass.SUBDISTRICT)
    other = _organisation("AG-0002", agency_kind, "องค์การบริหารส่วนตำบลดอนสูง", "Don Sung SAO", "ขอนแก่น", AgencyClass.SAO)
    comptroller = _organisation("AG-0003", OrganisationKind.COMPTROLLER, "กรมบัญชีกลาง", "Comptroller General's Department", "กรุงเทพมหานคร")
    siam = _organisation("S-0001", company, "บริษัท สยามคลาวด์ จำกัด", "Siam Cloud Co., Ltd.", "เชียงใหม่")
    lanna = _organisation("S-0002", company, "บริษัท ล้านนาซอฟต์ จำกัด", "Lanna Soft Co., Ltd.", "ลำพูน")
    isan = _organisation("S-0003", company, "ห้างหุ้นส่วนจำกัด อีสานดาต้า", "Isan Data Ltd. Part.", "ขอนแก่น")
    with audit.unit():
        people = _employ_all([
            *((name, title, full, agency, duty) for name, title, full, duty in _AGENCY_PEOPLE),
            *((name, title, full, comptroller, duty) for name, title, full, duty in _COMPTROLLER_PEOPLE),
            ("other_officer", "นาย", "ศักดา ดอนสูง", other, Duty.OFFICER),
            ("other_head", "นาย", "บุญเลิศ ดอนสูง", other, Duty.HEAD_OF_AGENCY),
            ("siam_owner", "นางสาว", "ธิดา สยามคลาวด์", siam, Duty.OWNER),
            ("siam_bidder", "นาย", "บัญชา สยามคลาวด์", siam, Duty.BIDDER),
            ("siam_lister", "นาย", "เล็ก สยามคลาวด์", siam, Duty.LISTER),
            ("lanna_owner", "นาย", "วิชัย ล้านนา", lanna, Duty.OWNER),
            ("lanna_bidder", "นาง", "บุษบา ล้านนา", lanna, Duty.BIDDER),
            ("isan_owner", "นาง", "ยุพิน อีสาน", isan, Duty.OWNER),
            ("stranger", "นาย", "สมชาย ผ่านมา", None, None),
        ])  # fmt: skip
    _register(siam, "0015561000012", people["siam_owner"], verified=True)
    _register(lanna, "0015562000024", people["lanna_owner"], verified=True)
    _register(isan, "0015563000036", people["isan_owner"], verified=False)
    return Cast(agency=agency, other_agency=other, comptroller=comptroller, siam=siam, lanna=lanna, isan=isan, **people)
