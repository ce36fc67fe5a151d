"""Signed notes and checkpoints in the public C2SP formats, so that other people's tools can read them.

https://c2sp.org/signed-note and https://c2sp.org/tlog-checkpoint. Knows keys and text, no database.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"
_DASH = "\u2014 "


class UnreadableNote(ValueError):
    """The text is not a signed note, or not a checkpoint."""


class NoteNotSigned(ValueError):
    """No signature of the expected key verifies."""


@dataclass(frozen=True)
class VerifierKey:
    """A public key with its name, written `name+hash+key` (C2SP vkey)."""

    name: str
    public: bytes

    @property
    def hash(self) -> bytes:
        """The four bytes by which a signature names its key."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.hash.hex()}+{base64.b64encode(_ED25519 + self.public).decode()}"

    @classmethod
    def of(cls, name: str, key: Ed25519PrivateKey) -> Self:
        """The public half of `key` under a name (no blanks, no plus sign)."""
        if not name or "+" in name or any(character.isspace() for character in name):
            raise ValueError(f"{name!r} cannot name a key")
        return cls(name, key.public_key().public_bytes_raw())

    @classmethod
    def read(cls, text: str) -> Self:
        """Read `name+hash+key`.

        Raises:
            UnreadableNote: not an Ed25519 verifier key, or its hash does not fit.
        """
        try:
            name, key_hash, encoded = text.strip().split("+", 2)
            raw = base64.b64decode(encoded, validate=True)
        except (ValueError, binascii.Error) as error:
            raise UnreadableNote("this is not a verifier key") from error
        key = cls(name, raw[1:])
        if raw[:1] != _ED25519 or len(raw) != 33 or key.hash.hex() != key_hash:
            raise UnreadableNote("this is not an Ed25519 verifier key")
        return key


def sign(text: str, key: Ed25519PrivateKey, name: str) -> str:
    """The text (ending in a newline) as a note signed by `key` under `name`."""
    if not text.endswith("\n"):
        raise ValueError("a note's text ends in a newline")
    signature = VerifierKey.of(name, key).hash + key.sign(text.encode())
    return f"{text}\n{_DASH}{name} {base64.b64encode(signature).decode()}\n"


def verify(note: str, key: VerifierKey) -> str:
    """The note's text, if `key` signed it.

    Raises:
        UnreadableNote, NoteNotSigned.
    """
    text, separator, signatures = note.rpartition("\n\n")
    if not separator or not signatures.endswith("\n"):
        raise UnreadableNote("this is not a signed note")
    text += "\n"
    public = Ed25519PublicKey.from_public_bytes(key.public)
    for line in signatures.splitlines():
        name, _, encoded = line.removeprefix(_DASH).rpartition(" ")
        if not line.startswith(_DASH) or not name:
            raise UnreadableNote("this is not a signed note")
        if name != key.name:
            continue
        try:
            raw = base64.b64decode(encoded, validate=True)
            if raw[:4] != key.hash:
                continue
            public.verify(raw[4:], text.encode())
        except (binascii.Error, InvalidSignature):
            continue
        return text
    raise NoteNotSigned(f"no signature of {key.name} verifies")


@dataclass(frozen=True)
class Head:
    """What a checkpoint says: whose log, how many entries, which root; `extra` lines say when."""

    origin: str
    size: int
    root: bytes
    extra: tuple[str, ...] = ()

    def text(self) -> str:
        """The checkpoint's unsigned text."""
        lines = [self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extra]
        return "\n".join(lines) + "\n"

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a checkpoint's text, signed or not. Says nothing about its signature.

        Raises:
            UnreadableNote: the text is not a checkpoint.
        """
        lines = text.partition("\n\n")[0].splitlines()
        try:
            origin, size, encoded = lines[:3]
            root = base64.b64decode(encoded, validate=True)
        except (ValueError, binascii.Error) as error:
            raise UnreadableNote("this is not a checkpoint") from error
        canonical_size = size.isascii() and size.isdigit() and (size == "0" or not size.startswith("0"))
        if not origin or not canonical_size or len(root) != 32:
            raise UnreadableNote("this is not a checkpoint")
        return cls(origin, int(size), root, tuple(lines[3:]))
