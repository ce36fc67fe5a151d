"""The log's first entry: what kind of log this is, its name, and the key that signs its checkpoints."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from marketplace.audit import keys, locks
from marketplace.audit.events import Event
from marketplace.audit.models import LogEntry
from marketplace.audit.notes import VerifierKey
from marketplace.audit.subjects import LOG, SYSTEM
from marketplace.kernel import clock

DEMO, LIVE = "demo", "live"


class LogBegan(Event):
    """The log was begun, by the first migration of an empty database. Always entry 0, never another."""

    code = "audit.log_began"
    sentence = _("The log was begun")
    fields = {
        "mode": "`demo`: invented people, shifted clocks allowed; `live`: neither",
        "origin": "name of the log, as its checkpoints carry it",
        "key": "public key of its checkpoints, as name+hash+key",
    }
    public = True


class SigningKeyChanged(Event):
    """Checkpoints are signed with another key from here on, because the platform's key was replaced."""

    code = "audit.signing_key_changed"
    sentence = _("The key that signs checkpoints was changed")
    fields = {"old": "public key until now", "key": "public key from now on"}
    public = True


def origin() -> str:
    """The name that a log begun now would get: the public host, and `demo` where it is one."""
    host = urlsplit(settings.BASE_URL).netloc or "localhost"
    return f"{host}/{DEMO}/log" if _mode() == DEMO else f"{host}/log"


def _mode() -> str:
    return DEMO if clock.may_be_shifted() else LIVE


def begin() -> bool:
    """Write entry 0, unless the log has begun. Returns whether it was written now."""
    from marketplace.audit.writing import record, unit

    if LogEntry.objects.exists():
        return False
    with unit():
        locks.take_head()
        if LogEntry.objects.exists():
            return False
        name = origin()
        key = VerifierKey.of(name, keys.signing_key())
        record(LogBegan, actor=SYSTEM, subject=LOG, payload={"mode": _mode(), "origin": name, "key": str(key)})
    return True


def said() -> dict[str, Any]:
    """Payload of entry 0; empty where the log has not begun."""
    body = LogEntry.objects.filter(position=0).values_list("body", flat=True).first()
    payload: dict[str, Any] = json.loads(body)["payload"] if body else {}
    return payload


def is_demo() -> bool:
    """Does entry 0 say that this log is a demo's?"""
    return said().get("mode") == DEMO


def announced_keys() -> list[VerifierKey]:
    """Every key that the log names for its checkpoints, oldest first."""
    bodies = LogEntry.objects.filter(event__in=[LogBegan.code, SigningKeyChanged.code]).order_by("position")
    return [VerifierKey.read(json.loads(body)["payload"]["key"]) for body in bodies.values_list("body", flat=True)]
