"""A small log to write to and to attack: one event, one subject, one actor."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from django.core.management import call_command
from django.db import connection

from marketplace import audit
from marketplace.audit import triggers
from marketplace.audit.models import LogEntry


class Noted(audit.Event):
    """Something was noted by a test."""

    code = "tests.noted"
    sentence = "{what} was noted"
    fields = {"what": "what was noted", "more": "anything else"}
    personal = {"phone": "a telephone number"}


class Shown(audit.Event):
    """Something public was noted by a test."""

    code = "tests.shown"
    sentence = "{what} was shown"
    fields = {"what": "what was shown"}
    public = True


@dataclass(frozen=True)
class Case:
    """A subject with a root of its own."""

    ref: str
    log_kind: str = "case"
    root: Case | None = None

    def log_root(self) -> Case:
        return self.root or self


@dataclass(frozen=True)
class Clerk:
    """An actor, as accounts gives one."""

    kind: str = "person"
    ref: str = "P-orn"
    name: str = "อร ใจงาม"
    organisation_ref: str = "AG-0001"
    duty: str = "officer"


CLERK = Clerk()
CASE = Case("T-2570-000001")


def note(what: str = "a thing", *, actor: Any = CLERK, subject: Any = CASE, **more: Any) -> Any:
    """One entry in a unit of its own; returns its UUID."""
    with audit.unit():
        return audit.record(Noted, actor=actor, subject=subject, payload={"what": what}, **more)


@dataclass(frozen=True)
class Ran:
    """What a command printed and with which code it ended."""

    code: int
    text: str


def run(name: str, *arguments: Any) -> Ran:
    """Run a management command the way a shell does."""
    output = io.StringIO()
    try:
        call_command(name, *[str(argument) for argument in arguments], stdout=output)
    except SystemExit as ended:
        return Ran(int(ended.code or 0), output.getvalue())
    return Ran(0, output.getvalue())


def sql(statement: str, *parameters: Any) -> None:
    """An attacker's statement: past the ORM, with the triggers gone."""
    triggers.remove()
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def row(position: int) -> LogEntry:
    """The stored entry."""
    found: LogEntry = LogEntry.objects.get(position=position)
    return found
