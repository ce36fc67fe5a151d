"""Personal values of entries: stored outside the chain behind salted commitments, and how they are erased.

The chain holds SHA-256(salt ‖ canonical text of entry, key and value). The salt has 32 random bytes and is erased
together with the value: what stays in the chain then says nothing, and the chain still verifies.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

import rfc8785
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.audit import canonical
from marketplace.audit.events import ActorLike, Event
from marketplace.audit.models import PersonalValue

ACTOR_NAME = "actor.name"
#: Followed by the reference of a person whom the payload names.
PERSON_NAME = "person.name:"
SALT_BYTES = 32


class PersonalErased(Event):
    """Personal values of entries were erased on someone's right or by a period of keeping. The entries stay."""

    code = "audit.personal_erased"
    sentence = _("Personal values of entries were erased")
    fields = {
        "values": "list of [UUID of the entry, key] whose value was erased",
        "about": "reference of the person about whom all values were erased, or empty",
        "reason": "why, in words without personal data",
    }


def seal(entry_uuid: UUID, key: str, value: Any, about_ref: str = "") -> PersonalValue:
    """An unsaved side-table row for the value, with a fresh salt."""
    text = canonical.dump(value)
    return PersonalValue(
        entry_uuid=entry_uuid,
        key=key,
        about_ref=about_ref,
        salt=secrets.token_bytes(SALT_BYTES),
        value=text,
    )


def commitment(entry_uuid: UUID | str, key: str, salt: bytes, text: str) -> str:
    """What the chain says about a value, hexadecimal. `text` is the value's canonical JSON."""
    said = rfc8785.dumps([str(entry_uuid), key])
    return sha256(salt + said + b"\x00" + text.encode()).hexdigest()


def read(entry_uuids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """The personal values that still exist, by entry and key."""
    result: dict[UUID, dict[str, Any]] = {}
    rows = PersonalValue.objects.filter(entry_uuid__in=list(entry_uuids)).values_list("entry_uuid", "key", "value")
    for uuid, key, text in rows:
        result.setdefault(uuid, {})[key] = json.loads(text)
    return result


def erased_by(said: Mapping[str, Any]) -> set[tuple[str, str]]:
    """(UUID of the entry, key) of every value that the text of an erasure reports."""
    return {(uuid, key) for uuid, key in said["payload"]["values"]}


def erase(
    *,
    actor: ActorLike,
    reason: str,
    about_ref: str = "",
    values: Mapping[UUID, Iterable[str]] | None = None,
) -> UUID | None:
    """Erase personal values for good, inside the caller's unit; the erasure is an entry of its own.

    Args:
        reason: why, in words that hold no personal data themselves (it stays for ever).
        about_ref: erase every value known to be about this person (the names under which they acted).
        values: entry UUID to the keys to erase.

    Returns:
        UUID of the erasure's entry; None where nothing was left to erase.

    Raises:
        ValueError: neither a person nor values were named.
    """
    from marketplace.audit.subjects import LOG
    from marketplace.audit.writing import record

    wanted = Q(pk__in=[])
    if about_ref:
        wanted |= Q(about_ref=about_ref)
    for uuid, keys in (values or {}).items():
        wanted |= Q(entry_uuid=uuid, key__in=list(keys))
    if not about_ref and not values:
        raise ValueError("say whose values, or which, are to be erased")
    rows = list(PersonalValue.objects.filter(wanted).order_by("pk"))
    if not rows:
        return None
    uuid = record(
        PersonalErased,
        actor=actor,
        subject=LOG,
        payload={
            "values": [[str(row.entry_uuid), row.key] for row in rows],
            "about": about_ref,
            "reason": reason,
        },
    )
    PersonalValue.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return uuid
