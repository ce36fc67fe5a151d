"""Checkpoints are signed notes that other people's tools read, and that nobody can write without the key."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from marketplace.audit import notes
from marketplace.audit.notes import Head, NoteNotSigned, UnreadableNote, VerifierKey

#: The example of Go's package golang.org/x/mod/sumdb/note, which the specification was written from.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_NOTE = GO_TEXT + "\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
NAME = "talat.example/log"


def test_the_published_note_verifies() -> None:
    assert notes.verify(GO_NOTE, VerifierKey.read(GO_KEY)) == GO_TEXT


def test_the_published_key_is_written_as_it_was_read() -> None:
    assert str(VerifierKey.read(GO_KEY)) == GO_KEY


def test_a_note_that_was_touched_does_not_verify() -> None:
    with pytest.raises(NoteNotSigned):
        notes.verify(GO_NOTE.replace("think", "thunk"), VerifierKey.read(GO_KEY))


def test_what_we_sign_verifies_and_says_what_it_said() -> None:
    head = Head(NAME, 42, bytes(32), extra=("made 2026-11-25T00:00:00.000000Z",))
    note = notes.sign(head.text(), KEY, NAME)
    assert notes.verify(note, VerifierKey.of(NAME, KEY)) == head.text()
    assert Head.read(note) == head


def test_another_key_under_the_same_name_does_not_verify() -> None:
    note = notes.sign(Head(NAME, 1, bytes(32)).text(), Ed25519PrivateKey.generate(), NAME)
    with pytest.raises(NoteNotSigned):
        notes.verify(note, VerifierKey.of(NAME, KEY))


def test_a_note_with_several_signatures_verifies_for_each_of_them() -> None:
    other = Ed25519PrivateKey.generate()
    text = Head(NAME, 1, bytes(32)).text()
    cosigned = notes.sign(text, KEY, NAME) + notes.sign(text, other, "witness.example").rpartition("\n\n")[2]
    assert notes.verify(cosigned, VerifierKey.of(NAME, KEY)) == text
    assert notes.verify(cosigned, VerifierKey.of("witness.example", other)) == text


ROOT = base64.b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    "text",
    ["", "one line\n", f"name\n-1\n{ROOT}\n", f"name\n01\n{ROOT}\n", f"name\n1\n{ROOT[:-4]}\n", f"\n1\n{ROOT}\n", f"name\n๑\n{ROOT}\n"],
)
def test_what_is_not_a_checkpoint_is_not_read_as_one(text: str) -> None:
    with pytest.raises(UnreadableNote):
        Head.read(text)


@pytest.mark.parametrize("text", ["", "name", "name+00000000+AAAA", GO_KEY.replace("c74f20a3", "c74f20a4")])
def test_what_is_not_a_key_is_not_read_as_one(text: str) -> None:
    with pytest.raises(UnreadableNote):
        VerifierKey.read(text)


def test_a_key_cannot_have_a_name_that_breaks_the_format() -> None:
    for name in ("", "two words", "a+b"):
        with pytest.raises(ValueError):
            VerifierKey.of(name, KEY)
