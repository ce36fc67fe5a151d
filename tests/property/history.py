"""What happened, as plain values: entries of the log, rows as tables have them, and what people could see meanwhile.

Knows the form of an entry of the log and nothing of procedures: no machine, no rule, no method.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Entry:
    """One entry of the log. `house` is the organisation for which `who` acted, `duty` what they acted as."""

    position: int
    code: str
    at: dt.datetime
    who: str
    duty: str = ""
    house: str = ""
    actor_kind: str = "person"
    subject: tuple[str, str] = ("", "")
    root: tuple[str, str] = ("", "")
    step: str = ""
    source: str = ""
    target: str = ""
    basis: tuple[str, ...] = ()
    payload: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"#{self.position} {self.code} by {self.who} as {self.duty or '-'} on {self.at:%Y-%m-%d %H:%M:%S%z}"


@dataclass(frozen=True)
class Sight:
    """What one person could see of the bids of a purchase at a moment: company and price (None where it is not told)."""

    at: dt.datetime
    who: str
    house: str
    bids: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True)
class RowState:
    """A row with a life as its table has it: `started` is the state in which such a row begins."""

    kind: str
    ref: str
    state: str
    started: str


@dataclass(frozen=True)
class Company:
    """What the register says of a company: the number under which lists name it, and its organisation."""

    number: str
    house: str


@dataclass(frozen=True)
class History:
    """Everything that is known of one purchase, and what the whole log says beside it."""

    tender: str
    entries: tuple[Entry, ...]
    sights: tuple[Sight, ...] = ()
    rows: tuple[RowState, ...] = ()
    companies: Mapping[str, Company] = field(default_factory=dict)

    @property
    def case(self) -> tuple[Entry, ...]:
        """The entries of the purchase itself, attempts that were refused left out."""
        mine = ("tender", self.tender)
        return tuple(entry for entry in self.entries if entry.root == mine and not entry.code.startswith("procedure."))

    def of(self, *codes: str) -> list[Entry]:
        """The purchase's entries with these codes, in order; a code without a dot is one of tenders."""
        wanted = full(*codes)
        return [entry for entry in self.case if entry.code in wanted]

    def last(self, *codes: str, before: Entry | None = None) -> Entry | None:
        """The latest of these entries, of those before `before`."""
        found = [entry for entry in self.of(*codes) if before is None or entry.position < before.position]
        return found[-1] if found else None

    def between(self, first: Entry | None, end: Entry, *codes: str) -> list[Entry]:
        """Entries with these codes after `first` (or from the start) and before `end`."""
        start = first.position if first else -1
        return [entry for entry in self.of(*codes) if start < entry.position < end.position]

    # ------------------------------------------------------------------ what the case is
    @property
    def started(self) -> Mapping[str, Any]:
        found = self.of("purchase_started")
        return found[0].payload if found else {}

    @property
    def takes_envelopes(self) -> bool:
        """Whether the purchase is one by e-bidding."""
        return str(self.started.get("method", "")).startswith("ebidding")

    @property
    def agency(self) -> str:
        return str(self.started.get("agency", ""))

    def budget(self, at: Entry) -> int:
        """The budget in satang as it was told last before `at`."""
        amount = int(self.started.get("budget_satang", 0))
        for entry in self.case:
            if entry.position < at.position:
                changed = entry.payload.get("changed", {}) if entry.code == "tenders.purchase_details_changed" else {}
                told = entry.payload.get("budget_satang") if entry.code == "tenders.budget_raised" else changed.get("budget_satang")
                amount = int(told or amount)
        return amount

    # ------------------------------------------------------------------ who is who
    def members(self, committee: str, at: Entry) -> dict[str, str]:
        """Persons of a committee just before `at`, with their roles: the latest order, without those who stepped back."""
        order = next(
            (e for e in reversed(self.of("committee_appointed")) if e.position < at.position and e.payload["committee"] == committee), None
        )
        if order is None:
            return {}
        sits = {seat["person"]: seat["role"] for seat in order.payload["members"]}
        for change in self.between(order, at, "member_recused", "member_replaced"):
            if change.payload.get("committee") == committee:
                sits.pop(change.payload.get("person") or change.who, None)
                if change.code == "tenders.member_replaced":
                    sits[change.payload["new_member"]] = change.payload["role"]
        return sits

    def declared(self, committee: str, at: Entry) -> set[str]:
        """Persons who had declared for the committee's present order before `at`."""
        order = next(
            (e for e in reversed(self.of("committee_appointed")) if e.position < at.position and e.payload["committee"] == committee), None
        )
        return {e.who for e in self.between(order, at, "conflict_declared") if e.payload.get("committee") == committee}

    def duties(self, person: str, house: str, at: Entry) -> set[str]:
        """Duties that the person held by membership in the organisation just before `at`."""
        held: set[str] = set()
        for entry in self.entries:
            if entry.position < at.position and entry.subject[1] == house and entry.payload.get("person") == person:
                if entry.code == "accounts.duty_granted":
                    held.add(entry.payload["duty"])
                elif entry.code == "accounts.duty_ended":
                    held.discard(entry.payload["duty"])
        return held

    def delegations(self, person: str, at: Entry) -> Iterator[Mapping[str, Any]]:
        """Delegations of the agency's head to the person that hold on the day of `at`."""
        day = at.at.astimezone(dt.timezone(dt.timedelta(hours=7))).date().isoformat()
        for entry in self.entries:
            told = entry.payload
            if entry.code != "accounts.power_delegated" or entry.position >= at.position or entry.root[1] != self.agency:
                continue
            if told["holder"] == person and told["from_on"] <= day <= told["to_on"]:
                yield told

    def listed(self, company: str, at: Entry) -> bool:
        """Whether the list of work abandoners named the company on the day of `at`."""
        day = at.at.astimezone(dt.timezone(dt.timedelta(hours=7))).date().isoformat()
        known = self.companies.get(company)
        entered: dict[str, bool] = {}
        for entry in self.entries:
            if entry.position >= at.position or known is None:
                continue
            if (
                entry.code == "suppliers.abandoner_listed"
                and entry.payload["number"] == known.number
                and entry.payload["ordered_on"] <= day
            ):
                entered[entry.subject[1]] = True
            elif entry.code == "suppliers.abandoner_removed" and entry.payload["ended_on"] <= day:
                entered[entry.subject[1]] = False
        return any(entered.values())

    def winner(self, at: Entry) -> str:
        """The company to which the lot is awarded just before `at`, empty where to none."""
        found = self.last("lot_awarded", "lot_reopened", before=at)
        return str(found.payload.get("supplier", "")) if found else ""

    def party(self, at: Entry) -> str:
        """The company with which the agreement of `at` (one of a contract or delivery) is made, empty where there is none."""
        drafts = self.between(None, at, "contracts.contract_drafted")
        mine = [entry for entry in drafts if entry.subject == at.subject] or drafts
        return str(mine[-1].payload["supplier"]) if mine else ""


def full(*codes: str) -> set[str]:
    """Whole codes: those without an app are of tenders."""
    return {code if "." in code else f"tenders.{code}" for code in codes}
