"""A rule value or a day of the calendar changes when one person proposes and another approves; all of it is in the log."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from cms.actions import changes
from cms.models import RuleChange
from cms.states import ChangeState
from marketplace import audit
from marketplace.law import calendar, rulebook
from marketplace.law.models import HolidayOverride, RuleValue
from marketplace.procedure import Refused, act, offers

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 17)


@pytest.fixture(autouse=True)
def _noon(clock):
    return clock


def propose(player, **given):
    defaults = {
        "rule_id": "D.APPEAL",
        "value": 5,
        "written": "5",
        "scope": "",
        "effective_from": TODAY,
        "effective_to": None,
        "source": "ว 999 ลงวันที่ 1 พฤศจิกายน 2569",
        "reason": "เร่งรัดการใช้จ่ายงบประมาณ",
    }
    return changes.propose_value(actor=player.actor, **(defaults | given))


def codes(change):
    return [entry.code for entry in audit.entries(subject=("rule_change", change.ref))]


def test_a_proposal_changes_nothing(cast):
    change = propose(cast.rule_editor)
    assert change.state == ChangeState.PROPOSED
    assert rulebook.current().integer("D.APPEAL") == 7
    assert codes(change) == ["cms.rule_change_proposed"]


def test_another_person_approves_and_the_value_is_in_force(cast, second_editor):
    change = propose(cast.rule_editor)
    act(change, "approve", actor=second_editor.actor, seen=change.version)
    assert rulebook.current().integer("D.APPEAL") == 5
    row = RuleValue.objects.get(rule_id="D.APPEAL", origin="change")
    assert (row.proposed_by, row.approved_by) == (cast.rule_editor.person.ref, second_editor.person.ref)
    assert row.source.startswith("ว 999")


def test_the_log_keeps_both_people_and_the_value(cast, second_editor):
    change = propose(cast.rule_editor)
    act(change, "approve", actor=second_editor.actor)
    proposed, approved = audit.entries(root=("rule", "D.APPEAL"))
    assert (proposed.code, proposed.actor.ref) == ("cms.rule_change_proposed", cast.rule_editor.person.ref)
    assert (approved.code, approved.actor.ref) == ("cms.rule_change_approved", second_editor.person.ref)
    assert (approved.payload["value"], approved.payload["effective_from"]) == (5, "2026-11-17")
    assert approved.payload["proposer"] == cast.rule_editor.person.ref
    assert approved.basis == ("HOUSE.TWO_PERSON_RULES",)


def test_nobody_approves_a_proposal_of_their_own(cast):
    change = propose(cast.rule_editor)
    with pytest.raises(Refused, match=r"."):
        act(change, "approve", actor=cast.rule_editor.actor)
    assert rulebook.current().integer("D.APPEAL") == 7
    assert codes(change)[-1] == "procedure.step_refused"


@pytest.mark.parametrize("who", ["auditor", "registrar", "officer", "siam_owner", "stranger"])
def test_who_does_not_edit_rules_decides_nothing(cast, who):
    change = propose(cast.rule_editor)
    for step in ("approve", "refuse", "withdraw"):
        with pytest.raises(Refused):
            act(change, step, actor=getattr(cast, who).actor)
    assert RuleChange.objects.get().state == ChangeState.PROPOSED


def test_a_rule_editor_of_another_organisation_decides_nothing(cast):
    from marketplace.accounts.actions.duties import grant
    from marketplace.accounts.actor import Actor
    from marketplace.accounts.duty import Duty

    with audit.unit():
        grant(actor=Actor.system(), person=cast.stranger.person, organisation=cast.agency, duty=Duty.RULE_EDITOR)
    change = propose(cast.rule_editor)
    with pytest.raises(Refused):
        act(change, "approve", actor=Actor.of(cast.stranger.person, cast.agency))


def test_a_first_day_that_has_passed_is_not_approved(cast, second_editor, clock):
    change = propose(cast.rule_editor)
    clock.advance(days=1)
    with pytest.raises(Refused) as refused:
        act(change, "approve", actor=second_editor.actor)
    assert [refusal.code for refusal in refused.value.refusals] == ["first_day_to_come"]
    assert not RuleValue.objects.filter(origin="change").exists()


def test_refusing_needs_a_reason_and_keeps_it(cast, second_editor):
    change = propose(cast.rule_editor)
    with pytest.raises(Refused):
        act(change, "refuse", actor=second_editor.actor, decision_reason="  ")
    act(change, "refuse", actor=second_editor.actor, decision_reason="ไม่พบหนังสือเวียน")
    change.refresh_from_db()
    assert (change.state, change.decision_reason) == (ChangeState.REFUSED, "ไม่พบหนังสือเวียน")
    assert list(audit.entries(subject=("rule_change", change.ref)))[-1].payload["decision_reason"] == "ไม่พบหนังสือเวียน"


def test_only_the_proposer_withdraws(cast, second_editor):
    change = propose(cast.rule_editor)
    with pytest.raises(Refused):
        act(change, "withdraw", actor=second_editor.actor)
    act(change, "withdraw", actor=cast.rule_editor.actor)
    assert RuleChange.objects.get().state == ChangeState.WITHDRAWN


def test_a_decided_proposal_stays_decided(cast, second_editor):
    change = propose(cast.rule_editor)
    act(change, "approve", actor=second_editor.actor)
    for step, given in (("approve", {}), ("refuse", {"decision_reason": "x"}), ("withdraw", {})):
        with pytest.raises(Refused):
            act(change, step, actor=second_editor.actor, **given)
    assert RuleValue.objects.filter(origin="change").count() == 1


def test_of_two_who_decide_at_once_the_second_is_told(cast, second_editor):
    change = propose(cast.rule_editor)
    seen = change.version
    act(change, "refuse", actor=second_editor.actor, seen=seen, decision_reason="ซ้ำ")
    with pytest.raises(Refused) as refused:
        act(RuleChange.objects.get(), "approve", actor=second_editor.actor, seen=seen)
    assert refused.value.refusals[0].code in {"stale_page", "wrong_state"}


def test_the_database_refuses_one_person_alone(cast):
    change = propose(cast.rule_editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleChange.objects.filter(pk=change.pk).update(state="approved", decided_by=cast.rule_editor.person)


def test_a_value_for_some_agencies_only(cast, second_editor):
    act(propose(cast.rule_editor, scope="state_enterprise"), "approve", actor=second_editor.actor)
    assert rulebook.current("state_enterprise").integer("D.APPEAL") == 5
    assert rulebook.current("sao").integer("D.APPEAL") == 7


def test_a_day_of_the_calendar_is_changed_by_two_people(cast, second_editor):
    day = dt.date(2026, 12, 14)
    change = changes.propose_day(
        actor=cast.rule_editor.actor,
        day=day,
        effect="holiday",
        name_th="วันหยุดพิเศษ",
        name_en="Special holiday",
        source="มติ ครม. 10 พ.ย. 2569",
        reason="ตามมติ",
    )
    assert calendar.is_working_day(day)
    act(change, "approve", actor=second_editor.actor)
    assert not calendar.is_working_day(day)
    row = HolidayOverride.objects.get(day=day)
    assert (row.resolution, row.proposed_by, row.approved_by) == (
        "มติ ครม. 10 พ.ย. 2569",
        cast.rule_editor.person.ref,
        second_editor.person.ref,
    )
    assert [entry.code for entry in audit.entries(root=("calendar", "2026-12-14"))] == [
        "cms.rule_change_proposed",
        "cms.rule_change_approved",
    ]


def test_the_buttons_say_who_may_do_what(cast, second_editor):
    change = propose(cast.rule_editor)
    own = {offer.name: offer.possible for offer in offers(change, cast.rule_editor.actor)}
    other = {offer.name: offer.possible for offer in offers(change, second_editor.actor)}
    assert own == {"approve": False, "refuse": False, "withdraw": True}
    assert other == {"approve": True, "refuse": True, "withdraw": False}


# --- pages


def fields(**given):
    return {
        "value": "9",
        "scope": "",
        "effective_from": "1 ธ.ค. 2569",
        "effective_from_era": "BE",
        "effective_to": "",
        "effective_to_era": "BE",
        "source": "ว 1000",
        "reason": "ทดลอง",
    } | given


def test_from_proposal_to_value_in_a_browser(cast, second_editor, at_browser):
    one, two = at_browser(cast.rule_editor), at_browser(second_editor)
    response = one.post("/rules/d-appeal/propose/", fields())
    change = RuleChange.objects.get()
    assert response["Location"] == f"/rules/changes/{change.ref}/"
    assert "waits for you" in two.get("/rules/changes/").content.decode()
    page = two.get(f"/rules/changes/{change.ref}/").content.decode()
    assert "7 working days" in page
    assert "9 working days" in page
    two.post(f"/step/rule_change/{change.ref}/approve/", {"seen": "0"})
    assert "9 working days" in Client(headers={"accept-language": "en"}).get("/rules/d-appeal/").content.decode()
    assert rulebook.current("", dt.date(2026, 12, 1)).integer("D.APPEAL") == 9


def test_the_own_proposal_offers_no_approval_but_says_why(cast, at_browser):
    change = propose(cast.rule_editor)
    page = at_browser(cast.rule_editor).get(f"/rules/changes/{change.ref}/").content.decode()
    assert "You proposed this change yourself" in page
    assert at_browser(cast.rule_editor).post(f"/step/rule_change/{change.ref}/approve/", {"seen": "0"}).status_code == 409


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"value": "seven"}, "Write the value in this form. A whole number, for example 7."),
        ({"value": ""}, "Write “New value”."),
        ({"effective_from": "16 พ.ย. 2569"}, "a rule is never changed for the past"),
        ({"effective_from": "1 ธ.ค. 2026"}, "is a year A.D."),
        ({"effective_to": "30 พ.ย. 2569"}, "Write a last day that is not before the first day."),
        ({"source": ""}, "Write “Circular or regulation”."),
    ],
)
def test_what_cannot_be_proposed_gets_a_sentence_and_stays_typed(cast, at_browser, given, sentence):
    response = at_browser(cast.rule_editor).post("/rules/d-appeal/propose/", fields(**given))
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page.replace("&quot;", '"')
    assert "ทดลอง" in page
    assert not RuleChange.objects.exists()


@pytest.mark.parametrize(
    ("slug", "value", "kept"),
    [
        ("d-ebid-pub", "5,000,000: 3\n*: 15", [[500_000_000, 3], [None, 15]]),
        ("t-ebid-window", "08:00 - 16:00", ["08:00", "16:00"]),
        ("v-accept", "majority", "majority"),
        ("p-sme-mit", "๑๒", "12"),
        ("th-specific-max", "700,000", 70_000_000),
    ],
)
def test_values_of_every_kind_are_proposed_as_people_write_them(cast, at_browser, slug, value, kept):
    response = at_browser(cast.rule_editor).post(f"/rules/{slug}/propose/", fields(value=value))
    assert response.status_code == 302
    assert RuleChange.objects.get().value == kept


def test_a_day_is_proposed_in_a_browser(cast, at_browser):
    given = {
        "day": "14 ธ.ค. 2569",
        "day_era": "BE",
        "effect": "holiday",
        "name_th": "วันหยุดพิเศษ",
        "name_en": "Special holiday",
        "source": "มติ ครม.",
        "reason": "ตามมติ",
    }
    assert at_browser(cast.rule_editor).post("/rules/calendar/propose/", given).status_code == 302
    assert RuleChange.objects.get().day == dt.date(2026, 12, 14)


def test_the_public_reads_values_history_and_proposals_without_names(cast, second_editor):
    act(propose(cast.rule_editor), "approve", actor=second_editor.actor)
    page = Client(headers={"accept-language": "en"}).get("/rules/d-appeal/").content.decode()
    assert "5 working days" in page
    assert "7 working days" in page
    assert cast.rule_editor.person.ref in page
    assert cast.rule_editor.person.family_name not in page


def test_every_rule_has_a_page_that_opens():
    from marketplace.law.definitions import definitions

    client = Client()
    assert {client.get(f"/rules/{rule.slug}/").status_code for rule in definitions().values()} == {200}


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ({"layer": "HOUSE"}, "/rules/h-key-shares/", "/rules/d-appeal/"),
        ({"only": "unconfirmed"}, "/rules/d-sign/", "/rules/d-appeal/"),
        ({"q": "appeal"}, "/rules/d-appeal/", "/rules/r-vat/"),
        ({"q": "อุทธรณ์"}, "/rules/d-appeal/", "/rules/r-vat/"),
    ],
)
def test_the_list_of_rules_is_filtered(query, there, not_there):
    page = Client(headers={"accept-language": "en"}).get("/rules/", query).content.decode()
    assert there in page
    assert not_there not in page


def test_a_filter_that_fits_nothing_says_so():
    assert "No rule fits" in Client(headers={"accept-language": "en"}).get("/rules/", {"q": "zzz"}).content.decode()


def test_the_list_of_rules_shows_what_is_about_to_change(cast, second_editor):
    act(propose(cast.rule_editor, effective_from=dt.date(2026, 12, 1)), "approve", actor=second_editor.actor)
    page = Client(headers={"accept-language": "en"}).get("/rules/", {"only": "coming"}).content.decode()
    assert "From 1 Dec 2026 (Every State agency): 5 working days" in page
    assert "/rules/r-vat/" not in page


def test_the_list_of_rules_makes_few_queries(django_assert_max_num_queries):
    client = Client()
    client.get("/rules/")
    with django_assert_max_num_queries(6):
        client.get("/rules/")


@pytest.mark.parametrize(("year", "days"), [("2026", "241"), ("2569", "241"), ("2027", "243"), ("abc", "241"), ("1500", "241")])
def test_the_calendar_page_counts_working_days(year, days):
    page = Client(headers={"accept-language": "en"}).get("/rules/calendar/", {"year": year}).content.decode()
    assert f"{days} working days in this year" in page


def test_the_calendar_page_marks_what_the_cabinet_decided():
    page = Client(headers={"accept-language": "en"}).get("/rules/calendar/", {"year": "2026"}).content.decode()
    assert page.count(">cabinet resolution<") == 1
    assert "Royal Ploughing" in page


def test_an_unknown_rule_or_proposal_is_not_found(cast, at_browser):
    client = at_browser(cast.rule_editor)
    assert client.get("/rules/nothing/").status_code == 404
    assert client.get("/rules/changes/RC-nothing/").status_code == 404
