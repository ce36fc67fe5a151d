"""Raise flags from entries of the log, and close them. Raising twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.audit import EntryView
from marketplace.audit.models import LogEntry
from marketplace.audit.reading import view_of
from marketplace.kernel import clock
from marketplace.kernel.references import next_ref
from marketplace.oversight.events import FlagRaised
from marketplace.oversight.facts import FlagFacts
from marketplace.oversight.flags import units
from marketplace.oversight.flags.past import ROOT_KIND, Past
from marketplace.oversight.flags.unit import Case, Finding, Unit
from marketplace.oversight.models import Flag
from marketplace.procedure import sitting
from tenders.models import Tender


def judge(entry: EntryView) -> list[tuple[Unit, Finding]]:
    """What the units find at this entry. Writes nothing; the same entry always gives the same answer."""
    wanted = [unit for unit in units().values() if entry.code in unit.events and entry.root.kind == ROOT_KIND]
    if not wanted:
        return []
    seen = tuple(audit.entries(root=entry.root, until=entry.position))
    case = Case(seen, Past(entry.position))
    return [(unit, finding) for unit in wanted if (finding := unit.look(case)) is not None]


def raise_for(entry: EntryView) -> list[Flag]:
    """Raise the flags that this entry gives rise to; those that were raised before are left as they are."""
    made = []
    for unit, finding in judge(entry):
        with audit.unit():
            flag = _raise(entry, unit, finding)
        if flag is not None:
            made.append(flag)
    return made


def _raise(entry: EntryView, unit: Unit, finding: Finding) -> Flag | None:
    try:
        tender = Tender.objects.get(ref=entry.root.ref)
    except ObjectDoesNotExist:
        return None
    if Flag.objects.filter(tender=tender, code=unit.code).exists():
        return None
    flag = Flag.objects.create(
        ref=next_ref("FL"),
        code=unit.code,
        unit_version=unit.version,
        tender=tender,
        weight=unit.weight,
        facts=dict(finding.facts),
        entries=list(finding.entries),
        raised_at=clock.read(),
    )
    audit.record(
        FlagRaised,
        actor=Actor.system(),
        subject=flag,
        payload={
            "flag": unit.code,
            "version": unit.version,
            "weight": unit.weight,
            "facts": dict(finding.facts),
            "entries": list(finding.entries),
        },
        target=str(flag.state),
        basis=tuple(basis.code for basis in unit.bases),
    )
    return flag


def raise_all(progress: Callable[[int, int], None] | None = None) -> list[Flag]:
    """Judge the whole log again, in its order, and raise what is missing.

    Args:
        progress: called with (entries judged, entries in all).
    """
    codes = sorted({code for unit in units().values() for code in unit.events})
    rows = LogEntry.objects.filter(root_kind=ROOT_KIND, event__in=codes).order_by("position")
    positions = list(rows.values_list("position", flat=True))
    made: list[Flag] = []
    for done, position in enumerate(positions, 1):
        made += raise_for(view_of(LogEntry.objects.get(position=position)))
        if progress is not None:
            progress(done, len(positions))
    return made


def close(flag: Flag, *, actor: Actor, seen: int | None = None, **inputs: Any) -> Flag:
    """Close a flag with what was found and why. Sits on the flag alone: the purchase itself is not touched.

    Raises:
        Refused: not an auditor, closed already, or no reason.
    """
    with sitting(flag, actor=actor) as held:
        done: Flag = held.take(flag, "close", actor=actor, seen=seen, **inputs)
        return done


def facts(flag: Flag, actor: Actor, *, inputs: Mapping[str, Any], step: str) -> FlagFacts:
    """The facts of `flag` for `actor`."""
    now = clock.read()
    return FlagFacts(state=str(flag.state), actor=actor, duties=actor.duties, now=now, today=clock.civil(now), inputs=inputs)


def find(ref: str, actor: Actor) -> Flag | None:
    """The flag of `ref`, for auditors alone."""
    from marketplace.accounts.duty import Duty

    return Flag.objects.select_related("tender").filter(ref=ref).first() if actor.has(Duty.AUDITOR) else None
