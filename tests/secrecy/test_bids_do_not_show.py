"""Before opening, no page, refusal or answer depends on how many bids there are: the same world is built with none, one and three.

Whoever looks, wherever: every page without parameters, every page of the purchase, of the agency and of the bidders, the
public interface, and every attempt to go on too early. What is compared is the whole answer but for what changes with
every request (tokens, nonces) and the place of the log's head, which moves with everything that anybody does.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from catalog.models import Category
from marketplace import audit
from marketplace.accounts.actions.duties import grant
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Organisation, OrganisationKind, Person
from marketplace.kernel import clock
from marketplace.web.reference.addresses import every_address
from suppliers.models import Company
from tenders.actions import bidding, opening
from tests.cast import Cast, Player
from tests.factories import purchases as p
from tests.factories.suppliers import verified_row

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.one_round, pytest.mark.filterwarnings("ignore")]

VIEWERS = (
    "visitor",
    "stranger",
    "officer",
    "head_officer",
    "head_of_agency",
    "chair",
    "auditor",
    "key_officer",
    "other_officer",
    "siam_bidder",
)
IN_WINDOW, ONE_SHARE = "in the window", "after it, one share given"
#: Pages of the purchase are looked at by everybody, all other pages by these few, each at the moments named.
EVERYWHERE = {IN_WINDOW: ("visitor", "head_officer", "siam_bidder"), ONE_SHARE: ("head_officer", "auditor")}
#: Pages that show the head of the log or its proofs, which anybody's doing moves; `healthz` tells the age of work.
MOVED_BY_ANYTHING = {"verify", "verify_checkpoint", "verify_consistency", "healthz", "move_clock"}
CHANGING = [
    (re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"'), "csrf"),
    (re.compile(r'nonce="[^"]*"'), "nonce"),
    (re.compile(r"/inbox/[0-9a-f-]{36}/"), "a message's random address"),
]
#: On the auditor's pages of the log also the place of an entry, which moves with what anybody does, and what is drawn by lot for it.
OF_THE_LOG = [
    (re.compile(r'id="e\d+"|\\*"position\\*": ?\d+|/verify/entries/\d+/">\d+<'), "place in the log"),
    (re.compile(r"(คำนวณ|ทั้งหมด) \d+ รายการ"), "how long the log is"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "a hash of the log"),
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f-]{27}\b"), "an entry's random name"),
    (re.compile(r'\\*"(salt|commitment)\\*": ?\\*"[^"]*"'), "drawn by lot"),
    (re.compile(r"บันทึกเมื่อ [^·<]*|recorded_at\\*\": ?\\*\"[^\"]*\""), "when it was really written"),
]


def _three_more(cast: Cast) -> list[Player]:
    """Three verified companies, each with a bidder, that bid or do not."""
    made = []
    for number, tax in enumerate(("0015565000050", "0015566000061", "0015567000073"), start=1):
        organisation = Organisation.objects.create(
            ref=f"S-100{number}",
            kind=OrganisationKind.COMPANY,
            name_th=f"บริษัท ผู้ยื่นซอง {number} จำกัด",
            name_en=f"Bidder {number}",
            province="ตาก",
            district="เมือง",
        )
        person = Person.objects.create(
            email=f"b{number}@talat.example", title="นาย", given_name=f"ผู้ยื่น{number}", family_name="ซองเงียบ", ref=f"P-b{number}"
        )
        with audit.unit():
            grant(actor=Actor.system(), person=person, organisation=organisation, duty=Duty.BIDDER)
        verified_row(organisation, tax, person)
        made.append(Player(person, organisation))
    Company.objects.update(vat_registered=True)
    return made


@contextmanager
def _undone() -> Iterator[None]:
    """What happens inside is undone, as between two tests; the product's own durable transactions may stand inside."""
    world = transaction.atomic()
    world._from_testcase = True  # type: ignore[attr-defined]
    with world:
        yield
        transaction.set_rollback(True)


def _plain(response: Any, path: str) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = f"{response.status_code} {response.get('Location', '')}\n" + body.decode(errors="replace")
    for pattern, word in [*CHANGING, *(OF_THE_LOG if path.startswith("/audit/") else [])]:
        text = pattern.sub(word, text)
    return text


def _clients(cast: Cast) -> dict[str, Client]:
    clients = {"visitor": Client(raise_request_exception=False)}
    for name in VIEWERS[1:]:
        clients[name] = Client(raise_request_exception=False)
        clients[name].force_login(getattr(cast, name).person)
    return clients


def _general() -> list[str]:
    """Every page without parameters, and the documents of the public interface."""
    pages = [a.route for a in every_address() if a.is_own and not a.parameters and a.name not in MOVED_BY_ANYTHING]
    return [*pages, "/tenders/?phase=open", "/api/v1/openapi.json"]


def _of_purchase(play: p.Play, bidders: list[Player]) -> list[str]:
    """Every page of the purchase, of its agency and of the companies that bid or do not."""
    ref, own = play.tender.ref, {"ref"}
    pages = [
        reverse(a.name, kwargs={"ref": ref})
        for a in every_address()
        if a.is_own and a.route.startswith("/tenders/") and set(a.parameters) == own
    ]
    pages += [
        reverse("oversight:case", args=[ref]),
        reverse("oversight:case_json", args=[ref]),
        reverse("agency", args=[play.cast.agency.ref]),
    ]
    pages += [f"/api/v1/ocds/releases/{ref}/", reverse("contracts:draft", args=[play.tender.lot.ref])]
    for bidder in bidders:
        assert bidder.organisation is not None
        company = bidder.organisation.ref
        pages += [reverse("suppliers:company", args=[company]), reverse("evaluate_bid", args=[ref, f"B-{ref.partition('-')[2]}-{company}"])]
        pages += [reverse("take_step", args=["bid", f"B-{ref.partition('-')[2]}-{company}", "find_compliant"])]
    return pages


def _attempts(play: p.Play) -> list[tuple[str, dict[str, str]]]:
    """Steps tried too early, and one that hands a share in with a wrong passphrase."""
    ref = play.tender.ref
    tries = [
        (reverse("take_step", args=["tender", ref, step]), {"seen": str(play.tender.version)})
        for step in ("open_bids", "record_no_bid", "submit_result", "negotiate_price", "raise_budget", "conclude", "announce_award")
    ]
    return [
        *tries,
        (reverse("key_share", args=[ref]), {"passphrase": "ไม่ใช่ประโยคลับของฉันแน่นอน"}),
        (reverse("evaluation", args=[ref]), {"seen": "0"}),
    ]


def _seen(play: p.Play, bids: list[Player], companies: list[Player], moment: str, *, everywhere: bool) -> dict[tuple[str, str], str]:
    """Everything everybody sees in a world with these bids."""
    cast, found = play.cast, {}
    cache.clear()
    for number, bidder in enumerate(bids):
        p.bid(play, bidder, 230_000_000 + number)
    in_window = play.tender.bid_opens_at + dt.timedelta(hours=1)
    at = in_window if moment == IN_WINDOW else play.tender.bid_closes_at + dt.timedelta(minutes=5)
    with clock.shifted_to(in_window):
        bidding.draft_bid(play.tender, actor=cast.siam_bidder.actor)
    with clock.shifted_to(at):
        if moment == ONE_SHARE:
            opening.hand_in_share(play.tender, actor=cast.chair.actor, passphrase=p.PASSPHRASE)
        audit.deliver()
        clients = _clients(cast)
        for name, client in clients.items():
            for path in [*(_general() if everywhere and name in EVERYWHERE[moment] else []), *_of_purchase(play, companies)]:
                found[(name, path)] = _plain(client.get(path), path)
            for path, data in _attempts(play):
                found[(name, f"POST {path}")] = _plain(client.post(path, data), path)
    return found


@pytest.mark.parametrize(("moment", "counts"), [(IN_WINDOW, (0, 3)), (ONE_SHARE, (0, 1, 3))])
def test_nobody_can_tell_how_many_bids_there_are(cast: Cast, moment: str, counts: tuple[int, ...]) -> None:
    play = p.Play(cast=cast, category=Category.objects.get(code="construction-permit"))
    companies = _three_more(cast)
    p.invited(play)
    worlds = []
    for count in counts:
        with _undone():
            # With one bid only the pages of the purchase are looked at again: no other page knows how many there are.
            worlds.append(_seen(play, companies[:count], companies, moment, everywhere=count != 1))
    none, *others = worlds
    assert set(none) == set(others[-1])
    assert len(none) > 500
    assert sum(text.startswith("200") for text in none.values()) > 200, "most of what is compared is a page, not a refusal"
    different = [
        f"{name} at {path}: {_first_difference(none[(name, path)], text)}"
        for other in others
        for (name, path), text in other.items()
        if text != none[(name, path)]
    ]
    assert not different, "\n".join(different)


def _first_difference(left: str, right: str) -> str:
    at = next((place for place, (one, other) in enumerate(zip(left, right, strict=False)) if one != other), min(len(left), len(right)))
    return f"{left[max(at - 60, 0) : at + 120]!r} against {right[max(at - 60, 0) : at + 120]!r}"
