"""Who works for an agency: invited by a link that works once, entrusted and ended by an administrator, with reasons."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Admission, Membership, Person
from marketplace.kernel import clock

pytestmark = pytest.mark.django_db
NEW = "napa@baannam.example"
ANSWERS = {"title": "นางสาว", "given_name": "นภา", "family_name": "ใจดี", "password": "ตลาดนัดริมน้ำ-2569"}


def of(player: Any) -> Client:
    client = Client()
    client.force_login(player.person)
    return client


def adds(cast: Any, email: str = NEW, duty: Duty = Duty.FINANCE, by: str = "administrator", lang: str = "en") -> Any:
    client = of(getattr(cast, by))
    client.cookies["talat_language"] = lang
    return client.post(reverse("people"), {"email": email, "duty": duty})


def link() -> str:
    (found,) = set(re.findall(r"/join/\S+/", mail.outbox[-1].body))
    return str(found)


def held(email: str) -> set[str]:
    return set(Membership.objects.in_force().filter(person__email=email).values_list("duty", flat=True))


def last(code: str) -> Any:
    return next(entry for entry in audit.entries(newest_first=True) if entry.code == code)


def test_an_invited_person_makes_an_account_by_the_link_and_holds_the_duty(cast: Any) -> None:
    assert adds(cast).status_code == 302
    assert mail.outbox[-1].to == [NEW]
    assert held(NEW) == set()
    client = Client()
    assert NEW in client.get(link()).content.decode()
    assert client.post(link(), ANSWERS).url == "/work/"
    person = Person.objects.get(email=NEW)
    assert person.name == "นางสาวนภา ใจดี"
    assert person.check_password(ANSWERS["password"])
    assert Actor.of(person, cast.agency).duties == {Duty.FINANCE}
    assert client.get("/work/").status_code == 200
    assert last("accounts.person_admitted").payload == {"person": person.ref, "duty": "finance"}


def test_a_link_works_once(cast: Any) -> None:
    adds(cast)
    Client().post(link(), ANSWERS)
    second = Client().post(link(), {**ANSWERS, "given_name": "อื่น"})
    assert second.status_code == 410
    assert Membership.objects.in_force().filter(organisation=cast.agency, duty=Duty.FINANCE).count() == 2


@pytest.mark.parametrize("days", [6, 8])
def test_a_link_ends_after_seven_days(cast: Any, days: int) -> None:
    adds(cast)
    with clock.shifted_to(clock.read() + dt.timedelta(days=days)):
        assert Client().get(link()).status_code == (200 if days < 7 else 410)


def test_a_link_that_was_taken_back_admits_nobody_and_the_address_is_forgotten(cast: Any) -> None:
    adds(cast)
    admission = Admission.objects.get()
    of(cast.administrator).post(reverse("take_back_admission", args=[admission.ref]))
    assert Client().get(link()).status_code == 410
    assert Admission.objects.get().email == ""


def test_the_secret_is_kept_nowhere(cast: Any) -> None:
    adds(cast)
    secret = link().split("/")[2]
    assert secret not in str(list(Admission.objects.values()))
    assert secret not in "".join(f"{entry.payload}{entry.personal}" for entry in audit.entries())
    assert NEW not in "".join(str(entry.payload) for entry in audit.entries())


def test_who_has_an_account_accepts_after_signing_in_and_nobody_accepts_for_them(cast: Any) -> None:
    adds(cast, cast.stranger.person.email)
    assert reverse("account_login") in Client().get(link()).content.decode()
    thief = of(cast.siam_owner).post(link())
    assert thief.status_code == 422
    assert Duty.FINANCE not in Actor.of(cast.siam_owner.person, cast.agency).duties
    assert of(cast.stranger).post(link()).status_code == 302
    assert Actor.of(cast.stranger.person, cast.agency).duties == {Duty.FINANCE}


def test_who_works_here_already_gets_the_duty_at_once_without_a_link(cast: Any) -> None:
    adds(cast, cast.chair.person.email, Duty.FINANCE)
    assert Duty.FINANCE in cast.chair.actor.duties
    assert not mail.outbox


@pytest.mark.parametrize(("lang", "said"), [("en", "may not hold both"), ("th", "พร้อมกันไม่ได้")])
def test_duties_that_stay_apart_are_refused_with_a_sentence_that_names_both(cast: Any, lang: str, said: str) -> None:
    page = adds(cast, cast.officer.person.email, Duty.HEAD_OF_AGENCY, lang=lang)
    assert page.status_code == 422
    text = page.content.decode()
    assert said in text
    assert cast.officer.person.email in text, "what was typed stays"
    assert cast.officer.actor.duties == {Duty.OFFICER}


def test_duties_that_stay_apart_are_refused_at_the_link_too(cast: Any) -> None:
    adds(cast, cast.stranger.person.email, Duty.OFFICER)
    first = link()
    adds(cast, cast.stranger.person.email, Duty.HEAD_OF_AGENCY)
    client = of(cast.stranger)
    client.post(first)
    assert client.post(link()).status_code == 422
    assert Actor.of(cast.stranger.person, cast.agency).duties == {Duty.OFFICER}


@pytest.mark.parametrize(
    ("email", "duty"),
    [
        ("administrator@talat.example", Duty.FINANCE),
        ("nonsense", Duty.FINANCE),
        (NEW, Duty.REGISTRAR),
        ("finance@talat.example", Duty.FINANCE),
    ],
)
def test_oneself_no_address_a_strange_duty_and_one_held_already_are_refused(cast: Any, email: str, duty: Duty) -> None:
    before = Membership.objects.count()
    assert adds(cast, email, duty).status_code == 422
    assert Membership.objects.count() == before
    assert not Admission.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("administrator", 200), ("officer", 403), ("head_of_agency", 403), ("siam_owner", 403)])
def test_only_administrators_see_people_and_addresses(cast: Any, who: str, status: int) -> None:
    assert of(getattr(cast, who)).get(reverse("people")).status_code == status


def end(cast: Any, who: str, duty: Duty, reason: str = "ย้ายไปหน่วยงานอื่น") -> Any:
    address = reverse("end_duty", args=[getattr(cast, who).person.ref, duty])
    return of(cast.administrator).post(address, {"reason": reason})


def test_a_duty_ends_with_a_recorded_reason(cast: Any) -> None:
    assert end(cast, "officer", Duty.OFFICER, "").status_code == 422
    assert end(cast, "officer", Duty.OFFICER).status_code == 302
    assert cast.officer.actor.duties == frozenset()
    assert last("accounts.duty_ended").payload["reason"] == "ย้ายไปหน่วยงานอื่น"
    assert "ย้ายไปหน่วยงานอื่น" in of(cast.administrator).get(reverse("people")).content.decode()


def test_the_last_administrator_stays_and_people_of_another_agency_are_out_of_reach(cast: Any) -> None:
    assert end(cast, "administrator", Duty.ADMINISTRATOR).status_code == 422
    assert end(cast, "other_officer", Duty.OFFICER).status_code == 404
    assert cast.administrator.actor.has(Duty.ADMINISTRATOR)


def test_an_invitation_is_taken_back_where_the_mail_server_is_away(cast: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    page = adds(cast)
    assert page.status_code == 422
    assert "mail server" in page.content.decode()
    assert not Admission.objects.open(clock.read()).exists()
