"""Signed links to a kept file: for one reader, for ten minutes. Whoever gives a link out decides who may read.

This module makes and reads the links; `accounts` serves them, because it knows who reads and writes it down.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Protocol

from django.core import signing

from marketplace.kernel import clock
from marketplace.kernel.models import StoredFile

#: Where `accounts` serves kept files.
ADDRESS = "files/"
LIFE = dt.timedelta(minutes=10)
_SALT = "talat.files"


class Reader(Protocol):
    """Who reads; `accounts.Actor` is one."""

    @property
    def ref(self) -> str: ...


class LinkEnded(Exception):
    """The link is too old, or was not made by this system."""


class LinkOfAnother(Exception):
    """The link was given to somebody else."""


@dataclass(frozen=True)
class Place:
    """Kind and reference of something in the log."""

    log_kind: str
    ref: str

    def log_root(self) -> Place:
        return self


@dataclass(frozen=True)
class Reading:
    """A file as it is read in some case: what the log's entry is about."""

    stored: StoredFile
    case: Place
    log_kind: str = "file"

    @property
    def ref(self) -> str:
        return self.stored.ref

    def log_root(self) -> Place:
        return self.case


def link(stored: StoredFile, actor: Reader, *, about: Any = None) -> str:
    """The address at which `actor`, and nobody else, may read the file for ten minutes.

    `about` is the object to whose case the reading belongs (a company, a tender); by default the file itself. With the
    anonymous actor the link may be followed by everybody: for files that are public anyhow.
    """
    root = about.log_root() if about is not None else stored
    # The true clock: a demo's jumps neither end a link nor revive one.
    until = int((clock.read_true() + LIFE).timestamp())
    said = [stored.ref, actor.ref, until, root.log_kind, root.ref]
    return f"/{ADDRESS}{signing.dumps(said, salt=_SALT)}/"


def follow(token: str, actor: Reader) -> Reading:
    """The file behind a link's last part.

    Raises:
        LinkEnded, LinkOfAnother.
    """
    try:
        ref, reader, until, kind, root = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError) as broken:
        raise LinkEnded(token[:20]) from broken
    if clock.read_true().timestamp() > until:
        raise LinkEnded(ref)
    if reader not in ("anonymous", actor.ref):
        raise LinkOfAnother(ref)
    stored = StoredFile.objects.filter(ref=ref).first()
    if stored is None:
        raise LinkEnded(ref)
    return Reading(stored, Place(kind, root))
