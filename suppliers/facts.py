"""What rules of a verification may know: one frozen object, and nothing else. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from marketplace.procedure import Facts


@dataclass(frozen=True, kw_only=True)
class CompanyFacts(Facts):
    """Facts of one company's verification."""

    #: The person who acts belongs to the company, whoever they act for at the moment.
    actor_is_of_the_company: bool = False
    #: Parts of the registration that are not complete, with what is missing in words.
    missing: Mapping[str, Any] = field(default_factory=dict)
    #: Items as they stand now: item code to the registrar's verdict on exactly this content, or "".
    verdicts: Mapping[str, str] = field(default_factory=dict)
    #: Moment of the latest recorded comparison with the abandoner list for a verification; None without one.
    abandoners_checked_at: dt.datetime | None = None
    #: Moment at which the present examination was begun.
    examined_at: dt.datetime | None = None
    #: References of documents that lapsed and on which the verification stands.
    lapsed: tuple[str, ...] = ()
    #: First day on which some such document will have lapsed; None where none ends.
    verified_until: dt.date | None = None
    #: Name of another registrar who holds the case, and since when; empty where nobody else does.
    other_examiner: str = ""
    other_since: dt.datetime | None = None
    #: What a registrar verified changes by a request only.
    identity_locked: bool = False
    verified_before: bool = False
    #: Hash of everything that is handed in.
    fingerprint: str = ""
    #: Number of the newest published version of the supplier's terms where the company has not accepted it; else 0.
    terms_to_accept: int = 0


@dataclass(frozen=True, kw_only=True)
class ChangeFacts(Facts):
    """Facts of one request to change what was verified."""

    actor_is_of_the_company: bool = False
    #: Facts that the request names.
    asked: tuple[str, ...] = ()
    #: Labels of those whose present value is no longer the one that the request was made against.
    moved: tuple[Any, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AbandonerFacts(Facts):
    """Facts of one entry on the abandoner list."""

    ordered_on: dt.date


@dataclass(frozen=True, kw_only=True)
class TermsFacts(Facts):
    """Facts of one version of the supplier's terms."""

    #: What is still empty, in words.
    missing: tuple[Any, ...] = ()
    #: Day from which the newest published version holds; None without one.
    newest_from: dt.date | None = None
    sha256: str = ""
