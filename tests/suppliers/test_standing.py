"""Whether agencies may deal with a company: work abandoners, their directors, and what has been proved."""

import datetime as dt

import pytest
from django.utils import translation

from marketplace import audit
from marketplace.procedure import Refused, perform
from marketplace.procedure.waking import wake
from suppliers import standing
from suppliers.actions import abandoners, changing, examining, registering
from suppliers.actions.abandoners import Row
from suppliers.kinds import Doc
from suppliers.marks import marks
from suppliers.models import Abandoner
from suppliers.models.abandoner import Purpose
from suppliers.states import V
from tests.factories.suppliers import accept_all, company_at, pdf

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 17)


def listed(registrar, *, who="company", number="", name="บริษัท ก จำกัด", ordered_on=dt.date(2026, 10, 1)):
    with audit.unit():
        return abandoners.enter(Row(who, number, name, "กค 0405/1", ordered_on), actor=registrar, as_of=DAY)


def test_a_company_that_is_not_listed_is_free(cast):
    assert standing.bans(cast.company(cast.siam), DAY) == []


def test_a_listed_company_is_barred_from_the_day_of_the_order_until_the_day_of_its_removal(cast, registrar, clock):
    company = cast.company(cast.siam)
    entry = listed(registrar, number=company.number)
    assert standing.bans(company, dt.date(2026, 9, 30)) == []
    (ban,) = standing.bans(company, DAY)
    assert ban.basis.code == "ACT.111"
    perform(entry, "remove", actor=registrar, removal_order_no="กค 0405/9", ended_on=DAY)
    assert standing.bans(company, dt.date(2026, 11, 16)) != []
    assert standing.bans(company, DAY) == []


@pytest.mark.parametrize(("language", "words"), [("en", "is a work abandoner by order"), ("th", "เป็นผู้ทิ้งงานตามคำสั่ง")])
def test_a_listed_director_bars_the_company_in_words_of_both_languages(cast, registrar, language, words):
    company = cast.company(cast.siam)
    listed(registrar, who="person", name="น.ส. ธิดา  สยามคลาวด์")
    (ban,) = standing.bans(company, DAY)
    with translation.override(language):
        assert words in str(ban.sentence)
        assert "ธิดา สยามคลาวด์" in str(ban.sentence)


def test_a_shared_family_name_alone_bars_nobody(cast, registrar):
    listed(registrar, who="person", name="นายสมศักดิ์ สยามคลาวด์")
    assert standing.bans(cast.company(cast.siam), DAY) == []


def test_a_director_who_left_bars_nobody(cast, registrar):
    company = cast.company(cast.siam)
    listed(registrar, who="person", name="ธิดา สยามคลาวด์")
    company.directors.update(left_at=company.claimed_at)
    assert standing.bans(company, DAY) == []


def test_a_namesake_is_cleared_by_a_registrar_with_a_reason_and_stays_cleared(cast, registrar):
    company = cast.company(cast.siam)
    entry = listed(registrar, who="person", name="ธิดา สยามคลาวด์")
    director = company.directors.get()
    examining.clear_namesake(director, entry, actor=registrar, reason="เลขประจำตัวประชาชนคนละเลข")
    examining.clear_namesake(director, entry, actor=registrar, reason="กดซ้ำ")
    assert standing.bans(company, DAY) == []
    cleared = [one for one in audit.entries() if one.code == "suppliers.namesake_cleared"]
    assert [one.payload["reason"] for one in cleared] == ["เลขประจำตัวประชาชนคนละเลข"]


def test_a_second_order_against_the_same_person_has_to_be_cleared_anew(cast, registrar):
    company = cast.company(cast.siam)
    entry = listed(registrar, who="person", name="ธิดา สยามคลาวด์")
    examining.clear_namesake(company.directors.get(), entry, actor=registrar, reason="เลขประจำตัวประชาชนคนละเลข")
    listed(registrar, who="person", name="ธิดา สยามคลาวด์", ordered_on=dt.date(2026, 11, 1))
    assert len(standing.bans(company, DAY)) == 1


def test_many_companies_are_compared_in_three_queries(cast, registrar, django_assert_max_num_queries):
    companies = [cast.company(one) for one in (cast.siam, cast.lanna, cast.isan)]
    listed(registrar, number=companies[0].number)
    listed(registrar, who="person", name="วิชัย ล้านนา")
    with django_assert_max_num_queries(3):
        found = standing.bans_of(companies, DAY)
    assert [len(found[company.pk]) for company in companies] == [1, 1, 0]


def test_a_check_is_dated_and_written_down_with_the_list_it_read(cast, registrar, clock):
    company = cast.company(cast.siam)
    abandoners.take_over(
        [Row("company", company.number, "บริษัท ก", "กค 1", dt.date(2026, 1, 2))],
        actor=registrar,
        as_of=dt.date(2026, 11, 10),
        sha256="0" * 64,
    )
    with audit.unit():
        check = standing.check(company, actor=cast.officer.actor, purpose=Purpose.AWARD, case_ref="T-2570-000001")
    entry = audit.entry(check.entry_uuid)
    assert (check.on, check.list_as_of, check.is_clear) == (DAY, dt.date(2026, 11, 10), False)
    assert (entry.payload["case"], entry.payload["found"]) == ("T-2570-000001", check.found)
    assert entry.personal["names"] == ["นางสาวธิดา สยามคลาวด์"]


def test_an_entry_ends_by_a_removal_order_and_by_nothing_else(cast, registrar, clock):
    entry = listed(registrar, number=cast.company(cast.siam).number)
    for number, day in (("", DAY), ("กค 9", None), ("กค 9", dt.date(2026, 9, 30)), ("กค 9", dt.date(2026, 11, 18))):
        with pytest.raises(Refused):
            perform(entry, "remove", actor=registrar, removal_order_no=number, ended_on=day)
    with pytest.raises(Refused):
        perform(entry, "remove", actor=cast.auditor.actor, removal_order_no="กค 9", ended_on=DAY)
    assert Abandoner.objects.get().ended_on is None


# --- preferences and marks


def test_an_sme_has_its_preference_while_its_accepted_registration_lasts(cast, registrar, clock):
    company, owner = company_at(V.VERIFIED, cast)
    said = {"sme_gp_no": "SME-1", "sector": "trade", "staff": 20, "revenue_satang": 3_000_000_000}
    registering.add_evidence(company, actor=owner, kind=Doc.SME_GP, upload=pdf(salt="s"), number="SME-1", expires_on=dt.date(2027, 3, 31))
    request = changing.ask(company, actor=owner, seen=None, part="registrations", wanted=said, reason="ขึ้นทะเบียน SME")
    assert standing.preferences(company, dt.date(2027, 3, 31)).sme is False  # a computed size alone gives none
    changing.decide(request, actor=registrar, verdicts={key: {"verdict": "accept", "reason": ""} for key in request.changes})
    company.refresh_from_db()
    assert standing.preferences(company, dt.date(2027, 3, 31)).sme_size == "small"
    assert standing.preferences(company, dt.date(2027, 3, 31)).sme is True
    assert standing.preferences(company, dt.date(2027, 4, 1)).sme is False
    words = [str(word) for word, _ in marks(company, company.evidence.all(), dt.date(2027, 3, 31))]
    assert "SME-GP" in words
    assert "SME-GP" not in [str(word) for word, _ in marks(company, company.evidence.all(), dt.date(2027, 4, 1))]


def test_a_document_that_nobody_accepted_proves_nothing(cast):
    company, owner = company_at(V.VERIFIED, cast)
    registering.add_evidence(company, actor=owner, kind=Doc.MIT, upload=pdf(salt="m"), number="1", expires_on=dt.date(2030, 1, 1))
    assert standing.preferences(company, DAY).mit is False


# --- lapsing


@pytest.fixture
def by_proxy(cast, registrar, clock):
    """A company that was handed in by somebody with a power of attorney until 31 March 2027."""
    company, owner = company_at(V.CLAIMED, cast)
    from tests.factories.suppliers import fill

    fill(company, owner)
    registering.name_directors(
        company, actor=owner, seen=None, signing_rule="x", directors=[registering.Named("ปรีชา", "ร่วมทุน", "นาย", True)]
    )
    registering.add_evidence(company, actor=owner, kind=Doc.POWER_OF_ATTORNEY, upload=pdf(salt="p"), expires_on=dt.date(2027, 3, 31))
    perform(company, "submit", actor=owner)
    perform(company, "begin_examination", actor=registrar)
    accept_all(company, registrar)
    examining.compare_with_list(company, actor=registrar)
    perform(company, "verify", actor=registrar)
    return company


def test_a_company_is_not_verified_the_day_after_even_when_no_job_has_run(by_proxy):
    assert by_proxy.is_verified(dt.date(2027, 3, 31))
    assert not by_proxy.is_verified(dt.date(2027, 4, 1))
    assert type(by_proxy).objects.verified(dt.date(2027, 4, 1)).filter(pk=by_proxy.pk).count() == 0


def test_the_clock_lets_a_verification_lapse_once_and_only_when_it_is_due(by_proxy, clock):
    from marketplace.kernel import clock as product_clock

    clock.set(product_clock.at(dt.date(2027, 3, 31), dt.time(23, 59)))
    assert by_proxy.ref not in wake()
    clock.set(product_clock.at(dt.date(2027, 4, 1), dt.time(0, 1)))
    assert wake() == [by_proxy.ref]
    assert wake() == []
    by_proxy.refresh_from_db()
    assert by_proxy.state == V.EXPIRED
    lapsed = [one for one in audit.entries(root=("company", by_proxy.ref)) if one.code == "suppliers.verification_lapsed"]
    assert [one.actor.kind for one in lapsed] == ["system"]
