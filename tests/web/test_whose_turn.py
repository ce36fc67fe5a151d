"""My work against the machines: who may take a step now and must, finds it on the desk; nobody else does.

The engine is the oracle. Purchases are played by real steps; at each stop every person's offers are compared with their
desk. Which steps need not be on any desk stands in `marketplace.web.optional_steps`, each with why.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from catalog.models import Category
from marketplace.accounts.duty import Duty
from marketplace.contracts.actions import drafting
from marketplace.kernel import clock
from marketplace.procedure import act, offers, perform, registry
from marketplace.procedure.judge import judge, lawful_next
from marketplace.web.optional_steps import ON_BEHALF, OPTIONAL
from marketplace.web.work import WorkItem, desk
from suppliers.actions import changing
from suppliers.models import Company
from tenders.actions import ending, evaluating, negotiating, opening, publishing, requesting
from tenders.actions.case import evaluation_day
from tenders.models import Seat
from tests.catalog import shelf
from tests.contracts.conftest import CONFIRMED, PRICE, Deal
from tests.factories import purchases as p
from tests.factories import small_purchases as small

pytestmark = pytest.mark.one_round  # desks and offers are judged in Python; the stories run on both databases

APPEAL = "ผู้ชนะไม่มีผลงานตามที่ประกาศกำหนดไว้"
#: No button of the engine takes them; the page of the price and the page of the evaluation do.
BEGUN_ON_PAGES = {"bid.seal", "lot.propose"}
#: The steps that each walk below has found on a desk.
WALKS: dict[str, set[str]] = {
    "request": {
        "tender.submit_request", "tender.approve_request", "tender.publish_draft", "tender.settle_comments",
        "tender.publish_invitation", "seat.declare", "plan_line.publish",
    },
    "bids": {
        "question.answer_question", "bid.seal", "tender.open_bids", "bid.find_compliant", "bid.reject", "lot.propose",
        "tender.submit_result", "tender.approve_result", "tender.announce_award",
    },
    "no bid": {"tender.waive_comments", "tender.record_no_bid"},
    "appeal": {
        "appeal.admit", "appeal.refuse_admission", "appeal.agree", "appeal.forward", "appeal.uphold", "appeal.dismiss",
        "tender.redo_evaluation",
    },
    "negotiation": {"tender.record_offer"},
    "specific": {"tender.approach_supplier", "tender.accept_offer", "contract.buy_on_receipt"},
    "contract": {
        "contract.offer", "contract.give_guarantee", "contract.check_guarantee", "contract.send_back_guarantee", "contract.party_sign",
        "contract.sign", "contract.record_copies", "contract.notify_penalty", "contract.close", "contract.return_guarantee",
        "delivery.deliver", "delivery.inspect", "delivery.accept_by_decision", "delivery.return_by_decision", "delivery.redeliver",
        "delivery.submit_invoice", "delivery.pay",
    },
    "shop": {
        "company.submit", "company.accept_terms", "company.begin_examination", "company.judge_item", "company.verify", "company.send_back", "company.refuse",
        "change.decide", "listing.submit", "listing.approve", "listing.send_back", "listing.submit_change", "listing.approve_change",
        "listing.send_back_change",
    },
    "flags": {"flag.close"},
    "abandonment": {"abandonment.explain", "abandonment.forward", "abandonment.list_company", "abandonment.dismiss"},
    "rules": {"rule_change.approve", "rule_change.refuse"},
}  # fmt: skip


def test_every_step_of_every_machine_is_on_a_desk_or_says_why_not() -> None:
    steps = {f"{known.kind}.{name}" for known in registry.everything() for name in known.machine.steps}
    walked = set().union(*WALKS.values())
    assert steps - walked - set(OPTIONAL) == set()
    assert walked & set(OPTIONAL) == set()
    assert (walked | set(OPTIONAL) | set(ON_BEHALF)) <= steps


#: The registrar's line counts listings of both kinds.
IN_ONE_LINE = {"listing.approve", "listing.send_back", "listing.approve_change", "listing.send_back_change"}


class Watch:
    """Compares desks with offers, and remembers which steps were found on a desk."""

    def __init__(self, cast: Any, *names: str) -> None:
        self.cast, self.names, self.found = cast, names, set[str]()

    def look(self, *objects: Any, at: dt.datetime | None = None) -> None:
        """Everybody's desk now, or at a moment, as far as these objects go."""
        fresh = [type(obj)._default_manager.get(pk=obj.pk) for obj in objects]
        if at is None:
            return self._look(fresh)
        with clock.shifted_to(at):
            return self._look(fresh)

    def _look(self, objects: list[Any]) -> None:
        for name, player in self.cast.players().items():
            actor = player.actor
            lines = desk(actor).for_me
            for obj in objects:
                if name in self.names:
                    self._compare(name, actor, obj, lines)
                else:
                    assert not [item for item in lines if item.ref and item.ref in _refs(obj)], f"{name} has no part in {obj}"

    def _compare(self, name: str, actor: Any, obj: Any, lines: list[WorkItem]) -> None:
        known = registry.of(obj)
        facts = known.facts(obj, actor, inputs={}, step="")
        found = {f"{known.kind}.{offer.name}": (offer.step, offer.possible) for offer in offers(obj, actor, facts)}
        found |= {f"{known.kind}.{step.name}": (step, possible) for step, possible in _begun_on_pages(known, facts)}
        told = {step for item in lines if _is_about(item, obj, actor) for step in item.steps}
        for full, (step, possible) in found.items():
            must = full not in OPTIONAL and not (facts.duties & set(step.by)) <= ON_BEHALF.get(full, frozenset())
            if possible and must:
                assert full in told, f"{name} may {full} of {obj}, and no line of the desk says so"
                self.found.add(full)
        extra = {step for step in told if step.startswith(f"{known.kind}.")} - set(found) - IN_ONE_LINE
        assert not extra, f"the desk of {name} asks for {extra} of {obj}, which the person cannot do"


def _begun_on_pages(known: Any, facts: Any) -> list[tuple[Any, bool]]:
    """Steps that a person begins on a page of their own, though a larger action takes them: (step, whether possible)."""
    return [
        (step, not judge(step, facts, known, given=False))
        for step in lawful_next(known, facts)
        if f"{known.kind}.{step.name}" in BEGUN_ON_PAGES and not facts.duties.isdisjoint(step.by)
    ]


def _is_about(item: WorkItem, obj: Any, actor: Any) -> bool:
    if obj.log_kind == "seat" and actor.person_id != obj.person_id:
        return False  # several people sit in one purchase; each has a line of their own
    of_delivery = obj.log_kind == "delivery" and "#delivery-" in item.url
    return item.ref in _refs(obj) and (not of_delivery or item.url == obj.get_absolute_url())


def _refs(obj: Any) -> set[str]:
    """References under which an object can be on a desk; the registrar's lines about listings name none."""
    if obj.log_kind == "listing":
        return {obj.ref, ""}
    if obj.log_kind == "delivery":
        return {obj.contract.ref}
    if obj.log_kind in {"tender", "appeal", "contract", "company", "plan_line", "rule_change", "change"}:
        return {obj.ref}
    return {obj.log_root().ref}


AGENCY = (
    "officer",
    "head_officer",
    "head_of_agency",
    "superior",
    "chair",
    "member",
    "second_member",
    "inspector",
    "finance",
    "administrator",
)
SELLERS = ("siam_owner", "siam_bidder", "siam_lister", "lanna_owner", "lanna_bidder")
EVERYBODY = (*AGENCY, *SELLERS, "key_officer", "appeals")


@pytest.fixture
def play(cast: Any) -> p.Play:
    Company.objects.update(vat_registered=True)
    return p.Play(cast=cast, category=Category.objects.get(code="construction-permit"))


def say(play: p.Play, moment: dt.datetime, do: Any, *args: Any, **given: Any) -> Any:
    with clock.shifted_to(moment):
        made = do(*args, **given)
    play.tender.refresh_from_db()
    return made


@pytest.mark.django_db
def test_from_the_plan_to_the_invitation(play: p.Play) -> None:
    cast, watch = play.cast, Watch(play.cast, *AGENCY, "key_officer")
    with clock.shifted_to(play.now):
        plan = requesting.draft_plan_line(
            actor=cast.officer.actor, title="ระบบอื่น", category=play.category, budget_satang=100_000_000, budget_source="เทศบัญญัติ",
            fiscal_year=2569, month=dt.date(2026, 9, 1),
        )  # fmt: skip
    watch.look(plan, at=play.now)
    p.drafted(play)
    watch.look(play.tender, *Seat.objects.filter(committee__tender=play.tender), at=play.now)
    play.step("submit_request", cast.officer)
    watch.look(play.tender, at=play.now)
    play.step("approve_request", cast.head_of_agency)
    watch.look(play.tender, at=play.now)
    play.step("publish_draft", cast.head_officer)
    watch.look(play.tender, at=play.now)
    comment = say(
        play, play.now, publishing.comment, play.tender, actor=cast.stranger.actor, name="ก", email="a@b.example", text="ขอให้แก้ไขร่าง"
    )
    over = clock.at(play.tender.comments_until + dt.timedelta(days=1), dt.time(10))
    watch.look(play.tender, at=over)
    say(play, over, publishing.answer_comment, comment, actor=cast.officer.actor, answer="แก้ไขตามที่เสนอ", changes_draft=True)
    assert "tender.settle_comments" in _steps(play.at(over), cast.head_of_agency)
    latest = play.tender.terms.first()
    changed = {"version": latest.version + 1, "sections": latest.sections, "saved_at": over, "saved_by": cast.chair.person}
    play.tender.terms.create(**changed, finished_at=over, finished_by=cast.chair.person)
    watch.look(play.tender, at=over)
    assert "tender.republish_draft" in _steps(play, cast.head_officer)
    assert "tender.settle_comments" not in _steps(play, cast.head_of_agency)
    play.at(over).step("republish_draft", cast.head_officer)
    over = clock.at(play.tender.comments_until + dt.timedelta(days=1), dt.time(10))
    watch.look(play.tender, at=over)
    play.at(over).step("settle_comments", cast.head_of_agency)
    for player in (cast.chair, cast.head_officer, cast.key_officer):
        say(play, over, opening.enrol, actor=player.actor, passphrase=p.PASSPHRASE)
    watch.look(play.tender, at=over)
    assert watch.found == WALKS["request"]


@pytest.mark.django_db
def test_from_the_invitation_to_the_award(play: p.Play) -> None:
    cast, watch = play.cast, Watch(play.cast, *EVERYBODY)
    p.invited(play)
    question = say(play, play.now, publishing.ask, play.tender, actor=cast.lanna_bidder.actor, text="ใช้ฐานข้อมูลใดได้บ้าง")
    watch.look(play.tender, question, at=play.now)
    say(play, play.now, publishing.answer_question, question, actor=cast.officer.actor, answer="ใช้ได้ทุกแบบ")
    for who, price in ((cast.siam_bidder, 230_000_000), (cast.lanna_bidder, PRICE)):
        p.bid(play, who, price)
    closed = play.tender.bid_closes_at + dt.timedelta(minutes=5)
    watch.look(play.tender, *play.tender.bids.all(), at=closed)
    for player in (cast.chair, cast.head_officer):
        say(play, closed, opening.hand_in_share, play.tender, actor=player.actor, passphrase=p.PASSPHRASE)
    watch.look(play.tender, at=closed)
    play.at(closed).step("open_bids", cast.head_officer)
    watch.look(play.tender, *play.tender.bids.all(), at=closed)
    day = clock.at(evaluation_day(play.tender), dt.time(10))
    first, second = play.tender.bids.all()
    chair = cast.chair.actor
    for code in p.CHECKS:
        say(play, day, evaluating.record_check, second, actor=chair, code=code, passed=True)
    watch.look(play.tender, first, second, at=day)
    say(play, day, evaluating.reject, first, actor=chair, reason="เอกสารไม่ครบ")
    say(play, day, evaluating.find_compliant, second, actor=chair)
    watch.look(play.tender, play.tender.lot, at=day)
    say(play, day, evaluating.propose_winner, play.tender.lot, actor=chair)
    watch.look(play.tender, play.tender.lot, at=day)
    play.at(day).step("submit_result", cast.chair, single_reason="ราคาเหมาะสม")
    watch.look(play.tender, at=day)
    play.step("approve_result", cast.head_of_agency)
    watch.look(play.tender, at=day)
    play.step("announce_award", cast.head_officer)
    watch.look(play.tender, play.tender.lot, at=day)
    assert watch.found == WALKS["bids"] - {"bid.seal"}


@pytest.mark.django_db
def test_a_bid_to_be_sealed_and_a_purchase_without_bids(play: p.Play) -> None:
    cast, watch = play.cast, Watch(play.cast, *EVERYBODY)
    p.approved(play, comment_round=False)
    watch.look(play.tender, at=play.now)
    p_invited(play)
    made = say(play, play.tender.bid_opens_at, p.bidding.draft_bid, play.tender, actor=cast.siam_bidder.actor)
    for kind in (p.BidDocumentKind.COMPANY, p.BidDocumentKind.TECHNICAL):
        say(play, play.tender.bid_opens_at, p.bidding.add_document, made, actor=cast.siam_bidder.actor, kind=kind, file=p.stored())
    watch.look(made, play.tender, at=play.tender.bid_opens_at)
    closed = play.tender.bid_closes_at + dt.timedelta(minutes=5)
    for player in (cast.chair, cast.head_officer):
        say(play, closed, opening.hand_in_share, play.tender, actor=player.actor, passphrase=p.PASSPHRASE)
    watch.look(made, play.tender, at=closed)
    assert watch.found == WALKS["no bid"] | {"bid.seal"}


def p_invited(play: p.Play) -> None:
    """From an approved request to the invitation."""
    for player in (play.cast.chair, play.cast.head_officer, play.cast.key_officer):
        say(play, play.now, opening.enrol, actor=player.actor, passphrase=p.PASSPHRASE)
    play.step("waive_comments", play.cast.head_of_agency, reason="งานมีลักษณะทั่วไป")
    play.step("publish_invitation", play.cast.head_officer)


@pytest.mark.django_db
def test_an_appeal_from_filing_to_a_new_evaluation(play: p.Play) -> None:
    cast, watch = play.cast, Watch(play.cast, *EVERYBODY)
    p.announced(play, [(cast.siam_bidder, 230_000_000), (cast.lanna_bidder, PRICE)])
    day = play.now
    appeal = say(play, day, ending.file_appeal, play.tender, actor=cast.siam_bidder.actor, text=APPEAL)
    watch.look(appeal, play.tender, at=day)
    say(play, day, perform, appeal, "admit", actor=cast.officer.actor)
    watch.look(appeal, play.tender, at=day)
    say(play, day, perform, appeal, "forward", actor=cast.head_of_agency.actor, reason="ผู้ชนะมีผลงานครบ")
    watch.look(appeal, play.tender, at=day)
    say(play, day, perform, appeal, "uphold", actor=cast.appeals.actor, reason="ฟังขึ้น")
    watch.look(appeal, play.tender, at=day)
    assert watch.found == WALKS["appeal"]


@pytest.mark.django_db
def test_a_price_above_the_budget_is_negotiated_and_a_purchase_without_a_good_bid_ends(play: p.Play) -> None:
    cast, watch = play.cast, Watch(play.cast, *EVERYBODY)
    p.judged(play, [(cast.siam_bidder, 250_000_000)])
    watch.look(play.tender, play.tender.lot, at=play.now)
    (line,) = [item for item in _desk(play, cast.chair) if "tender.negotiate_price" in item.steps]
    assert line.due is not None
    play.step("negotiate_price", cast.chair, reason="ราคาสูงกว่าวงเงิน")
    watch.look(play.tender, at=play.now)
    say(play, play.now, negotiating.write_offer, play.tender, actor=cast.chair.actor, company=cast.company(cast.siam),
        first_satang=250_000_000, price_satang=239_000_000)  # fmt: skip
    watch.look(play.tender, at=play.now)
    assert watch.found - {"lot.propose"} == WALKS["negotiation"]


@pytest.mark.django_db
def test_where_no_bid_complies_the_head_ends_the_purchase(play: p.Play) -> None:
    cast = play.cast
    p.judged(play, [(cast.siam_bidder, 230_000_000)], reject=[cast.siam_bidder])
    asked = {name: _steps(play, getattr(cast, name)) for name in ("head_of_agency", "chair", "officer")}
    assert "tender.record_no_compliant_bid" in asked["head_of_agency"]
    assert not asked["officer"]
    assert not asked["chair"]


def _desk(play: p.Play, player: Any) -> list[WorkItem]:
    with clock.shifted_to(play.now):
        return [item for item in desk(player.actor).for_me if item.ref == play.tender.ref]


def _steps(play: p.Play, player: Any) -> set[str]:
    return {step for item in _desk(play, player) for step in item.steps}


@pytest.mark.django_db
def test_the_specific_method_to_the_order_on_receipt(play: p.Play) -> None:
    cast, watch = play.cast, Watch(play.cast, *EVERYBODY)
    small.approved(play, small.on_sale(play, "lanna", 9_000_000, by=cast.lanna_owner), 9_000_000)
    watch.look(play.tender, at=play.now)
    company = p.company_of(cast.lanna_owner)
    small.approach(play, company, reason="รายเดียวในพื้นที่")
    watch.look(play.tender, at=play.now)
    small.offer(play, company, 9_000_000, 8_900_000)
    watch.look(play.tender, at=play.now)
    play.step("accept_offer", cast.head_officer)
    watch.look(play.tender, at=play.now)
    play.step("announce_award", cast.head_officer)
    assert _desk(play, cast.officer)
    contract = say(play, play.now, drafting.draft, play.tender.lot, actor=cast.officer.actor)
    assert not _desk(play, cast.officer)
    watch.look(contract, play.tender, at=play.now)
    assert watch.found - {"tender.announce_award"} == WALKS["specific"]


@pytest.mark.django_db
def test_the_life_of_a_contract(play: p.Play, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    cast, watch = play.cast, Watch(play.cast, *EVERYBODY)
    p.announced(play, [(cast.siam_bidder, 230_000_000), (cast.lanna_bidder, PRICE)])
    play.declare(cast.inspector, cast.finance, cast.administrator)
    deal = Deal(play, clock.at(play.tender.earliest_signing_on, dt.time(10)))
    see = lambda *more: watch.look(deal.contract, *more, at=deal.now)  # noqa: E731
    deal.drafted().terms()
    see()
    deal.step("offer", cast.officer)
    see()
    given = {"kind": "e_lg", "issuer": "ธนาคารกรุงไทย", "number": "LG-1", "dated_on": clock.civil(deal.now)}
    deal.step("give_guarantee", deal.party, amount_satang=deal.contract.guarantee_satang, **given)
    see()
    deal.step("check_guarantee", cast.officer)
    deal.step("party_sign", deal.party, **CONFIRMED)
    see()
    deal.step("sign", cast.head_of_agency, **CONFIRMED)
    see(deal.delivery(1), deal.delivery(2))
    deal.on(deal.delivery(1).due_on + dt.timedelta(days=1))
    see(deal.delivery(1))
    deal.step("notify_penalty", cast.officer)
    deal.delivered(1, clock.civil(deal.now))
    see(deal.delivery(1))
    deal.inspected(1, True, False, True)
    see(deal.delivery(1))
    deal.step("return_by_decision", cast.head_of_agency, deal.delivery(1), reason="ให้แก้ไขก่อน")
    see(deal.delivery(1))
    deal.accepted(1, clock.civil(deal.now))
    see(deal.delivery(1))
    deal.invoiced(1)
    see(deal.delivery(1))
    deal.paid(1)
    deal.accepted(2)
    deal.invoiced(2)
    deal.paid(2)
    see(deal.delivery(1), deal.delivery(2))
    deal.on(deal.contract.warranty_until + dt.timedelta(days=1))
    see(deal.delivery(2))
    deal.step("close", cast.officer)
    deal.step("record_copies", cast.officer, copy_sao_no="1", copy_rd_no="2")
    see()
    deal.step("return_guarantee", cast.officer, returned_on=clock.civil(deal.now))
    see()
    assert watch.found == WALKS["contract"]
    with clock.shifted_to(deal.now):
        assert not [item for player in cast.players().values() for item in desk(player.actor).for_me if item.ref == deal.contract.ref]


@pytest.mark.django_db
def test_a_delegate_finds_what_the_power_covers_and_nothing_above_it(play: p.Play) -> None:
    from marketplace import audit
    from marketplace.accounts.actions.delegating import delegate
    from marketplace.accounts.models import Family

    cast, day = play.cast, clock.civil(play.now)
    p.drafted(play, budget_satang=240_000_000)
    play.step("submit_request", cast.officer)
    given = {"organisation": cast.agency, "families": [Family.GENERAL], "from_on": day, "to_on": day, "order_no": "1", "sao_copy_no": "2"}
    with clock.shifted_to(play.now), audit.unit():
        delegate(actor=cast.head_of_agency.actor, holder=cast.administrator.person, max_satang=240_000_000, **given)
        delegate(actor=cast.head_of_agency.actor, holder=cast.finance.person, max_satang=239_999_999, **given)
    assert "tender.approve_request" in _steps(play, cast.administrator)
    assert "tender.approve_request" not in _steps(play, cast.finance)
    play.at(play.now + dt.timedelta(days=1))
    assert "tender.approve_request" not in _steps(play, cast.administrator)
    assert "tender.approve_request" in _steps(play, cast.head_of_agency)


@pytest.mark.django_db
def test_who_asked_is_not_asked_to_approve(play: p.Play) -> None:
    cast = play.cast
    p.drafted(play)
    play.step("submit_request", cast.officer)
    play.tender.requested_by = cast.head_of_agency.person
    type(play.tender).objects.filter(pk=play.tender.pk).update(requested_by=cast.head_of_agency.person)
    assert not _steps(play, cast.head_of_agency)


@pytest.mark.django_db
def test_companies_and_listings(cast: Any, settings: Any, tmp_path: Any) -> None:
    from tests.factories import suppliers as s

    settings.MEDIA_ROOT = tmp_path
    watch = Watch(cast, "siam_owner", "siam_lister", "lanna_owner", "isan_owner", "registrar", "stranger")
    company, actor = s.registers(cast.isan_owner)
    line = [item for item in desk(actor).for_me if item.ref == company.ref]
    assert [item.steps for item in line] == [("company.submit", "company.accept_terms")]
    watch.found.add("company.accept_terms")
    company = s.fill(company, actor)
    line = [item for item in desk(actor).for_me if item.ref == company.ref]
    assert [item.steps for item in line] == [("company.submit",)]
    watch.found.add("company.submit")
    perform(company, "submit", actor=actor)
    watch.look(company)
    act(company, "begin_examination", actor=cast.registrar.actor)
    found = _found(cast.registrar, company.ref)
    watch.found |= found & {"company.judge_item", "company.verify", "company.send_back", "company.refuse"}
    watch.look(company)
    draft = shelf.draft(cast)
    watch.look(draft)
    act(draft, "submit", actor=cast.siam_lister.actor, seen=draft.version)
    watch.look(draft)
    live = shelf.approve(cast, type(draft).objects.get(pk=draft.pk))
    watch.look(live)
    from catalog.actions import drafts

    drafts.save(
        live,
        actor=cast.siam_lister.actor,
        seen=live.version,
        fields={**shelf.FIELDS, "title_th": "ชื่อใหม่"},
        answers=shelf.answers_for("e-document"),
    )
    watch.look(live)
    live.refresh_from_db()
    act(live, "submit_change", actor=cast.siam_lister.actor, seen=live.version)
    watch.look(live)
    siam, its_owner = cast.company(cast.siam), cast.siam_owner.actor
    watch.look(changing.ask(siam, actor=its_owner, seen=None, part="company", wanted={"name_en": "New"}, reason="เปลี่ยนชื่อ"))
    assert watch.found == WALKS["shop"]


def _found(player: Any, ref: str) -> set[str]:
    return {step for item in desk(player.actor).for_me if item.ref == ref for step in item.steps}


@pytest.mark.django_db
def test_a_proposed_rule_waits_for_another_editor_than_its_author(cast: Any) -> None:
    from cms.actions import changes
    from marketplace import audit
    from marketplace.accounts.actions.duties import grant

    with audit.unit():
        grant(actor=cast.administrator.actor, person=cast.appeals.person, organisation=cast.comptroller, duty=Duty.RULE_EDITOR)
    day = clock.today() + dt.timedelta(days=30)
    change = changes.propose_day(
        actor=cast.rule_editor.actor,
        day=day,
        effect="off",
        name_th="วันหยุดพิเศษ",
        name_en="Special holiday",
        source="มติ ครม.",
        reason="ตามมติ",
    )
    watch = Watch(cast, "rule_editor", "appeals")
    watch.look(change)
    assert watch.found == WALKS["rules"]
    assert not _found(cast.rule_editor, change.ref)


@pytest.mark.django_db
def test_a_proposed_abandoner_waits_for_its_company_then_for_the_registrar(play: p.Play, settings: Any, tmp_path: Any) -> None:
    from tests.contracts.test_abandoning import paper, proposed

    settings.MEDIA_ROOT = tmp_path
    cast = play.cast
    p.announced(play, [(cast.siam_bidder, 230_000_000), (cast.lanna_bidder, PRICE)])
    watch = Watch(cast, "lanna_owner", "head_of_agency", "registrar")
    with clock.shifted_to(play.now):
        case = proposed(play, evidence=paper())
        watch.look(case)
        act(case, "explain", actor=cast.lanna_owner.actor, explanation="น้ำท่วมสำนักงานในวันนั้น")
        watch.look(case)
        act(case, "forward", actor=cast.registrar.actor, letter_no="1")
        watch.look(case)
    assert watch.found == WALKS["abandonment"]


@pytest.mark.django_db
def test_a_flag_waits_for_auditors_alone(play: p.Play) -> None:
    from django.core.management import call_command

    from marketplace.oversight.models import Flag

    p.announced(play, [(play.cast.siam_bidder, 230_000_000)])
    call_command("raise_flags", verbosity=0)
    (flag,) = Flag.objects.filter(code="R018")
    for name, player in play.cast.players().items():
        told = {step for item in desk(player.actor).for_me for step in item.steps}
        assert ("flag.close" in told) == (name == "auditor"), name
    assert "flag.close" in {f"flag.{offer.name}" for offer in offers(flag, play.cast.auditor.actor) if offer.possible}


@pytest.mark.django_db
def test_a_desk_costs_few_queries_however_much_lies_on_it(play: p.Play, django_assert_max_num_queries: Any) -> None:
    cast = play.cast
    p.announced(play, [(cast.siam_bidder, 230_000_000), (cast.lanna_bidder, PRICE)])
    Deal(play, clock.at(play.tender.earliest_signing_on, dt.time(10))).signed()
    for player in (cast.head_officer, cast.finance, cast.lanna_owner):
        actor = player.actor
        with django_assert_max_num_queries(29):
            desk(actor)
