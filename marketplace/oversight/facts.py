"""What the rules of a flag may know. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.procedure import Facts


@dataclass(frozen=True, kw_only=True)
class FlagFacts(Facts):
    """Facts of one flag."""
