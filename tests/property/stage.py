"""Where a walk takes place: one purchase in the product, a clock that only goes forward, and what came of every attempt.

The walk knows the product; the oracle that judges it does not. What an attempt did is read from the log, as it stands.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from catalog.models import Category, ListingVersion
from marketplace.accounts.actor import Actor
from marketplace.audit.models import LogEntry
from marketplace.kernel import clock
from marketplace.kernel.models import StoredFile
from marketplace.procedure import Refused, registry
from marketplace.procedure.offering import Offer, offers
from suppliers.models import Company
from tenders.models import Bid, Seat, Tender
from tenders.models.bid import OfficerKey
from tenders.visibility import visible_bids
from tests.cast import Cast, Player
from tests.property import history

#: Tables of a purchase, with the path from a row to its tender: a refused attempt leaves every one of them as it was.
TABLES = {
    "tenders.Tender": "pk", "tenders.Lot": "tender", "tenders.Committee": "tender", "tenders.Seat": "committee__tender",
    "tenders.TermsOfReference": "tender", "tenders.ReferencePrice": "tender", "tenders.DraftComment": "tender", "tenders.Question": "tender",
    "tenders.Bid": "tender", "tenders.BidCheck": "bid__tender", "tenders.KeyShare": "tender", "tenders.Offer": "tender",
    "tenders.Appeal": "tender", "contracts.Contract": "tender", "contracts.Line": "contract__tender", "contracts.Delivery": "contract__tender",
    "contracts.Inspection": "delivery__contract__tender", "contracts.Guarantee": "contract__tender", "contracts.Invoice": "delivery__contract__tender",
    "contracts.DefectNotice": "delivery__contract__tender", "contracts.IssuedPaper": "contract__tender",
}  # fmt: skip
#: Rows with a life of their own, among them.
ALIVE = (
    "tenders.Tender",
    "tenders.Lot",
    "tenders.Seat",
    "tenders.Question",
    "tenders.Bid",
    "tenders.Appeal",
    "contracts.Contract",
    "contracts.Delivery",
)


class WalkFailed(AssertionError):
    """Something was not as it must be; the tale of the walk follows."""


@dataclass
class Stage:
    """One purchase being walked. `temper` says how its people are inclined; `tale` how it came to where it is."""

    cast: Cast
    listings: Sequence[ListingVersion]
    rng: random.Random
    now: dt.datetime
    temper: dict[str, Any]
    tender: Tender = None  # type: ignore[assignment]
    read: int = 0
    entries: list[history.Entry] = field(default_factory=list)
    sights: list[history.Sight] = field(default_factory=list)
    tale: list[str] = field(default_factory=list)
    forked: set[str] = field(default_factory=set)

    # ------------------------------------------------------------------ the clock
    def pass_time(self, **amount: float) -> None:
        self.now += dt.timedelta(**amount)

    def wait_for(self, moment: dt.datetime) -> None:
        """Let time pass until `moment`, if it has not come."""
        self.now = max(self.now, moment)

    def wait_for_day_after(self, day: dt.date) -> None:
        self.wait_for(clock.at(day + dt.timedelta(days=1), dt.time(0, self.rng.randrange(60))))

    @property
    def today(self) -> dt.date:
        return clock.civil(self.now)

    # ------------------------------------------------------------------ attempts
    def attempt(self, what: str, deed: Callable[[], Any], *, expect: bool | None = None) -> bool:
        """Try something; whether it was done. A refusal must have left nothing but its own entry.

        Args:
            expect: what the buttons had promised, where they had.
        """
        before = self.photograph() if expect is False or self.rng.random() < 0.15 else None
        try:
            with clock.shifted_to(self.now):
                deed()
        except Refused as refused:
            new = self.read_log()
            self.tell(what, "refused: " + ", ".join(refusal.code for refusal in refused.refusals))
            self.must(len(new) <= 1 and all(entry.code == "procedure.step_refused" for entry in new), f"a refusal wrote {new}")
            self.must(before is None or before == self.photograph(), "a refused attempt has changed a table")
            self.must(expect is not True, f"{what} was offered without a reason against it: {refused}")
            return False
        except Exception as broken:
            self.tell(what, f"broke: {broken!r}")
            raise WalkFailed(self.story(f"{what} broke: {broken!r}")) from broken
        new = self.read_log()
        self.tell(what, "done" + "".join(f", {entry.target}" for entry in new if entry.target))
        self.must(expect is not False, f"{what} was shown as refused, and was done")
        self.tender.refresh_from_db()
        return True

    def must(self, holds: bool, otherwise: str) -> None:
        if not holds:
            raise WalkFailed(self.story(otherwise))

    def tell(self, what: str, outcome: str) -> None:
        self.tale.append(f"{self.now.astimezone(clock.BANGKOK):%d %b %Y %H:%M:%S}  {what}: {outcome}")

    def story(self, end: str) -> str:
        return "\n".join([end, *self.tale[-60:]])

    def photograph(self) -> list[Any]:
        """Every row of the purchase, as plain values."""
        with connection.cursor() as cursor:
            found = []
            for question in _photographs():
                cursor.execute(question, [self.tender.pk])
                found.append(cursor.fetchall())
            return found

    # ------------------------------------------------------------------ what can be done
    def rows(self) -> list[Any]:
        """Everything of the purchase that has steps which somebody takes by themselves."""
        found: list[Any] = [Tender.objects.get(pk=self.tender.pk)]
        for name in ALIVE[2:]:
            found += apps.get_model(name).objects.filter(**{TABLES[name]: self.tender.pk})
        return [row for row in found if registry.of(row).find is not None]

    def offered(self, row: Any, actor: Actor) -> list[Offer]:
        with clock.shifted_to(self.now):
            return offers(row, actor)

    def seat_of(self, committee: str, *roles: str) -> list[Seat]:
        seats = (
            Seat.objects.filter(committee__tender=self.tender, committee__kind=committee)
            .exclude(state__in=["recused", "replaced"])
            .select_related("person")
        )
        return [seat for seat in seats if not roles or seat.role in roles]

    def player(self, person_id: int) -> Player:
        return next(player for player in self.cast.players().values() if player.person.pk == person_id)

    def company(self, player: Player) -> Company:
        return Company.objects.get(organisation=player.organisation)

    def has_key(self, player: Player) -> bool:
        return OfficerKey.objects.filter(person=player.person).exists()

    def paper(self) -> StoredFile:
        serial = StoredFile.objects.count()
        return StoredFile.objects.create(
            ref=f"F-{serial}", name="proposal.pdf", kind="pdf", size=10, sha256=f"{serial:064x}", path=f"x/{serial}", verdict="clean",
            scanner="test", received_at=self.now, received_by="P-test",
        )  # fmt: skip

    # ------------------------------------------------------------------ what is told to the oracle
    def read_log(self) -> list[history.Entry]:
        """The entries since the last reading."""
        new = [entry_of(row) for row in LogEntry.objects.filter(position__gt=self.read).order_by("position")]
        self.entries += new
        self.read = new[-1].position if new else self.read
        return new

    def look_at_bids(self, player: Player) -> None:
        """Note which bids and prices the person could see now."""
        actor = player.actor
        sits = any(seat.person_id == actor.person_id for seat in self.seat_of("evaluation"))
        seen = visible_bids(
            Bid.objects.filter(tender=self.tender).exclude(state="draft").select_related("company"),
            actor,
            str(self.tender.state),
            sits=sits,
        )
        self.sights.append(
            history.Sight(self.now, actor.ref, actor.organisation_ref, tuple((bid.company.ref, bid.price_satang) for bid in seen))
        )

    def history(self) -> history.History:
        rows = [
            history.RowState(model.log_kind, row["ref"], row["state"], registry.of(model).initial)
            for name in ALIVE
            for model in [apps.get_model(name)]
            for row in model.objects.filter(**{TABLES[name]: self.tender.pk}).values("ref", "state")
        ]
        companies = {
            company.ref: history.Company(company.number, company.organisation.ref)
            for company in Company.objects.select_related("organisation")
        }
        return history.History(self.tender.ref, tuple(self.entries), tuple(self.sights), tuple(rows), companies)

    def branch(self, seed: int, temper: dict[str, Any]) -> Stage:
        """The same purchase at the same moment, from where another future begins."""
        return replace(
            self, rng=random.Random(seed), temper=temper, tender=Tender.objects.get(pk=self.tender.pk), entries=list(self.entries),
            sights=list(self.sights), tale=list(self.tale), forked=set(self.forked),
        )  # fmt: skip


def entry_of(row: LogEntry) -> history.Entry:
    """The entry's own text as plain values."""
    said = json.loads(row.body)
    actor = said["actor"]
    return history.Entry(
        position=row.position, code=said["event"], at=dt.datetime.fromisoformat(said["at"]), who=actor["ref"], duty=actor["duty"],
        house=actor["organisation"], actor_kind=actor["kind"], subject=(said["subject"]["kind"], said["subject"]["ref"]),
        root=(said["root"]["kind"], said["root"]["ref"]), step=said["step"], source=said["source"], target=said["target"],
        basis=tuple(said["basis"]), payload=said["payload"],
    )  # fmt: skip


@cache
def _photographs() -> list[str]:
    """One question per table, with a place for the purchase's key."""
    asked = []
    for name, path in TABLES.items():
        sql, _ = apps.get_model(name).objects.filter(**{path: 0}).order_by("pk").values_list().query.sql_with_params()
        asked.append(str(sql))
    return asked


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is taken back afterwards, as if it had not been."""
    table = transaction.atomic()
    table._from_testcase = True  # type: ignore[attr-defined]  # as Django's TestCase does: durable blocks may stand inside
    with table:
        yield
        transaction.set_rollback(True)


def category(code: str) -> Category:
    return Category.objects.get(code=code)
