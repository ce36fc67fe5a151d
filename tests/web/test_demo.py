"""The demo: a small one is loaded once, by the same generators as the big one, and then looked at from all sides."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as live_settings
from django.core.management import CommandError, call_command

from catalog.models import Listing
from marketplace import audit
from marketplace.accounts.models import Organisation, Person
from marketplace.kernel import clock
from marketplace.needs.models import Assessment
from marketplace.needs.template import proposed_for
from marketplace.oversight import cases
from marketplace.oversight.ocds import files
from marketplace.web.demo import PASSWORD, buying
from marketplace.web.demo.loading import Size, play, quick_writes
from marketplace.web.demo.stage import Stage
from marketplace.web.demo_people import introductions
from suppliers.models import Company
from tenders.methods import EBIDDING_PRICE
from tenders.models import Tender

ANCHOR = dt.date(2026, 11, 20)
UNTIL = clock.at(ANCHOR, dt.time(17))
SMALL = Size(agencies=3, suppliers=9, listings=26, each_outcome_once=True)

pytestmark = [pytest.mark.one_round]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: Any) -> Any:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def demo(request: Any, django_db_setup: None, database_template: Any, django_db_blocker: Any, folder: Any) -> Iterator[list[Any]]:
    """A loaded demo in this worker's database for all tests of this file."""
    patch = pytest.MonkeyPatch()
    patch.setattr(live_settings, "DEMO", True)
    patch.setattr(live_settings, "MEDIA_ROOT", folder)
    with django_db_blocker.unblock():
        database_template.restore()
        with quick_writes():
            play(Stage(ANCHOR), SMALL, UNTIL)
        yield outline()
        database_template.restore()
    patch.undo()


def outline() -> list[Any]:
    """What a visitor would notice: who, what, how much and when; nothing that is secret or random by design."""
    purchases = Tender.objects.order_by("ref").values_list(
        "ref", "title", "state", "budget_satang", "agency__name_th", "lots__award_satang"
    )
    listings = Listing.objects.order_by("ref").values_list("ref", "state", "live_version__title_th", "live_version__price_satang")
    companies = Company.objects.order_by("number").values_list("number", "name_th", "state", "province")
    entries = [(entry.code, entry.at, entry.subject.ref, entry.actor.ref) for entry in audit.entries()]
    return [list(purchases), list(listings), list(companies), entries]


def test_every_outcome_is_there(demo: Any) -> None:
    expected = len(set(buying.DIRECT)) + 3 + len({row[3] for row in buying.BIDDING})
    assert Tender.objects.count() == expected
    states = set(Tender.objects.values_list("state", flat=True))
    assert {"drafting", "requested", "approved", "commenting", "inviting", "evaluating", "reported", "awarded", "concluded"} <= states
    assert {"failed", "cancelled", "withdrawn"} <= states


def test_municipalities_have_assessed_their_needs_by_the_template_of_their_kind(demo: Any) -> None:
    made = list(Assessment.objects.select_related("agency"))
    assert made
    assert {row.template.code for row in made} == {proposed_for(row.agency.agency_class) for row in made}
    assert any(row.needs.exists() for row in made)


def test_its_log_verifies(demo: Any) -> None:
    said = io.StringIO()
    call_command("verify_audit", stdout=said)
    assert "The log is sound" in said.getvalue()


def test_every_entry_keeps_when_it_is_said_to_have_happened_and_when_it_was_written(demo: Any) -> None:
    made = [entry for entry in audit.entries() if entry.root.kind == "tender"]
    assert len(made) > 300
    assert all(entry.shifted and entry.at <= UNTIL for entry in made)
    assert [entry.at for entry in made] == sorted(entry.at for entry in made)


def test_its_public_purchases_are_exported(demo: Any, tmp_path: Any) -> None:
    audit.deliver()
    made = files.write(tmp_path / "package.json")
    package = json.loads((tmp_path / "package.json").read_text())
    assert made.processes >= 20
    assert len(package["releases"]) == made.releases
    told = {release["ocid"][-len("T-2570-000001") :] for release in package["releases"]}
    assert set(Tender.objects.filter(state="concluded").values_list("ref", flat=True)) <= told


def test_the_case_of_a_paid_purchase_is_told_from_need_to_payment(demo: Any) -> None:
    paid = {entry.root.ref for entry in audit.entries() if entry.code == "contracts.delivery_paid"}
    ref = Tender.objects.filter(ref__in=paid, method_code=EBIDDING_PRICE.code).values_list("ref", flat=True)[0]
    chapters = [line.chapter for line in cases.case_file(ref).lines]
    assert {"need", "request", "award", "contract", "delivery", "payment"} <= set(chapters)


def test_its_people_are_introduced_one_for_each_duty_and_can_sign_in(demo: Any, client: Any) -> None:
    people, password = introductions()
    assert password == PASSWORD
    assert len({person.email for person in people}) == len(people) > 12
    officer = next(person for person in people if person.email.startswith("officer."))
    assert client.login(username=officer.email, password=password) or Person.objects.get(email=officer.email).check_password(password)


def test_it_comes_out_the_same_from_the_same_seed(demo: list[Any], database_template: Any) -> None:
    database_template.restore()
    with quick_writes():
        play(Stage(ANCHOR), SMALL, UNTIL)
    for one, other in zip(demo, outline(), strict=True):
        assert one == other


@pytest.mark.django_db
def test_outside_demo_mode_nobody_is_invented(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="TALAT_DEMO"):
        call_command("load_demo")
    settings.CLOCK_MAY_BE_SHIFTED = False
    with pytest.raises(clock.ClockMayNotBeShifted):
        play(Stage(ANCHOR), SMALL, UNTIL)
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_a_system_that_is_in_use_takes_no_demo(settings: Any, cast: Any) -> None:
    settings.DEMO = True
    before = Organisation.objects.count()
    with pytest.raises(CommandError, match="demo-reset"):
        call_command("load_demo")
    assert Organisation.objects.count() == before
