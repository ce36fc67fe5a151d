"""Every address, read and sent to by every kind of person: what each meets is what the table of access says, row by row.

The table (`marketplace/web/reference/access/`) is written by hand and says what is meant; nothing here writes it. Who is
turned away has written nothing but the refusal of a step, and nobody is shown a text that is not theirs, whatever they
open. One state of the product serves all rows: each request is taken back.
"""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.contrib import auth
from django.db import connection, transaction
from django.template.backends.django import Template
from django.urls import NoReverseMatch, reverse

from marketplace.accounts import middleware as accounts_middleware
from marketplace.web.reference.access_table import TURNED_AWAY, Cell, Row, access_table
from marketplace.web.reference.addresses import Address, every_address
from tests.architecture import access_world, samples
from tests.architecture.access_world import World

pytestmark = [pytest.mark.one_round, pytest.mark.filterwarnings("ignore")]

TABLE = access_table()
ADDRESSES = every_address()
BY_NAME = {address.name: address for address in ADDRESSES if address.name}
NAMED = {row.name for row in TABLE.rows}
#: A row whose name ends in a star is of every address below this part that has no row of its own.
STARRED = [row for row in TABLE.rows if row.name.endswith("*")]
#: Of the many addresses of a starred row, these few are walked: one guard stands before all of them.
AT_A_STAR = ("visitor", "stranger", "officer", "auditor")
WRITES = re.compile(r'\s*(INSERT INTO|INSERT OR \w+ INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
#: What is sent: something, and nothing that any form asks for.
NOT_A_FORM = {"nothing_asked_for": "1"}
#: Where it matters only whether somebody has an account and no object lies behind, these stand for everybody.
FEW = ("visitor", "stranger", "officer", "other_head", "auditor", "rule_editor", "siam_owner", "isan_owner", "newcomer")
#: What may be written for somebody who is turned away: their session, and in the log that a step was refused.
HARMLESS = ("django_session", "audit_")


# ------------------------------------------------------------------ the table is complete


def starred(address: Address) -> Row | None:
    return next((row for row in STARRED if address.route.startswith(row.name.rstrip("*"))), None)


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name or address.route)
def test_every_address_has_a_row(address: Address) -> None:
    assert address.name in NAMED or starred(address), (
        f"Nobody has said who may open {address.route}. Add a row with name = “{address.name}” to a file of "
        f"marketplace/web/reference/access/: of which object it is, who meets what on reading (get) and on sending (post). "
        f"Where it has parameters, introduce its object in people.toml and make it in tests/architecture/access_world.py."
    )


@pytest.mark.parametrize("name", sorted(NAMED))
def test_every_row_is_of_an_address_that_exists(name: str) -> None:
    found = any(address.route.startswith(name.rstrip("*")) for address in ADDRESSES) if name.endswith("*") else name in BY_NAME
    assert found, f"There is no address {name} any more: take its row out of marketplace/web/reference/access/."


def test_no_row_stands_twice() -> None:
    rows = [(row.name, row.of) for row in TABLE.rows]
    assert not {row for row in rows if rows.count(row) > 1}


def test_every_row_of_an_address_with_parameters_names_its_object() -> None:
    assert not [str(row) for row in TABLE.rows if row.name in BY_NAME and not row.of and BY_NAME[row.name].parameters]


def test_whoever_has_no_account_is_let_in_by_public_views_alone() -> None:
    """The mark on our views and the row agree about visitors."""
    for row in TABLE.rows:
        address = BY_NAME.get(row.name)
        if address is None or not address.is_own or address.access is None:
            continue
        for cell in filter(None, (row.get, row.post)):
            asked = cell.meets["visitor"] == "sign_in"
            assert asked == (address.access.kind != "public"), f"{row}: the view is marked {address.access.kind}"


# ------------------------------------------------------------------ the world, once


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    patch = pytest.MonkeyPatch()
    patch.setattr(settings, "MEDIA_ROOT", tmp_path_factory.mktemp("media"))
    patch.setattr(settings, "SESSION_ENGINE", "django.contrib.sessions.backends.signed_cookies")
    patch.setattr(settings, "VAR_DIR", tmp_path_factory.mktemp("var"))
    patch.setattr(settings, "ACCOUNT_RATE_LIMITS", False, raising=False)
    _remember_who_comes(patch)
    table = transaction.atomic()
    table._from_testcase = True  # as Django's TestCase does: the product's durable blocks may stand inside
    logging.disable(logging.WARNING)
    with django_db_blocker.unblock(), table:
        yield access_world.built()
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)
    patch.undo()


def _remember_who_comes(patch: pytest.MonkeyPatch) -> None:
    """Everybody comes with the same session to the same state, thousands of times: who they are is read once for each session."""
    users: dict[str | None, Any] = {}
    actors: dict[str | None, tuple[Any, Any, Any]] = {}
    user_of, actor_of = auth.get_user, accounts_middleware.actor_of

    def user(request: Any) -> Any:
        session = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        if session not in users:
            users[session] = user_of(request)
        return copy.copy(users[session])

    def actor(request: Any) -> Any:
        session = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        if session not in actors:
            actors[session] = (actor_of(request), request.acting_for, request.may_act_for)
        found, request.acting_for, may_act_for = actors[session]
        request.may_act_for = list(may_act_for)
        return found

    patch.setattr(auth, "get_user", user)
    patch.setattr(accounts_middleware, "actor_of", actor)


@pytest.fixture(autouse=True)
def _no_index_stays() -> None:
    """The index of this world lies in a folder of its own and serves all rows."""


def test_the_world_knows_the_people_and_the_objects_of_the_table(world: World) -> None:
    assert list(TABLE.people) == [name for name in TABLE.people if name in world.browsers], "somebody of people.toml is not in the world"
    assert set(world.browsers) == set(TABLE.people)
    assert set(TABLE.objects) == set(world.objects)
    assert {row.of for row in TABLE.rows if row.of} == set(TABLE.objects), "an object is introduced and no row is of it"


# ------------------------------------------------------------------ one request


def path_of(address: Address, world: World, of: str) -> str:
    """Where the object is found; without one, parameters that lead nowhere."""
    has = world.objects[of] if of else {}
    if "positional" in has:
        return reverse(address.name, args=has["positional"])
    given = {name: has.get(name, samples.NOWHERE.get(kind, "nowhere")) for name, kind in address.parameters.items()}
    try:
        return reverse(address.name, kwargs=given)
    except NoReverseMatch:
        if address.parameters and not starred(address):
            raise
        return re.sub(r"<[^>]*>|\(\?P.*?\)(?=/|$)", "1", address.route).replace("^", "").replace("$", "").replace(".*", "x")


def met(response: Any) -> str:
    """What an answer is, in the table's words."""
    if response.status_code in (301, 302, 303):
        return "sign_in" if response["Location"].startswith(reverse("account_login")) else "leads_on"
    return str(response.status_code)


def body_of(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace")


@contextmanager
def watched(written: list[str]) -> Iterator[None]:
    """Notes what the database is told to write."""

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = WRITES.match(sql)
        if found and not (found[2].startswith(HARMLESS) and (found[2] != "audit_logentry" or "procedure.step_refused" in str(params))):
            written.append(f"{found[1]} {found[2]}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield


def asked(world: World, who: str, path: str, *, sends: bool) -> tuple[str, str, list[str]]:
    """What `who` meets, reads and has caused to be written; nothing of it stays."""
    written: list[str] = []
    browser = world.browsers[who]
    browser.cookies = SimpleCookie(world.keys[who])  # what the last answer set is taken back as well
    with world.undone(), watched(written):
        response = browser.post(path, NOT_A_FORM) if sends else browser.get(path)
        return met(response), body_of(response), written


@contextmanager
def unrendered(is_so: bool) -> Iterator[None]:
    """While it is so, pages are judged by their status alone: the view works, its template is not filled in."""
    patch = pytest.MonkeyPatch()
    if is_so:
        patch.setattr(Template, "render", lambda self, context=None, request=None: "")
    try:
        yield
    finally:
        patch.undo()


# ------------------------------------------------------------------ the walk


def is_in(secret: str, text: str, path: str) -> bool:
    """Whether the text holds the secret, other than by giving the address back that was asked for."""
    return (
        secret in text
        and re.search(rf"(?<![A-Z]){re.escape(secret)}", text.replace(path, "").replace(quote(path, safe=""), "")) is not None
    )


def readers(row: Row, cell: Cell | None, number: int) -> set[str]:
    """Who is shown whole pages: one of every group that is let in, another one in every row; of the rest the status is asked."""
    chosen, away = set(), False
    for meets, word in cell.groups() if cell else ():
        if meets in TURNED_AWAY and away:  # one page of a refusal is enough
            continue
        away = away or meets in TURNED_AWAY
        people = list(TABLE.people) if word == "OTHERS" else TABLE.persons(word)
        chosen.add(people[number % len(people)])
    return chosen


def walkers(row: Row, cell: Cell | None) -> tuple[str, ...]:
    """Who is asked: everybody, unless the row tells nobody apart but visitors and has no object, or takes no such request."""
    alike = cell is None or len({answer for who, answer in cell.meets.items() if who != "visitor"}) == 1
    return FEW if alike and (not row.of or cell is None or row.file == "libraries.toml") else tuple(TABLE.people)


def faults(world: World, row: Row, number: int) -> Iterator[str]:
    """Every difference between the row and what happens."""
    path = path_of(BY_NAME[row.name], world, row.of)
    for sends, cell, other in ((False, row.get, row.post), (True, row.post, row.get)):
        assert cell or other, f"{row} says nothing"
        whole = readers(row, cell, number)
        for who in walkers(row, cell):
            with unrendered(who not in whole):
                answer, text, written = asked(world, who, path, sends=sends)
            verb = "sending to" if sends else "reading"
            allowed = {cell.meets[who]} if cell else {"405", *({other.meets[who]} & TURNED_AWAY if other else ())}
            if answer not in allowed and not ("library" in allowed and answer[0] != "5" and answer not in {"sign_in", "403"}):
                yield f"{who} {verb} {path} meets {answer}, the table says {' or '.join(sorted(allowed))}"
            if answer in TURNED_AWAY and written:
                yield f"{who} {verb} {path} is turned away ({answer}) and yet is written: {', '.join(written)}"
            for secret, may in world.secrets.items():
                if is_in(secret, text, path) and who not in TABLE.persons(may):
                    yield f"{who} {verb} {path} is shown “{secret}”, which is for {may}"


ROWS = [row for row in TABLE.rows if not row.name.endswith("*")]


@pytest.mark.parametrize("number", range(len(ROWS)), ids=[f"{row.name}-{row.of}".rstrip("-").replace(" ", "_") for row in ROWS])
def test_everybody_meets_what_the_table_says(world: World, number: int) -> None:
    row = ROWS[number]
    found = list(faults(world, row, number))
    assert not found, f"{row}:\n" + "\n".join(found)


#: Heads of columns and buttons: words of the product, never of the people who use it. What only a screen reader says may name them.
WORDS = re.compile(r'<(th scope="col"|button\b)[^>]*>(.*?)</(?:th|button)>', re.DOTALL)
UNSEEN = re.compile(r'<span class="sr">.*?</span>|<[^>]+>', re.DOTALL)
#: The text of an official paper is Thai by law, whoever reads it.
PAPERS = {"contracts:preview"}


def shown_pages(world: World, language: str) -> Iterator[tuple[Row, str]]:
    """Every page of ours that somebody is shown, as the first of them reads it; parts of pages are left out."""
    for row in ROWS:
        who = next((who for who, answer in row.get.meets.items() if answer == "200"), None) if row.get else None
        if who is None or not BY_NAME[row.name].is_own:
            continue
        browser = world.browsers[who]
        browser.cookies = SimpleCookie(world.keys[who])
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        with world.undone():
            response = browser.get(path_of(BY_NAME[row.name], world, row.of))
            text = body_of(response)
        if "<html" in text:
            yield row, text


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_page_is_shown_in_thai_and_in_english(world: World, language: str) -> None:
    found, pages = [], 0
    for row, text in shown_pages(world, language):
        pages += 1
        main = text.partition("<main")[2]
        said = [UNSEEN.sub(" ", words).strip() for _tag, words in WORDS.findall(main)] if row.name not in PAPERS else []
        strange = [words for words in said if words and (re.search("[ก-๙]", words) is None) != (language == "en")]
        if f'<html lang="{language}"' not in text or not main or strange:
            found.append(f"{row}: {strange}")
    assert found == []
    assert pages > 150


def test_the_text_of_a_paper_is_for_its_two_sides_and_auditors(world: World) -> None:
    """Others are shown at the same address what is needed to check a copy."""
    path = path_of(BY_NAME["contracts:paper"], world, "signed contract")
    seen = set()
    for who, browser in world.browsers.items():
        browser.cookies = SimpleCookie(world.keys[who])
        with world.undone():
            if "contracts/paper.html" in {template.name for template in browser.get(path).templates}:
                seen.add(who)
    assert seen == set(TABLE.persons("AGENCY AUDITOR LANNA_DEALERS"))


@pytest.mark.parametrize("row", STARRED, ids=lambda row: row.name)
def test_one_guard_stands_before_every_address_of_a_starred_row(world: World, row: Row) -> None:
    found = []
    assert row.get
    assert row.post
    for address in ADDRESSES:
        if address.name in NAMED or starred(address) is not row:
            continue
        path = path_of(address, world, "")
        for who in AT_A_STAR:
            for sends, cell in ((False, row.get), (True, row.post)):
                with unrendered(True):
                    answer, _text, written = asked(world, who, path, sends=sends)
                if answer != cell.meets[who] or written:
                    found.append(f"{who} meets {answer} at {path}, the table says {cell.meets[who]}; written: {written}")
    assert not found, "\n".join(found)
