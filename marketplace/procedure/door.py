"""The one door: every change of a state goes through `sitting` (or `perform`, a sitting with one step).

A sitting is one durable transaction. It locks the root first, judges, moves, saves; the log is appended last.
A refusal undoes all of it and is recorded afterwards in a transaction of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.cache import cache
from django.db import connection

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.procedure import registry
from marketplace.procedure.events import StepFailed, StepRefused
from marketplace.procedure.judge import acting_duty, duty_names, judge
from marketplace.procedure.refusals import Refusal, Refused, Tier, plain, stale, wrong_duty
from marketplace.procedure.steps import inside

#: Refusals of people without any duty in the case that are kept, per person and hour: a stranger cannot fill the log.
STRANGER_REFUSALS_PER_HOUR = 5


def locked(obj: Any) -> Any:
    """The same row read anew and locked for update, without blocking rows that point to it."""
    manager = type(obj)._default_manager
    if connection.vendor == "sqlite":
        return manager.get(pk=obj.pk)  # the transaction is IMMEDIATE: it is the lock
    return manager.select_for_update(of=("self",), no_key=True).get(pk=obj.pk)


class Sitting:
    """What happens around one table at one time: steps on the root and on what belongs to it."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.step = ""
        self.subject: Any = root
        self.actor: Actor | None = None
        self.entry: Any = None

    def check(self, obj: Any, name: str, *, actor: Actor, seen: int | None = None, **inputs: Any) -> Any:
        """Judge step `name` without taking it: for actions that write something before they take it. Returns the facts.

        Raises:
            Refused: the step may not be taken; the sitting is undone.
        """
        return self._judged(obj, name, actor, seen, inputs)[1]

    def _judged(self, obj: Any, name: str, actor: Actor, seen: int | None, inputs: dict[str, Any]) -> tuple[Any, Any]:
        known = registry.of(obj)
        self.step, self.subject, self.actor = name, obj, actor
        row = self.root if (type(obj) is type(self.root) and obj.pk == self.root.pk) else locked(obj)
        facts = known.facts(row, actor, inputs=inputs, step=name)
        if seen is not None and seen != row.version:
            raise Refused([stale()], step=name, subject=obj)
        refusals = judge(known.machine.steps[name], facts, known)
        if refusals:
            raise Refused(refusals, step=name, subject=obj)
        return row, facts

    def take(self, obj: Any, name: str, *, actor: Actor, seen: int | None = None, people: Any = None, **inputs: Any) -> Any:
        """Take step `name` on `obj`: the root or a row of its case. Returns the row as saved.

        `people`: reference → name of persons whom the entry names; `Any`, so that other inputs may come as one mapping.

        Raises:
            Refused: the step may not be taken; the sitting is undone.
        """
        step = registry.of(obj).machine.steps[name]
        row, facts = self._judged(obj, name, actor, seen, inputs)
        source = str(row.state)
        changes = dict(step.sets(facts)) if step.sets else {}
        for field, value in changes.items():
            setattr(row, field, value)
        token = inside.set(row)
        try:
            getattr(row, name)()
        finally:
            inside.reset(token)
        row.version += 1
        row.save()
        given = {key: value for key, value in {**inputs, **changes}.items() if key in step.event.fields}
        personal = {key: plain(value) for key, value in inputs.items() if key in step.event.personal}
        self.entry = audit.record(
            step.event,
            actor=actor.under(acting_duty(step, facts)),
            subject=row,
            payload={key: plain(value) for key, value in given.items()},
            personal=personal,
            step=name,
            source=source,
            target=str(row.state),
            basis=tuple(basis.code for basis in step.bases),
            people=people,
        )
        _share(row, obj)
        return row


def _share(row: Any, obj: Any) -> None:
    """Let the caller's object see what the row became, without passing the protected state field's setter."""
    if row is not obj:
        obj.__dict__.update(
            {field.attname: row.__dict__[field.attname] for field in row._meta.concrete_fields if field.attname in row.__dict__}
        )
        obj._state.fields_cache.clear()


@contextmanager
def sitting(root: Any, *, actor: Actor) -> Iterator[Sitting]:
    """Open a sitting on `root` (the tender, for everything that belongs to it).

    Raises:
        Refused: by a step or by the caller; everything is undone, then the refusal is recorded.
    """
    held: Sitting | None = None
    try:
        with audit.unit():
            held = Sitting(locked(root))
            held.actor = actor
            yield held
            _share(held.root, root)
    except Refused as refused:
        _record_refusal(refused, actor, refused.subject or (held.subject if held else root), refused.step or (held.step if held else ""))
        raise
    except Exception as failure:
        with audit.unit():
            audit.record(StepFailed, actor=actor, subject=root, payload={"step": held.step if held else "", "kind": type(failure).__name__})
        raise


def _record_refusal(refused: Refused, actor: Actor, subject: Any, step: str) -> None:
    if actor.kind == "anonymous":
        return
    if any(refusal.tier is Tier.DUTY for refusal in refused.refusals):
        key = f"refusals:{actor.ref}"
        cache.add(key, 0, 3600)
        if cache.incr(key) > STRANGER_REFUSALS_PER_HOUR:
            return
    with audit.unit():
        audit.record(
            StepRefused,
            actor=actor,
            subject=subject,
            payload={"step": step, "refusals": [refusal.for_log() for refusal in refused.refusals]},
            step=step,
            basis=tuple(dict.fromkeys(refusal.basis.code for refusal in refused.refusals)),
        )


def perform(obj: Any, name: str, *, actor: Actor, seen: int | None = None, root: Any = None, **inputs: Any) -> Any:
    """A sitting with one step. `root` is the object's own root where it has one."""
    with sitting(root or _root_row(obj), actor=actor) as held:
        return held.take(obj, name, actor=actor, seen=seen, **inputs)


def turn_away(obj: Any, name: str, *, actor: Actor) -> list[Refusal]:
    """Refuse step `name` to an actor who has none of its duties, before anything they sent is read; the refusal is recorded."""
    try:
        with sitting(_root_row(obj), actor=actor) as held:
            held.check(obj, name, actor=actor)
            raise Refused([wrong_duty(duty_names(registry.of(obj).machine.steps[name]))], step=name, subject=obj)
    except Refused as refused:
        return refused.refusals


def _root_row(obj: Any) -> Any:
    found = obj.log_root()
    return found if hasattr(found, "version") else obj


def act(obj: Any, name: str, *, actor: Actor, seen: int | None = None, **inputs: Any) -> Any:
    """Take a step the way its app wants it taken: by its verb where it has one, else by `perform`."""
    verb = registry.of(obj).verbs.get(name)
    if verb is not None:
        return verb(obj, actor=actor, seen=seen, **inputs)
    return perform(obj, name, actor=actor, seen=seen, **inputs)
