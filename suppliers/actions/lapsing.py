"""What the clock does: a verification lapses when a document on which it stands has lapsed."""

from __future__ import annotations

from marketplace.accounts.actor import Actor
from marketplace.kernel import clock
from marketplace.procedure import perform
from suppliers.dossier import Dossier
from suppliers.models import Company


def wake_due() -> list[str]:
    """Let every verification lapse that is due; returns the references. Run twice, the second finds nothing."""
    now, woken = clock.read(), []
    for company in Company.objects.due(now).order_by("next_check")[:500]:
        documents = Dossier.of(company).lapsed(clock.civil(now))
        if not documents:
            continue
        perform(company, "lapse", actor=Actor.system(), documents=list(documents))
        woken.append(company.ref)
    return woken
