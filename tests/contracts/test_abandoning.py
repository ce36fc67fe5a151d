"""A work abandoner: the contracting agency proposes, the company is heard, the Permanent Secretary decides, the list blocks."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from marketplace import audit
from marketplace.contracts.actions import abandoning
from marketplace.contracts.models import Abandonment
from marketplace.contracts.states import P
from marketplace.kernel import clock
from marketplace.procedure import Refused, act
from marketplace.web.work import desk
from suppliers import standing
from suppliers.models import Abandoner
from tests.contracts.conftest import PRICE
from tests.factories import purchases as p
from tests.factories.papers import PDF

pytestmark = pytest.mark.django_db
ORDER = {"order_no": "กค 0405/99", "reason": "ไม่ลงนามโดยไม่มีเหตุผลอันสมควร"}


def paper(name="หลักฐาน.pdf", salt=""):
    return SimpleUploadedFile(name, PDF + salt.encode())


@pytest.fixture
def awarded(play):
    """Lanna won against Siam; nothing is signed yet. The clock stands there."""
    p.announced(play, [(play.cast.siam_bidder, 230_000_000), (play.cast.lanna_bidder, PRICE)])
    with clock.shifted_to(play.now):
        yield play


def proposed(play, who=None, company=None, **more):
    cast = play.cast
    said = {"ground": "109.1", "facts": "ไม่มาลงนามภายในกำหนดวันที่ 1 ธันวาคม 2569", "evidence": paper(), **more}
    return abandoning.propose(play.tender, company or cast.company(cast.lanna), actor=(who or cast.head_of_agency).actor, **said)


def forwarded(play):
    case = proposed(play)
    act(case, "explain", actor=play.cast.lanna_owner.actor, explanation="น้ำท่วมสำนักงานในวันนั้น", file=paper("น้ำท่วม.pdf", "f"))
    act(case, "forward", actor=play.cast.registrar.actor, letter_no="กค 0405/1", opinion="")
    return Abandonment.objects.get(pk=case.pk)


def codes(refused):
    return [one.code for one in refused.value.refusals]


def test_only_the_head_of_the_agency_that_buys_proposes_and_others_are_told_so(awarded):
    cast = awarded.cast
    with pytest.raises(Refused) as refused:
        proposed(awarded, cast.other_head)
    (why,) = refused.value.refusals
    assert (why.code, why.basis.code) == ("agency_contracts", "REG.193")
    assert why.remedy
    for who in (cast.officer, cast.registrar, cast.siam_owner):
        with pytest.raises(Refused) as refused:
            proposed(awarded, who)
        assert codes(refused) == ["wrong_duty"]
    assert not Abandonment.objects.exists()


def test_a_proposal_names_its_case_its_facts_and_its_evidence_and_a_company_with_a_part(awarded):
    with pytest.raises(Refused) as refused:
        proposed(awarded, ground="", facts="", evidence=None)
    assert codes(refused) == ["ground_chosen", "facts_written", "evidence_attached"]
    with pytest.raises(Refused) as refused:
        proposed(awarded, company=awarded.cast.company(awarded.cast.isan))
    assert codes(refused) == ["company_has_a_part"]
    case = proposed(awarded)
    assert (case.state, case.answer_until) == (P.ASKED, clock.today() + dt.timedelta(days=15))
    with pytest.raises(Refused) as refused:
        proposed(awarded)
    assert codes(refused) == ["no_other_proposal"]


def test_the_company_is_heard_before_the_case_goes_on(awarded):
    cast, case = awarded.cast, proposed(awarded)
    with pytest.raises(Refused) as refused:
        act(case, "forward", actor=cast.registrar.actor, letter_no="1")
    assert codes(refused) == ["company_was_heard"]
    with pytest.raises(Refused):
        act(case, "explain", actor=cast.siam_owner.actor, explanation="ไม่ใช่เรื่องของบริษัทเรา")
    with clock.shifted_to(clock.read() + dt.timedelta(days=16)):
        with pytest.raises(Refused) as refused:
            act(case, "explain", actor=cast.lanna_owner.actor, explanation="น้ำท่วมสำนักงานในวันนั้น")
        assert codes(refused) == ["time_to_explain_left"]
        act(case, "forward", actor=cast.registrar.actor, letter_no="1")
    assert case.state == P.FORWARDED


def test_an_order_puts_company_and_named_director_on_the_list_and_blocks_what_the_law_forbids(awarded):
    cast, case = awarded.cast, forwarded(awarded)
    lanna = cast.company(cast.lanna)
    assert standing.bans(lanna, clock.today()) == []
    (director,) = lanna.directors.present()
    act(case, "list_company", actor=cast.registrar.actor, decided_on=clock.today(), directors=[director], **ORDER)
    case = Abandonment.objects.get(pk=case.pk)
    assert (case.state, case.entry.number, case.entry.ground) == (P.LISTED, lanna.number, "109.1")
    assert Abandoner.objects.filter(order_no=ORDER["order_no"]).count() == 2
    assert len(standing.bans(lanna, clock.today())) == 2
    entry = next(one for one in audit.entries(root=("abandonment", case.ref)) if one.code == "contracts.abandonment_listed")
    assert len(entry.payload["entries"]) == 2
    from tenders.actions.standing import not_to_be_bought

    assert [one.code for one in not_to_be_bought([lanna])] == ["banned"]


def test_an_order_that_a_list_brought_in_first_is_not_entered_twice(awarded):
    from suppliers.actions import abandoners

    cast, case = awarded.cast, forwarded(awarded)
    lanna = cast.company(cast.lanna)
    row = abandoners.Row("company", lanna.number, lanna.name_th, ORDER["order_no"], clock.today())
    abandoners.take_over([row], actor=cast.registrar.actor, as_of=clock.today(), sha256="0" * 64)
    act(case, "list_company", actor=cast.registrar.actor, decided_on=clock.today(), **ORDER)
    assert Abandoner.objects.count() == 1


def test_a_decision_needs_number_day_and_reason_and_a_dismissal_lists_nobody(awarded):
    cast, case = awarded.cast, forwarded(awarded)
    with pytest.raises(Refused) as refused:
        act(case, "list_company", actor=cast.registrar.actor, order_no="", decided_on=clock.today() + dt.timedelta(days=1), reason="")
    assert codes(refused) == ["order_given", "order_day_possible", "reason_given"]
    with pytest.raises(Refused) as refused:
        act(case, "list_company", actor=cast.head_of_agency.actor, decided_on=clock.today(), **ORDER)
    assert codes(refused) == ["wrong_duty"]
    act(case, "dismiss", actor=cast.registrar.actor, decided_on=clock.today(), **ORDER)
    assert case.state == P.DISMISSED
    assert not Abandoner.objects.exists()
    assert proposed(awarded).state == P.ASKED


def test_the_agency_takes_its_proposal_back_until_it_was_sent_on(awarded):
    cast, case = awarded.cast, proposed(awarded)
    act(case, "withdraw", actor=cast.head_of_agency.actor, reason="บริษัทมาลงนามแล้ว")
    assert case.state == P.WITHDRAWN
    other = forwarded(awarded)
    with pytest.raises(Refused) as refused:
        act(other, "withdraw", actor=cast.head_of_agency.actor, reason="บริษัทมาลงนามแล้ว")
    assert codes(refused) == ["wrong_state"]


@pytest.mark.parametrize("language", ["th", "en"])
def test_until_the_order_only_agency_company_and_comptroller_see_the_case_and_its_files(awarded, language):
    cast, case = awarded.cast, forwarded(awarded)
    for name, player in cast.players().items():
        client = Client(headers={"accept-language": language})
        client.force_login(player.person)
        inside = player.organisation == cast.agency or name in {"lanna_owner", "lanna_bidder", "registrar", "auditor"}
        assert client.get(case.get_absolute_url()).status_code == (200 if inside else 404), name
        assert client.get(f"{case.get_absolute_url()}evidence/").status_code == (302 if inside else 404), name
        assert (case.ref in client.get("/abandonments/").content.decode()) == inside, name
    assert case.ref not in Client().get("/suppliers/abandoners/").content.decode()
    act(case, "list_company", actor=cast.registrar.actor, decided_on=clock.today(), **ORDER)
    assert ORDER["order_no"] in Client().get("/suppliers/abandoners/").content.decode()


def test_a_proposal_is_made_answered_and_decided_on_pages(awarded):
    cast = awarded.cast

    def opens(player):
        client = Client(headers={"accept-language": "en"})
        client.force_login(player.person)
        return client

    head, owner, registrar = opens(cast.head_of_agency), opens(cast.lanna_owner), opens(cast.registrar)
    way = f"/abandonments/propose/{awarded.tender.ref}/"
    assert way in head.get(awarded.tender.get_absolute_url()).content.decode()
    other = opens(cast.other_head)
    assert other.get(way).status_code == other.post(way).status_code == 403
    assert "Only the agency that buys" in other.get(way).content.decode()
    assert head.post(way, {"facts": "สั้น"}).status_code == 422
    sent = {"company": cast.company(cast.lanna).ref, "ground": "109.1", "facts": "ไม่มาลงนามภายในกำหนด", "evidence": paper()}
    page = head.post(way, sent)["Location"]
    case = Abandonment.objects.get()
    steps = f"/abandonments/{case.ref}/"
    assert page == steps
    answer = next(one for one in desk(cast.lanna_owner.actor).for_me if "abandonment.explain" in one.steps)
    assert answer.url == page
    took = {"seen": case.version, "explanation": "น้ำท่วมสำนักงานในวันนั้น"}
    assert owner.post(f"/step/abandonment/{case.ref}/explain/", took)["Location"] == page
    case.refresh_from_db()
    assert registrar.post(f"/step/abandonment/{case.ref}/forward/", {"seen": case.version, "letter_no": "1"})["Location"] == page
    case.refresh_from_db()
    today = clock.today()
    order = {"seen": case.version, "order_no": "2", "decided_on": f"{today.day}/{today.month}/{today.year + 543}", "decided_on_era": "BE"}
    assert registrar.post(f"/step/abandonment/{case.ref}/list_company/", order).status_code == 422
    assert registrar.post(f"/step/abandonment/{case.ref}/list_company/", {**order, "reason": "ตามคำสั่ง"})["Location"] == page
    assert "2" in owner.get(page).content.decode()
