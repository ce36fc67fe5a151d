"""The first steps of an operator: an organisation is entered with its administrator, and duties are entrusted."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from marketplace import audit
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Membership, Organisation, Person

pytestmark = pytest.mark.django_db
AGENCY = {"name_th": "เทศบาลตำบลริมน้ำ", "name_en": "Rim Nam Municipality", "province": "น่าน", "agency_class": "subdistrict_municipality"}


@pytest.fixture
def person():
    return Person.objects.create_user("nid@talat.example", given_name="นิด", family_name="ริมน้ำ")


def add(kind="agency", administrator="NID@talat.example", **given):
    options = {**AGENCY, **given} if kind == "agency" else given
    call_command("add_organisation", kind, administrator=administrator, stdout=io.StringIO(), **options)
    return Organisation.objects.get(name_th=options["name_th"])


def test_an_agency_is_entered_with_its_administrator_and_both_stand_in_the_log(person):
    agency = add()
    held = Membership.objects.in_force().get(organisation=agency)
    assert (held.person, held.duty) == (person, Duty.ADMINISTRATOR)
    assert [entry.code for entry in audit.entries()][-2:] == ["accounts.organisation_registered", "accounts.duty_granted"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"administrator": "nobody@talat.example"}, "signs up first"),
        ({"province": "เมืองสมมติ"}, "no province"),
        ({"agency_class": ""}, "needs --class"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_entered(person, given, words):
    with pytest.raises(CommandError, match=words):
        add(**given)
    assert not Organisation.objects.exists()


def test_an_agency_is_not_entered_twice(person):
    add()
    with pytest.raises(CommandError, match="already"):
        add()


def test_duties_are_entrusted_and_those_that_stay_apart_are_refused(person):
    office = add("comptroller", name_th="กรมบัญชีกลาง")
    call_command("grant_duty", office.ref, "registrar", person.email, stdout=io.StringIO())
    with pytest.raises(CommandError):
        call_command("grant_duty", office.ref, "auditor", person.email)
    with pytest.raises(CommandError, match="no such duty"):
        call_command("grant_duty", office.ref, "officer", person.email)
    assert set(Membership.objects.in_force().filter(organisation=office).values_list("duty", flat=True)) == {"administrator", "registrar"}
