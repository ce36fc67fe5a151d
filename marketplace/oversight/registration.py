"""Tells the engine of flags, and the log who listens."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.procedure import Words, register

WORDS = {"close": Words(_("Close the flag"), _("Your finding and reason go into the case file for good."))}


def announce() -> None:
    from marketplace.oversight import listening  # noqa: F401 - subscribes
    from marketplace.oversight.actions import flagging
    from marketplace.oversight.forms import CloseForm
    from marketplace.oversight.machine import FlagMachine
    from marketplace.oversight.models import Flag
    from marketplace.oversight.states import F

    register(
        Flag,
        machine=FlagMachine,
        facts=flagging.facts,
        words=WORDS,
        states={state.value: state.label for state in F},
        initial=F.OPEN.value,
        final=frozenset({F.CLOSED.value}),
        forms={"close": CloseForm},
        verbs={"close": flagging.close},
        find=flagging.find,
    )
