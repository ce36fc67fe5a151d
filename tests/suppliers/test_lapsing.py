"""Documents that end: the company is told in time, once each, and every effect of a lapse really comes."""

import datetime as dt

import pytest
from django.utils import translation

from catalog.showing import tags
from marketplace import audit
from marketplace.kernel import clock as now_and_then
from marketplace.notifications.models import Message
from marketplace.procedure.waking import wake
from suppliers import standing
from suppliers.actions import registering
from suppliers.dossier import Dossier
from suppliers.kinds import KINDS, Doc
from suppliers.lapses import Effect, days_before, lapses_of, table
from suppliers.marks import marks, short
from suppliers.models import Company, Evidence
from suppliers.states import V
from tests.catalog import shelf
from tests.factories.suppliers import accept_all, company_at, pdf, proves

pytestmark = pytest.mark.django_db
LAST = dt.date(2027, 6, 30)


def holds(cast, kind, *, until=LAST, number="1"):
    """A verified company with an accepted document of this kind."""
    company, owner = company_at(V.VERIFIED, cast)
    one = registering.add_evidence(company, actor=owner, kind=kind, upload=pdf(salt=number), number=number, expires_on=until)
    accept_all(company, cast.registrar.actor)
    company.refresh_from_db()
    return company, owner, one


def told(company, code="evidence_ending"):
    return [entry for entry in audit.entries(root=("company", company.ref)) if entry.code == f"suppliers.{code}"]


def morning(day):
    return now_and_then.at(day, dt.time(8, 31))


# --- the table


def test_every_kind_that_ends_and_matters_names_its_effects_with_a_basis():
    assert {effect for lapses in table().values() for effect in (lapse.effect for lapse in lapses)} == set(Effect)
    assert all(lapse.basis.what_th and lapse.basis.what_en for lapses in table().values() for lapse in lapses)


@pytest.mark.parametrize(("kind", "effect", "basis"), [(Doc.ISO_27001, Effect.MARK, "HOUSE.EVIDENCE"), (Doc.SME_GP, Effect.PREFERENCE, "CIRC.PREFERENCE"), (Doc.EGP, Effect.BID, "ACT.64"), (Doc.POWER_OF_ATTORNEY, Effect.VERIFICATION, "HOUSE.VERIFIED_SUPPLIER")])  # fmt: skip
def test_a_lapse_rests_on_its_basis(kind, effect, basis):
    assert (effect, basis) in [(lapse.effect, lapse.basis.code) for lapse in lapses_of(kind)]


@pytest.mark.parametrize(("language", "words"), [("th", "ไม่ได้รับแต้มต่อ"), ("en", "the price preference is no longer given")])
def test_the_table_is_a_page_that_everybody_reads(client, language, words):
    page = client.get("/suppliers/lapses/", headers={"accept-language": language}).content.decode()
    assert words in page
    assert "THAI SME-GP" in page


# --- reminders


def test_a_company_is_reminded_on_each_of_its_days_once(cast, clock):
    company, _owner, one = holds(cast, Doc.ISO_27001)
    assert days_before() == (60, 30, 7, 0)
    for days in days_before():
        clock.set(morning(LAST - dt.timedelta(days=days + 1)))
        assert wake() == []
        clock.set(morning(LAST - dt.timedelta(days=days)))
        assert wake() == [one.ref]
        assert wake() == []
    assert [entry.payload["days"] for entry in told(company)] == [60, 30, 7, 0]
    assert {entry.actor.kind for entry in told(company)} == {"system"}


def test_after_a_pause_of_the_clock_only_the_newest_day_is_told(cast, clock):
    company, _owner, _one = holds(cast, Doc.ISO_27001)
    clock.set(morning(LAST - dt.timedelta(days=5)))
    wake()
    assert [entry.payload["days"] for entry in told(company)] == [5]


def test_what_was_accepted_shortly_before_its_end_is_told_only_of_the_days_ahead(cast, clock):
    _company, _owner, one = holds(cast, Doc.ISO_27001, until=now_and_then.today() + dt.timedelta(days=20))
    one.refresh_from_db()
    assert now_and_then.civil(one.next_check) == one.expires_on - dt.timedelta(days=7)


def test_nobody_is_reminded_of_a_document_whose_successor_is_in_hand(cast, clock):
    company, owner, _one = holds(cast, Doc.MIT)
    registering.add_evidence(
        company, actor=owner, kind=Doc.MIT, upload=pdf(salt="new"), number="1", expires_on=LAST + dt.timedelta(days=365)
    )
    clock.set(morning(LAST - dt.timedelta(days=30)))
    assert wake() == []
    assert told(company) == []


def test_a_document_that_nobody_accepted_is_not_watched(cast, clock):
    company, owner = company_at(V.VERIFIED, cast)
    registering.add_evidence(company, actor=owner, kind=Doc.MIT, upload=pdf(salt="m"), number="1", expires_on=LAST)
    clock.set(morning(LAST))
    assert wake() == []


@pytest.mark.parametrize(("language", "words"), [("th", "เหลืออีก 60 วัน"), ("en", "60 days more")])
def test_the_owner_reads_the_reminder_with_its_effects(cast, clock, language, words):
    _company, owner, _one = holds(cast, Doc.SME_GP)
    clock.set(morning(LAST - dt.timedelta(days=60)))
    wake()
    audit.deliver()
    message = Message.objects.filter(person_id=owner.person_id, route="suppliers.evidence_ending").get()
    title, body = (message.title_th, message.body_th) if language == "th" else (message.title_en, message.body_en)
    with translation.override(language):
        assert words in title
        assert str(Effect.PREFERENCE.label) in body


def test_the_day_after_the_last_it_is_told_that_the_document_has_lapsed(cast, clock):
    company, _owner, one = holds(cast, Doc.DSURE)
    clock.set(morning(LAST + dt.timedelta(days=1)))
    assert wake() == [one.ref]
    assert wake() == []
    assert [entry.payload["effects"] for entry in told(company, "evidence_lapsed")] == [["mark"]]


# --- effects


def test_the_mark_of_a_lapsed_certificate_is_gone(cast):
    company, _owner, _one = holds(cast, Doc.ISO_27001)
    assert short(company, LAST) == ["ISO 27001"]
    assert short(company, LAST + dt.timedelta(days=1)) == []


def test_the_badge_in_the_catalogue_goes_with_the_certificate(cast, clock):
    siam = cast.company(cast.siam)
    listing = shelf.live(cast, company="siam", price_satang=100_000)
    for kind in (Doc.SME_GP, Doc.ISO_27001):
        proves(siam, kind, until=LAST, registrar=cast.registrar.person)
    listing.company.refresh_from_db()

    def words():
        with translation.override("en"):
            return [str(word) for word, _tone in tags(listing, listing.live_version, now_and_then.today())]

    clock.set(morning(LAST))
    assert {"SME", "ISO 27001"} <= set(words())
    clock.set(morning(LAST + dt.timedelta(days=1)))
    assert not {"SME", "ISO 27001"} & set(words())


def test_a_lapsed_registration_makes_no_sme_of_the_registry(cast):
    siam = cast.company(cast.siam)
    proves(siam, Doc.SME_GP, until=LAST, registrar=cast.registrar.person)
    assert siam in Company.objects.registered_smes(LAST)
    assert siam not in Company.objects.registered_smes(LAST + dt.timedelta(days=1))


@pytest.mark.parametrize(("after", "is_in"), [(0, True), (1, False)])
def test_a_lapsed_e_gp_paper_ends_the_registration_in_e_gp(cast, after, is_in):
    siam = cast.company(cast.siam)
    proves(siam, Doc.EGP, until=LAST, registrar=cast.registrar.person)
    assert standing.in_egp(siam, LAST + dt.timedelta(days=after)) is is_in


def test_taking_a_document_back_takes_back_what_it_proved(cast):
    company, owner, one = holds(cast, Doc.ISO_27001)
    Company.objects.filter(pk=company.pk).update(state=V.EXPIRED)
    one = Evidence.objects.select_related("company").get(pk=one.pk)
    registering.take_back_evidence(one, actor=owner)
    company.refresh_from_db()
    assert "iso_27001" not in company.proved


def test_an_expired_certificate_at_each_effect(cast):
    """Every row of the table: on its last day the document still has its effect, on the day after no longer."""
    day_after = LAST + dt.timedelta(days=1)
    siam = cast.company(cast.siam)
    for kind in table():
        proves(siam, kind, until=LAST, registrar=cast.registrar.person, number=str(kind))
    siam.verified_until = Dossier.of(siam).verified_until()
    free = cast.company(cast.lanna)  # verified by documents that do not end: only the others' effects are looked at
    for kind in table():
        if kind != Doc.POWER_OF_ATTORNEY:
            proves(free, kind, until=LAST, registrar=cast.registrar.person, number=str(kind))

    def holds_on(kind, effect, day):
        if effect is Effect.VERIFICATION:
            return siam.is_verified(day)
        if effect is Effect.BID:
            return standing.in_egp(free, day)
        if effect is Effect.PREFERENCE:
            preferences = standing.preferences(free, day)
            return preferences.sme if kind is Doc.SME_GP else preferences.mit
        return KINDS[kind].mark in [str(word) for word, _tone in marks(free, free.evidence.all(), day)]

    rows = [(kind, lapse.effect) for kind, lapses in table().items() for lapse in lapses]
    assert {effect for _kind, effect in rows} == set(Effect)
    for kind, effect in rows:
        assert (holds_on(kind, effect, LAST), holds_on(kind, effect, day_after)) == (True, False), (kind, effect)
