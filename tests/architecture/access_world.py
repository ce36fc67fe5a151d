"""One state of the product for the table of access: a real object behind every address, and everybody at a browser.

Baan Nam buys: one purchase is being prepared, one is open for comments, one takes envelopes, one is being judged, one is
awarded with a contract in draft, one is awarded with an appeal, one was bought on receipt and paid. Siam Cloud and
Lanna Soft bid, Outside Systems does not, Isan Data has only begun to register, New Data is being examined.
Knows how objects are made; what may be seen of them is said in `marketplace/web/reference/access/`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client

from catalog.actions import drafts, saved, sheet_exports, sheets, shortlists
from catalog.models import Alert, Category, Listing
from catalog.prices import Case
from marketplace import audit
from marketplace.accounts.actions import admitting, delegating
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Admission, Family, Membership, Organisation, OrganisationKind
from marketplace.audit import checkpoints
from marketplace.contracts.actions import abandoning
from marketplace.kernel import clock, files
from marketplace.notifications.models import Message
from marketplace.oversight.models import Flag
from marketplace.oversight.ocds import feed
from marketplace.pricing.actions import central
from marketplace.pricing.actions.letters import answer
from marketplace.procedure import act
from suppliers.actions import agreeing, changing, teaming
from suppliers.models import Company
from suppliers.states import V
from tenders.actions import benchmarking, bidding, ending, publishing, requesting
from tenders.models import Seat, Tender
from tenders.models.bid import BidDocumentKind
from tests import cast as people
from tests.cast import Cast, Player
from tests.catalog import shelf
from tests.contracts.conftest import Deal
from tests.factories import abandoners, papers
from tests.factories import purchases as p
from tests.factories import small_purchases as small
from tests.factories import suppliers as registry
from tests.needs.conftest import finished, graded

#: Later than everything else that happens in this world, a Monday.
LATER = p.MONDAY + dt.timedelta(weeks=12)


@dataclass(frozen=True)
class Crowd(Cast):
    """The cast, and whom it lacks: every duty of a second agency, staff without a seat, two more companies."""

    outside: Organisation

    clerk: Player
    treasurer: Player
    manager: Player
    other_head_officer: Player
    other_superior: Player
    other_finance: Player
    other_administrator: Player
    other_staff: Player
    comptroller_administrator: Player
    lanna_lister: Player
    outside_owner: Player
    outside_bidder: Player
    outside_lister: Player
    newcomer: Player


def crowd() -> Crowd:
    """Everybody, with duties granted through the product's own action."""
    held = people.assemble()
    outside = people._organisation("S-0004", OrganisationKind.COMPANY, "บริษัท เอาท์ไซด์ซิสเต็มส์ จำกัด", "Outside Systems Co., Ltd.", "ลำปาง")
    agency, other = held.agency, held.other_agency
    hired = (
        ("clerk", "สุดา รอบรู้", agency, Duty.STAFF),
        ("treasurer", "ทวี มั่งมี", agency, Duty.FINANCE),
        ("manager", "มานะ จัดการ", agency, Duty.ADMINISTRATOR),
        ("other_head_officer", "หนึ่ง ดอนสูง", other, Duty.HEAD_OFFICER),
        ("other_superior", "สอง ดอนสูง", other, Duty.SUPERIOR),
        ("other_finance", "สาม ดอนสูง", other, Duty.FINANCE),
        ("other_administrator", "สี่ ดอนสูง", other, Duty.ADMINISTRATOR),
        ("other_staff", "ห้า ดอนสูง", other, Duty.STAFF),
        ("comptroller_administrator", "บริหาร สำนักงาน", held.comptroller, Duty.ADMINISTRATOR),
        ("lanna_lister", "ลิขิต ล้านนา", held.lanna, Duty.LISTER),
        ("outside_owner", "อำนาจ นอกวง", outside, Duty.OWNER),
        ("outside_bidder", "อารี นอกวง", outside, Duty.BIDDER),
        ("outside_lister", "อุดม นอกวง", outside, Duty.LISTER),
        ("newcomer", "ใหม่ เพิ่งมา", None, None),
    )
    with audit.unit():
        more = {name: people._employ(name, "นาย", full, organisation, duty) for name, full, organisation, duty in hired}
    people._register(outside, "0015564000048", more["outside_owner"], verified=True)
    return Crowd(**{one.name: getattr(held, one.name) for one in fields(held)}, outside=outside, **more)


@dataclass
class World:
    """The people's browsers, the objects by name, what must not be shown to whom, and the moment of looking."""

    cast: Crowd
    now: dt.datetime
    #: Object → the parameters of addresses that lead to it.
    objects: dict[str, dict[str, Any]]
    #: A text that stands only in something secret → the people who may read it.
    secrets: dict[str, str]
    browsers: dict[str, Client] = field(default_factory=dict)
    #: The cookies with which everybody comes: their session.
    keys: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Whatever is written inside is taken back."""
        mark = transaction.savepoint()
        try:
            with clock.shifted_to(self.now):
                yield
        finally:
            transaction.savepoint_rollback(mark)


def built() -> World:
    """The whole world, inside a transaction of the caller that is taken back."""
    cast = crowd()
    Company.objects.update(vat_registered=True)
    world = World(cast, LATER, {}, {})
    awarded = _purchases(world)
    _contracts(world, awarded)
    _shelves(world)
    _needs(world)
    with clock.shifted_to(world.now):
        _registry(world)
        _offices(world)
        _guidance(world)
        audit.deliver()
        checkpoints.make()
        message = Message.objects.of(cast.officer.person).filter(url="").first() or Message.objects.of(cast.officer.person).first()
        flag = Flag.objects.first()
    assert message is not None
    assert flag is not None
    world.objects |= {"message": {"token": message.token}, "flag": {"ref": flag.ref}, "own key": {"pk": 1}}
    world.objects["release"] = {"ocid": feed.ocid_of(world.objects["awarded"]["ref"])}
    _steps(world)
    world.browsers["visitor"] = Client(raise_request_exception=False)
    for name, player in cast.players().items():
        world.browsers[name] = Client(raise_request_exception=False)
        world.browsers[name].force_login(player.person)
    world.keys = {name: browser.cookies.output(header="", sep=";") for name, browser in world.browsers.items()}
    return world


# ------------------------------------------------------------------ purchases


def _purchases(world: World) -> p.Play:
    """Six purchases of Baan Nam by e-bidding, each in another state; the awarded one is handed on."""
    cast = world.cast
    category = Category.objects.get(code="construction-permit")
    bids = [(cast.siam_bidder, 230_000_000), (cast.lanna_bidder, 228_000_000)]

    def play(title: str, moment: dt.datetime = p.MONDAY) -> p.Play:
        return p.Play(cast=cast, category=category, now=moment)

    drafted = p.drafted(play("drafted"), comment_round=False)
    _titled(world, drafted, "แผนที่ยังไม่เปิดเผย ก", may="AGENCY AUDITOR")
    _priced(world, drafted)
    seat = Seat.objects.get(committee__tender=drafted.tender, person=cast.inspector.person)
    world.objects["drafted"] = _of(drafted) | {"number": 1, "bid": "nowhere", "document": "nowhere", "seat": seat.ref}

    commenting = p.approved(play("commenting", world.now - dt.timedelta(days=1)))
    commenting.step("publish_draft", cast.head_officer)
    secret = "ความเห็นลับเฉพาะหน่วยงาน ข"
    with clock.shifted_to(commenting.now):
        publishing.comment(commenting.tender, actor=cast.isan_owner.actor, name="ผู้สนใจ", email="a@b.example", text=secret)
    world.secrets[secret] = "AGENCY AUDITOR"
    world.objects["commenting"] = _of(commenting) | {"number": 1, "bid": "nowhere", "document": "nowhere"}

    inviting = p.invited(play("inviting", world.now - dt.timedelta(weeks=5)))
    world.now = inviting.tender.bid_opens_at + dt.timedelta(hours=1)
    sealed = p.bid(inviting, cast.siam_bidder, 231_000_000)
    open_questions = inviting.tender.bid_opens_at - dt.timedelta(days=8)
    with clock.shifted_to(open_questions):
        asked = publishing.ask(inviting.tender, actor=cast.lanna_bidder.actor, text="คำถามลับก่อนเผยแพร่ ค")
    with clock.shifted_to(world.now):
        draft = bidding.draft_bid(inviting.tender, actor=cast.lanna_bidder.actor)
        paper = p.stored("ร่างลับล้านนา.pdf", serial=7)
        bidding.add_document(draft, actor=cast.lanna_bidder.actor, kind=BidDocumentKind.TECHNICAL, file=paper)
    world.secrets |= {"คำถามลับก่อนเผยแพร่ ค": "AGENCY", "ร่างลับล้านนา.pdf": "lanna_bidder", sealed.ref: "SIAM"}
    world.objects["inviting"] = _of(inviting) | {"number": 1, "bid": sealed.ref, "document": paper.sha256, "question": asked.ref}

    judging = p.opened(play("judging"), bids)
    opened = judging.tender.bids.get(company=cast.company(cast.siam))
    world.objects["judging"] = _of(judging) | {"number": 1, "bid": opened.ref, "document": opened.documents.first().file.sha256}
    world.secrets[opened.ref] = "SIAM EVALUATORS OFFICERS HEAD AUDITOR"

    appealed = p.announced(play("appealed"), bids)
    with clock.shifted_to(appealed.now):
        appeal = ending.file_appeal(appealed.tender, actor=cast.siam_bidder.actor, text="เหตุผลอุทธรณ์ลับ ง ที่ผู้ชนะไม่ครบคุณสมบัติ")
    lost = appealed.tender.bids.get(company=cast.company(cast.siam))
    world.objects["appealed"] = _of(appealed) | {"number": 1, "bid": lost.ref, "document": lost.documents.first().file.sha256}
    world.objects["appeal"] = {"ref": appeal.ref}
    world.secrets["เหตุผลอุทธรณ์ลับ ง"] = "AGENCY SIAM AUDITOR APPEALS"

    with clock.shifted_to(p.MONDAY):
        line = requesting.draft_plan_line(
            actor=cast.officer.actor, title="แผนร่างลับ จ", category=category, budget_satang=50_000_000,
            budget_source="เทศบัญญัติ", fiscal_year=2570, month=dt.date(2026, 12, 1),
        )  # fmt: skip
    world.secrets["แผนร่างลับ จ"] = "AGENCY"
    world.objects |= {"drafted plan line": {"ref": line.ref}, "published plan line": {"ref": drafted.tender.plan_line.ref}}
    return p.announced(play("awarded"), bids[1:])  # one bid alone raises a red flag


def _of(play: p.Play) -> dict[str, Any]:
    return {"ref": play.tender.ref}


def _titled(world: World, play: p.Play, title: str, *, may: str) -> None:
    """Give the purchase a name that stands nowhere else."""
    type(play.tender).objects.filter(pk=play.tender.pk).update(title=title)
    world.secrets |= {title: may, play.tender.ref: may}


def _priced(world: World, drafted: p.Play) -> None:
    """Three suppliers answered a letter; the report on their prices is frozen. Also a central price."""
    cast = world.cast
    row, case = drafted.tender, Case(1, 1)
    asked = [cast.company(one) for one in (cast.siam, cast.lanna, cast.outside)]
    with clock.shifted_to(drafted.now):
        until = clock.today() + dt.timedelta(days=10)
        letters = benchmarking.ask_suppliers(
            row, actor=cast.officer.actor, case=case, companies=asked, answer_until=until, wanted="ถามราคาลับ ญ"
        )
        for letter, amount in zip(letters, (230_000_000, 231_500_000, 233_000_000), strict=True):
            answer(letter, actor=cast.officer.actor, satang=amount)
        benchmarking.freeze(row, actor=cast.officer.actor, case=case, choice="surveyed", reason="ไม่มีราคากลางที่คำนวณหรือกำหนดไว้")
        entered = central.enter(
            actor=cast.rule_editor.actor, source="standard", issuer="mdes", document_no="1/2569", document_on=p.MONDAY.date(), title="ระบบสารบรรณ",
            category=Category.objects.get(code="e-document"), unit="user-month", price_satang=150_00, valid_from=p.MONDAY.date(), valid_to=None,
        )  # fmt: skip
    letter = next(one for one in letters if one.company_id == asked[0].pk)
    world.objects |= {"letter": {"ref": letter.ref}, "central price": {"ref": entered.ref}}
    world.secrets |= {letter.ref: "AGENCY SIAM AUDITOR", "ถามราคาลับ ญ": "AGENCY SIAM LANNA OUTSIDE AUDITOR"}


def _contracts(world: World, awarded: p.Play) -> None:
    """A contract in draft, and a purchase on receipt that is delivered, accepted and paid."""
    cast = world.cast
    deal = Deal(awarded, clock.at(awarded.tender.earliest_signing_on, dt.time(10))).drafted()
    world.objects["awarded"] = _of(awarded) | {"number": 1, "bid": awarded.tender.bids.first().ref, "document": "nowhere"}
    world.objects["awarded lot"] = {"ref": awarded.tender.lot.ref}
    world.objects["drafted contract"] = {"ref": deal.contract.ref, "paper": "nowhere"}
    world.secrets[deal.contract.ref] = "AGENCY AUDITOR"

    _proposal(world)

    bought = p.Play(cast=cast, category=awarded.category)
    small.ordered(bought, cast.lanna_owner, 9_000_000)
    receipt = Deal(bought, bought.now + dt.timedelta(hours=1)).drafted()
    receipt.step("buy_on_receipt", cast.head_officer)
    receipt.step("deliver", cast.officer, receipt.delivery(), note="ใบส่งของ")
    receipt.step("inspect", cast.inspector, receipt.delivery(), accepts=True, note="")
    receipt.step("submit_invoice", cast.officer, receipt.delivery(), invoice="ใบเสร็จ 1", dated_on=clock.civil(receipt.now))
    paid = receipt.paid()
    world.objects["bought"] = _of(bought) | {"number": 1, "bid": "nowhere", "document": "nowhere"}
    world.objects["signed contract"] = {"ref": receipt.contract.ref, "paper": receipt.contract.papers.first().ref}
    world.objects["delivery"] = {"ref": paid.ref}
    world.objects["payment"] = {"ref": paid.invoice.payment.ref}


def _proposal(world: World) -> None:
    """The agency proposes to name the company concerned a work abandoner, from the purchase with an appeal."""
    cast, tender = world.cast, Tender.objects.get(ref=world.objects["appealed"]["ref"])
    with clock.shifted_to(world.now):
        case = abandoning.propose(
            tender, cast.company(cast.siam), actor=cast.head_of_agency.actor, ground="109.3", facts="เหตุทิ้งงานลับ ฐ",
            evidence=_upload("หลักฐานทิ้งงาน.pdf", registry.PDF),
        )  # fmt: skip
    world.objects["proposed abandoner"] = {"ref": case.ref}
    world.objects["evidence against a proposed abandoner"] = {"ref": case.ref, "which": "evidence"}
    world.secrets |= {"เหตุทิ้งงานลับ ฐ": "AGENCY SIAM_DEALERS REGISTRAR AUDITOR", case.ref: "AGENCY SIAM_DEALERS REGISTRAR AUDITOR"}


# ------------------------------------------------------------------ catalogue, registry, offices, guidance


def _shelves(world: World) -> None:
    """Listings of Siam Cloud: on sale, being written, waiting for a registrar."""
    cast = world.cast
    live = shelf.approve(cast, _sent(cast, _with_a_file(cast, shelf.draft(cast))))
    drafted = _with_a_file(cast, shelf.draft(cast, title_th="บริการร่างลับ ฉ"))
    waiting = _sent(cast, _with_a_file(cast, shelf.draft(cast, title_th="บริการรอตรวจลับ ช")))
    for name, listing in (("listing on sale", live), ("drafted listing", drafted), ("waiting listing", waiting)):
        world.objects[name] = {"ref": listing.ref, "number": 1, "part": "price", "name": "service_sheet"}
    world.secrets |= {"บริการร่างลับ ฉ": "SIAM REGISTRAR AUDITOR", "บริการรอตรวจลับ ช": "SIAM REGISTRAR AUDITOR"}
    world.secrets |= {drafted.ref: "SIAM REGISTRAR AUDITOR", waiting.ref: "SIAM REGISTRAR AUDITOR"}
    world.objects["category"] = {"code": "e-document"}
    world.objects["own sheet"] = {"code": "e-document", "what": "listings", "kind": "csv"}
    category = Category.objects.get(code="e-document")
    with clock.shifted_to(world.now):
        handed_in = sheets.receive(cast.company(cast.siam), category, _upload("sheet.csv", "ชื่อ\n".encode()), actor=cast.siam_owner.actor)
        sheets.check(handed_in.ref)
        asked_for = sheet_exports.ask(cast.company(cast.siam), category, "csv", language="th", actor=cast.siam_owner.actor)
        sheet_exports.make(asked_for.ref)
        kept = saved.save(actor=cast.officer.actor, name="ค้นลับ ซ", category="e-document", query="q=ลับ", alert=Alert.INBOX)
        marked = shortlists.begin(actor=cast.officer.actor, name="รายชื่อลับ ฌ", category=category, case=Case(1, 1), listings=[live])
    world.objects["sheet asked for"] = {"ref": asked_for.ref}
    world.objects["imported sheet"] = {"ref": handed_in.ref, "decision": "aside"}
    world.objects["saved search"] = {"ref": kept.ref}
    world.objects["shortlist"] = {"ref": marked.ref, "listing": live.ref, "kind": "csv"}
    world.secrets |= {"ค้นลับ ซ": "officer", "รายชื่อลับ ฌ": "AGENCY AUDITOR", handed_in.ref: "SIAM_WRITERS", asked_for.ref: "SIAM_WRITERS"}


def _needs(world: World) -> None:
    """Two needs assessments of the agency: one finished, one being filled in."""
    with clock.shifted_to(world.now):
        done, begun = finished(world.cast.officer, {"letters": 0}), graded(world.cast.officer)
    world.objects["finished assessment"] = {"ref": done.ref}
    world.objects["begun assessment"] = {"ref": begun.ref, "part": "data"}
    world.secrets |= {done.ref: "PROCURERS AUDITOR", begun.ref: "PROCURERS AUDITOR"}


def _registry(world: World) -> None:
    """A company on sale, one that has only begun, one under examination with its documents, a team, the abandoner list."""
    from django.core import signing

    from suppliers.views.abandoners import _SALT

    cast = world.cast
    company, owner = registry.company_at(V.SUBMITTED, cast, player=cast.newcomer)
    company.refresh_from_db()
    evidence = company.evidence.select_related("file").first()
    world.objects |= {
        "verified company": {"ref": cast.siam.ref},
        "company that began": {"ref": cast.isan.ref},
        "company to examine": {"ref": company.ref},
        "document": {"ref": evidence.ref},
        "part": {"part": "company"},
        "link to a file": {"token": files.link(evidence.file, owner, about=evidence).strip("/").split("/")[-1]},
    }
    for text in (evidence.ref, evidence.file.name, company.name_th):
        world.secrets[text] = "NEWCOMER REGISTRAR AUDITOR"
    teaming.invite(cast.company(cast.siam), actor=cast.siam_owner.actor, email="join@talat.example", duty=Duty.LISTER)
    agreeing.write(actor=cast.rule_editor.actor, seen=0, text_th="ข้อตกลงร่างลับ ฏ", text_en="x", changes_th="x", changes_en="x")
    world.secrets["ข้อตกลงร่างลับ ฏ"] = "EDITOR"
    world.objects |= {"version of the terms": {"number": 1}, "drafted terms": {"ref": "TERMS-2"}}
    world.objects["invitation to a team"] = {"ref": Admission.objects.get(email="join@talat.example").ref}
    world.objects["member of a team"] = {"person": cast.siam_lister.person.ref}
    wanted = {"address": "ที่อยู่ลับ ฎ"}
    change = changing.ask(cast.company(cast.siam), actor=cast.siam_owner.actor, seen=None, part="place", wanted=wanted, reason="ย้ายสำนักงาน")
    world.objects["change request"] = {"ref": change.ref}
    world.secrets |= {"join@talat.example": "SIAM", "ที่อยู่ลับ ฎ": "SIAM REGISTRAR AUDITOR"}
    lister = Membership.objects.get(person=cast.siam_lister.person)
    world.objects["membership of a team"] = {"membership": lister.pk}
    entry = abandoners.listed(cast.company(cast.isan), actor=cast.registrar.actor, at=world.now)
    world.objects["abandoner"] = {"ref": entry.ref}
    content = "เลขทะเบียน,ชื่อ\n".encode()
    with audit.unit():
        kept = files.receive(_upload("list.csv", content), by=cast.registrar.actor, kinds=("csv",))
    world.objects["list to import"] = {"token": signing.dumps([kept.ref, "2026-11-01"], salt=_SALT)}


def _with_a_file(cast: Cast, listing: Listing) -> Listing:
    """The draft with a file among its answers."""
    drafts.save(listing, actor=cast.siam_lister.actor, answers={"service_sheet": _upload("service.pdf", papers.PDF)})
    return listing


def _sent(cast: Cast, listing: Listing) -> Listing:
    """The draft, sent for review."""
    act(listing, "submit", actor=cast.siam_lister.actor, seen=listing.version)
    return Listing.objects.get(pk=listing.pk)


def _upload(name: str, content: bytes) -> ContentFile:
    return ContentFile(content, name=name)


def _offices(world: World) -> None:
    """An invitation to the agency, a delegation, a proposed rule, a flag."""
    from cms.actions import changes

    cast = world.cast
    _made, secret = admitting.add(actor=cast.manager.actor, organisation=cast.agency, email="new@talat.example", duty=Duty.OFFICER)
    world.objects["invitation to the agency"] = {"ref": Admission.objects.get(email="new@talat.example").ref, "secret": secret}
    world.secrets["new@talat.example"] = "administrator manager"
    world.objects["duty of the agency"] = {"person": cast.clerk.person.ref, "duty": "staff"}
    today = clock.today()
    with audit.unit():
        given = delegating.delegate(
            actor=cast.head_of_agency.actor, organisation=cast.agency, holder=cast.head_officer.person, families=[Family.SPECIFIC],
            max_satang=10_000_000, from_on=today, to_on=today + dt.timedelta(days=30), order_no="มอบลับ 9/2569", sao_copy_no="1",
        )  # fmt: skip
    world.objects["delegation"] = {"ref": given.ref}
    world.secrets["มอบลับ 9/2569"] = "AGENCY"
    change = changes.propose_day(
        actor=cast.rule_editor.actor, day=dt.date(2027, 6, 1), effect="holiday", name_th="วันหยุดเสนอลับ", name_en="Proposed",
        source="มติคณะรัฐมนตรี", reason="ตัวอย่างของการเสนอ",
    )  # fmt: skip
    world.objects["proposed rule"] = {"ref": change.ref}
    world.secrets["วันหยุดเสนอลับ"] = "EDITOR"
    world.objects["rule"] = {"slug": "d-appeal"}
    world.objects["entry of the log"] = {"position": 1}
    world.objects["agency"] = {"ref": cast.agency.ref}
    world.objects["word list"] = {"kind": "synonyms"}
    world.objects["confirmation of nobody"] = {"key": "never-sent"}
    world.objects["link of nobody"] = {"positional": ["MQ", "never-sent"]}


def _guidance(world: World) -> None:
    """A file of the guidance and a page of it."""
    from wagtail.documents import get_document_model

    from cms.models import GuidancePage

    made = get_document_model().objects.create(title="คู่มือ", file=_upload("guide.pdf", registry.PDF))
    page = GuidancePage.objects.live().first()
    world.objects["guidance file"] = {"positional": [made.pk, made.filename]}
    world.objects["guidance page"] = {"positional": [page.url.removeprefix("/guidance/") if page else ""]}


# ------------------------------------------------------------------ steps


def _steps(world: World) -> None:
    """One step of every kind of object: what the row calls it, its kind, the object, the step."""
    for name, kind, of, step in (
        ("purchase in preparation", "tender", "drafted", "submit_request"),
        ("purchase that takes bids", "tender", "inviting", "open_bids"),
        ("sealed bid", "bid", {"ref": world.objects["inviting"]["bid"]}, "find_compliant"),
        ("opened bid", "bid", {"ref": world.objects["judging"]["bid"]}, "find_compliant"),
        ("appeal", "appeal", "appeal", "admit"),
        ("question", "question", {"ref": world.objects["inviting"]["question"]}, "answer_question"),
        ("seat", "seat", {"ref": world.objects["drafted"]["seat"]}, "declare"),
        ("shortlist", "shortlist", "shortlist", "give_up"),
        ("assessment", "assessment", "begun assessment", "give_up"),
        ("plan line", "plan_line", "drafted plan line", "publish"),
        ("contract in draft", "contract", "drafted contract", "offer"),
        ("order in force", "contract", "signed contract", "close"),
        ("delivery", "delivery", world.objects.pop("delivery"), "pay"),
        ("payment", "payment", "payment", "reverse"),
        ("company", "company", "company to examine", "verify"),
        ("listing", "listing", "drafted listing", "submit"),
        ("abandoner", "abandoner", "abandoner", "remove"),
        ("rule", "rule_change", "proposed rule", "approve"),
        ("terms", "terms", world.objects.pop("drafted terms"), "publish"),
        ("flag", "flag", world.objects.pop("flag"), "close"),
        ("abandoner's explanation", "abandonment", "proposed abandoner", "explain"),
    ):
        found = world.objects[of] if isinstance(of, str) else of
        world.objects[f"step: {name}"] = {"kind": kind, "ref": found["ref"], "step": step}
