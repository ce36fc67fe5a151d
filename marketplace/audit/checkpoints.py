"""Signed checkpoints: the platform commits itself, every few minutes, to everything the log says so far.

Whoever keeps one (the comptroller, a bidder, a newspaper) can prove later that the log was shortened or rewritten.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from marketplace.audit import canonical, genesis, keys, nodes, notes
from marketplace.audit.models import Checkpoint
from marketplace.audit.notes import Head, VerifierKey
from marketplace.audit.subjects import LOG, SYSTEM
from marketplace.kernel import clock


class LogNotBegun(RuntimeError):
    """There is nothing to commit to: `manage.py migrate` writes the first entry."""


class LogRewritten(RuntimeError):
    """The log no longer begins as the last checkpoint says: signing it would testify to a second history."""


def platform_key() -> VerifierKey:
    """The public half of the key with which this platform signs now, under the log's name."""
    return VerifierKey.of(str(genesis.said()["origin"]), keys.signing_key())


def make() -> Checkpoint:
    """A checkpoint of the log as it is; the latest one where nothing was added since.

    A platform whose key was replaced announces the new key as an entry first.

    Raises:
        LogNotBegun: the log has no entry.
        LogRewritten: nothing is signed; `manage.py verify_audit` says where the log was changed.
    """
    if not nodes.size():
        raise LogNotBegun("the log has no first entry: run `manage.py migrate`")
    _refuse_second_history()
    _announce_key()
    nodes.derive()
    size = nodes.size()
    known = Checkpoint.objects.filter(size=size).first()
    return known if known is not None else _store(_sign(size))


def _refuse_second_history() -> None:
    last = latest()
    if last is not None and (nodes.size() < last.size or nodes.root(last.size).hex() != last.root_hash):
        raise LogRewritten(f"the log no longer begins as the checkpoint of {last.size} entries says")


def _announce_key() -> None:
    from marketplace.audit.writing import record, unit

    now, old = platform_key(), genesis.announced_keys()[-1]
    if now != old:
        with unit():
            payload = {"old": str(old), "key": str(now)}
            record(genesis.SigningKeyChanged, actor=SYSTEM, subject=LOG, payload=payload)


def _sign(size: int) -> Checkpoint:
    made_at = clock.read_true()
    origin = str(genesis.said()["origin"])
    said = Head(origin, size, nodes.root(size), extra=(f"made {canonical.moment(made_at)}",))
    note = notes.sign(said.text(), keys.signing_key(), origin)
    return Checkpoint(size=size, root_hash=said.root.hex(), note=note, made_at=made_at)


def _store(checkpoint: Checkpoint) -> Checkpoint:
    try:
        with transaction.atomic():
            Checkpoint.objects.bulk_create([checkpoint])
    except IntegrityError:  # another process was quicker; its checkpoint says the same
        pass
    stored: Checkpoint = Checkpoint.objects.get(size=checkpoint.size)
    return stored


def latest() -> Checkpoint | None:
    """The newest checkpoint, if any."""
    found: Checkpoint | None = Checkpoint.objects.order_by("-size").first()
    return found


@dataclass(frozen=True)
class EntryProof:
    """Proof that an entry stands at its place in the log to which a checkpoint commits."""

    position: int
    leaf: str
    size: int
    root: str
    path: tuple[str, ...]
    note: str


def prove_entry(position: int, leaf: str, checkpoint: Checkpoint) -> EntryProof:
    """The entry's path to the checkpoint's root.

    Raises:
        ValueError: the checkpoint was made before the entry.
    """
    path = nodes.inclusion(position, checkpoint.size)
    return EntryProof(
        position=position,
        leaf=leaf,
        size=checkpoint.size,
        root=checkpoint.root_hash,
        path=tuple(step.hex() for step in path),
        note=checkpoint.note,
    )
