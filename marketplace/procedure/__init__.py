"""The engine of every machine. Knows no machine in particular.

Apps declare rows with `step`, conditions with `rule`, announce themselves with `register`; people and tasks move
things with `perform`, `act` or inside a `sitting`. Nothing else changes a state.
"""

from typing import TYPE_CHECKING

from marketplace.procedure.facts import Facts
from marketplace.procedure.refusals import Refusal, Refused, Rule, Satang, rule
from marketplace.procedure.registry import Words, register
from marketplace.procedure.steps import SAME, Machine, step

if TYPE_CHECKING:
    from marketplace.procedure.door import act, perform, sitting
    from marketplace.procedure.offering import offers

__all__ = [
    "SAME",
    "Facts",
    "Machine",
    "Refusal",
    "Refused",
    "Rule",
    "Satang",
    "Words",
    "act",
    "offers",
    "perform",
    "register",
    "rule",
    "sitting",
    "step",
]


def __getattr__(name: str) -> object:
    """The door touches models; it is loaded when first used, so that machines can be imported by models."""
    if name in {"sitting", "perform", "act"}:
        from marketplace.procedure import door

        return getattr(door, name)
    if name == "offers":
        from marketplace.procedure.offering import offers

        return offers
    raise AttributeError(name)
