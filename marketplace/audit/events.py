"""Declarations of what can be written down. Each app declares its events in its own `events.py`; no models here.

An event is a class, never an instance: `record(BidsOpened, …)`. Its docstring says when it happens, `fields` says
what its payload holds; a payload with any other key is refused, so the log's vocabulary can be printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar, Protocol

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_registry: dict[str, type[Event]] = {}


class ActorLike(Protocol):
    """Who acts. `accounts.Actor` is one; this app stands below it."""

    @property
    def kind(self) -> str: ...
    @property
    def ref(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def organisation_ref(self) -> str: ...
    @property
    def duty(self) -> str | None: ...


class SubjectLike(Protocol):
    """What an entry is about: a kind, a public reference, and the case (root) to which it belongs."""

    @property
    def log_kind(self) -> str: ...
    @property
    def ref(self) -> str: ...
    def log_root(self) -> SubjectLike: ...


class UndeclaredField(ValueError):
    """A payload or personal value has a key that the event does not declare."""


class Event:
    """Base of all events. A subclass with a `code` is registered; one without is only a family.

    Attributes:
        code: `<app>.<what_happened>`, past tense, unique, never reused for another meaning.
        sentence: what happened, as a whole sentence; may name payload keys: `{title}`.
        fields: payload key to its meaning (types, units), in English: this is the documentation.
        personal: key of a personal value to its meaning; these are stored outside the chain and can be erased.
        public: may the body be shown to anyone who looks the entry up?
    """

    code: ClassVar[str] = ""
    sentence: ClassVar[str | _StrPromise] = ""
    fields: ClassVar[Mapping[str, str]] = {}
    personal: ClassVar[Mapping[str, str]] = {}
    public: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "code" not in cls.__dict__ or not cls.code:
            return
        known = _registry.get(cls.code)
        if known is not None and (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
            raise TypeError(f"{cls.__qualname__}: the code {cls.code!r} belongs to {known.__qualname__}")
        if not cls.sentence:
            raise TypeError(f"{cls.__qualname__} has no sentence")
        if not cls.__doc__:
            raise TypeError(f"{cls.__qualname__} has no docstring: say when it happens")
        _registry[cls.code] = cls

    @classmethod
    def check_fields(cls, payload: Iterable[str], personal: Iterable[str] = ()) -> None:
        """Refuse keys that are not declared.

        Raises:
            UndeclaredField: naming the event and the keys.
        """
        unknown = set(payload) - set(cls.fields)
        unknown |= set(personal) - set(cls.personal) - set(cls.fields)
        if unknown:
            raise UndeclaredField(f"{cls.code} does not declare {', '.join(sorted(unknown))}")


def all_events() -> list[type[Event]]:
    """Every declared event, by code."""
    return [_registry[code] for code in sorted(_registry)]


def find(code: str) -> type[Event]:
    """The event with this code; for a code that no app declares any more, a stand-in with the code as sentence."""
    known = _registry.get(code)
    if known is not None:
        return known

    class UnlistedEvent(Event):
        """An event that is no longer declared."""

    # Set afterwards, so that it is not registered.
    UnlistedEvent.code = UnlistedEvent.sentence = code
    return UnlistedEvent
