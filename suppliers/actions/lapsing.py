"""What the clock does: a verification lapses when a document on which it stands has lapsed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from marketplace.accounts.actor import Actor
from marketplace.kernel import clock
from marketplace.procedure import perform
from suppliers.dossier import Dossier
from suppliers.models import Company

#: As many as are woken in one run; the next run takes the rest.
MOST = 500


def due(now: dt.datetime) -> Iterable[Company]:
    """Companies at which the clock has something to do."""
    return Company.objects.due(now).order_by("next_check")[:MOST]


def lapse(company: Company) -> bool:
    """Let the verification lapse if a document on which it stands has lapsed."""
    documents = Dossier.of(company).lapsed(clock.civil(clock.read()))
    if documents:
        perform(company, "lapse", actor=Actor.system(), documents=list(documents))
    return bool(documents)
