"""The case file: one purchase, rebuilt from the log and its side table alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils.translation import override

from marketplace.audit import chain
from marketplace.kernel import guards
from marketplace.oversight import cases, wording
from tests.factories import purchases as p

pytestmark = pytest.mark.django_db


@contextmanager
def everything_else_emptied() -> Iterator[None]:
    """Every table of ours but the log's is emptied by raw SQL, whatever points to what."""
    kept = {model._meta.db_table for model in apps.get_app_config("audit").get_models()}
    names = [name for name in connection.introspection.table_names() if name not in kept and name != "django_migrations"]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute("SET session_replication_role = replica")
        else:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
            guards.remove()
        for name in names:
            cursor.execute(f'DELETE FROM "{name}"')
    yield


def text(ref: str) -> str:
    file = cases.case_file(ref)
    assert file is not None
    return json.dumps(cases.document(file), ensure_ascii=False, sort_keys=True)


def test_the_case_file_is_the_same_when_every_other_table_is_empty(paid: p.Play) -> None:
    from tenders.models import Tender

    ref = paid.tender.ref
    before = text(ref)
    with everything_else_emptied():
        assert not Tender.objects.exists()
        assert text(ref) == before


def test_it_tells_the_purchase_from_need_to_payment(paid: p.Play) -> None:
    told = [line.chapter for line in cases.case_file(paid.tender.ref).lines]
    assert {"need", "request", "evaluation", "award", "contract", "delivery", "payment"} <= set(told)
    assert told.index("need") < told.index("request") < told.index("contract") < told.index("payment")


def test_every_line_names_who_acted_from_the_side_table(paid: p.Play) -> None:
    file = cases.case_file(paid.tender.ref)
    assert ("P-officer", "นางสาวอร ใจงาม") in file.actors
    assert all(line.entry.actor.name for line in file.lines if line.entry.actor.kind == "person")


def test_whoever_is_appointed_is_named_before_they_have_done_anything(play: p.Play) -> None:
    p.drafted(play)
    file = cases.case_file(play.tender.ref)
    appointed = {
        one["person"] for line in file.lines if line.entry.code == "tenders.committee_appointed" for one in line.entry.payload["members"]
    }
    silent = appointed - {ref for ref, _name in file.actors}
    assert silent, "somebody has not acted yet"
    assert {file.names("th")[ref] for ref in silent} <= {player.person.name for player in play.cast.players().values()}


def test_a_reader_of_the_json_can_compute_every_hash_anew(paid: p.Play) -> None:
    for entry in json.loads(text(paid.tender.ref))["entries"]:
        assert chain.leaf(entry["position"], entry["previous"], entry["body"]) == entry["leaf"]


def test_while_envelopes_are_shut_no_entry_of_a_bidder_is_in_the_case_file(play: p.Play) -> None:
    p.invited(play)
    before = {line.entry.position for line in cases.case_file(play.tender.ref).lines}
    p.bid(play, play.cast.siam_bidder, 230_000_000)
    file = cases.case_file(play.tender.ref)
    assert file.shut
    assert {line.entry.position for line in file.lines} == before
    assert play.cast.siam.ref not in text(play.tender.ref)


def test_after_the_opening_every_entry_is_in_the_case_file(announced: p.Play) -> None:
    from marketplace import audit

    file = cases.case_file(announced.tender.ref)
    assert not file.shut
    assert len(file.lines) == len(list(audit.entries(root=("tender", announced.tender.ref))))


def test_the_log_knows_no_such_purchase() -> None:
    assert cases.case_file("T-9999-000001") is None


def page(client: Client, play: p.Play, query: str = "") -> Any:
    client.force_login(play.cast.auditor.person)
    return client.get(f"/audit/cases/{play.tender.ref}/{query}")


def test_the_page_says_amounts_days_and_clauses_in_words(client: Client, announced: p.Play) -> None:
    shown = page(client, announced).content.decode()
    assert "2,280,000" in shown
    assert "/guidance/clauses/" in shown
    assert "_satang" not in shown


def test_the_page_is_narrowed_down_by_chapter_and_by_person(client: Client, announced: p.Play) -> None:
    only = page(client, announced, "?chapter=request").context
    assert [chapter for chapter, _lines in only["chapters"]] == ["request"]
    only = page(client, announced, "?actor=P-chair").context
    assert {item.line.entry.actor.ref for _chapter, lines in only["chapters"] for item in lines} == {"P-chair"}


def test_the_page_costs_the_same_for_a_long_case(client: Client, announced: p.Play, django_assert_max_num_queries: Any) -> None:
    page(client, announced)
    with django_assert_max_num_queries(10):
        page_again = client.get(f"/audit/cases/{announced.tender.ref}/")
    assert page_again.status_code == 200


def test_the_file_is_downloaded_as_json(client: Client, paid: p.Play) -> None:
    client.force_login(paid.cast.auditor.person)
    response = client.get(f"/audit/cases/{paid.tender.ref}/case.json")
    assert response["Content-Disposition"].startswith("attachment")
    assert response.json()["entries"][0]["sentence"]["en"]


def test_nobody_but_an_auditor_opens_it(client: Client, paid: p.Play) -> None:
    client.force_login(paid.cast.head_of_agency.person)
    assert client.get(f"/audit/cases/{paid.tender.ref}/").status_code == 403


def test_every_fact_that_an_event_of_a_purchase_declares_has_a_label() -> None:
    from marketplace.audit.events import all_events
    from marketplace.oversight.labels import LABELS

    told = [event for event in all_events() if event.code.split(".")[0] in {"tenders", "contracts", "payments", "procedure", "oversight"}]
    assert len(told) > 60
    assert [(event.code, key) for event in told for key in {**event.fields, **event.personal} if key not in LABELS] == []


def test_every_fact_inside_a_payload_has_a_label(announced: p.Play) -> None:
    from marketplace.law.definitions import definitions
    from marketplace.oversight.labels import LABELS

    said = [part for line in cases.case_file(announced.tender.ref).lines for part in cases.mappings(line.entry.payload)]
    assert {key for part in said for key in part} - set(LABELS) - set(definitions()) == set()


@pytest.mark.parametrize(
    ("language", "source", "unit"),
    [("en", "Survey of market prices", "user-month"), ("th", "ราคาที่สืบจากท้องตลาด", "ผู้ใช้-เดือน")],
)
def test_source_and_unit_of_a_price_report_are_words_not_codes(language: str, source: str, unit: str) -> None:
    with override(language):
        assert wording.in_words("price_source", "market") == source
        assert wording.in_words("unit", "user-month") == unit
        assert wording.in_words("unit", "furlong") == "furlong"
