"""The life of a flag, one row per step."""

from marketplace.accounts.duty import Duty as D
from marketplace.law import clauses as c
from marketplace.oversight import events as e
from marketplace.oversight import rules as r
from marketplace.oversight.states import F
from marketplace.procedure import Machine, step


# fmt: off
class FlagMachine(Machine):
    """A flag is raised by the system and closed by an auditor. It is never deleted."""

    close = step(F.OPEN, F.CLOSED, D.AUDITOR, c.HOUSE_FLAG_REASON, e.FlagClosed, given=[r.outcome_chosen, r.reason_given], sets=r.closed)
# fmt: on
