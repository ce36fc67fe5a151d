"""What the clock says of documents that end: 60, 30, 7 and 0 days before, once each, and on the day after that they lapsed.

The days and the effects are data (`lapses.yaml`). Nothing here takes anything away: marks, preferences and bids compare
with the day themselves. Who must act is told from the entry.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.kernel import clock
from marketplace.law import clauses
from suppliers import events
from suppliers.kinds import SINGLE
from suppliers.lapses import Effect, has_effect, lapses_of, next_moment
from suppliers.models import Evidence
from suppliers.states import V

#: As many as are told in one run; the next run takes the rest.
MOST = 500


def due(now: dt.datetime) -> Iterable[Evidence]:
    """Documents of which the clock has something to say."""
    return Evidence.objects.due(now).select_related("company").order_by("next_check")[:MOST]


def tell(evidence: Evidence) -> bool:
    """Write down that a document ends soon, or has lapsed; once for each of its days. True where something was written.

    A document whose successor is in hand is left in peace, and so is a company that gave up its place. After a pause of
    the clock only the newest of several days is told.
    """
    today = clock.today()
    assert evidence.expires_on is not None
    upcoming = next_moment(evidence.expires_on, today)
    with audit.unit():
        claimed = Evidence.objects.in_hand().filter(pk=evidence.pk, next_check=evidence.next_check).update(next_check=upcoming)
        if not claimed or _needs_no_word(evidence, today):
            return False
        lapsed = evidence.expires_on < today
        told = {
            "kind": evidence.kind,
            "evidence": evidence.ref,
            "expires_on": evidence.expires_on.isoformat(),
            "effects": [str(lapse.effect) for lapse in lapses_of(evidence.kind)],
        }
        audit.record(
            events.EvidenceLapsed if lapsed else events.EvidenceEnding,
            actor=Actor.system(),
            subject=evidence.company,
            basis=(clauses.HOUSE_EVIDENCE, *dict.fromkeys(lapse.basis for lapse in lapses_of(evidence.kind))),
            payload=told if lapsed else {**told, "days": (evidence.expires_on - today).days},
        )
    return True


def _needs_no_word(evidence: Evidence, today: dt.date) -> bool:
    if evidence.company.state in (V.WITHDRAWN, V.REFUSED):
        return True
    assert evidence.expires_on is not None
    if evidence.expires_on < today and has_effect(evidence.kind, Effect.VERIFICATION):
        return True  # that the verification lapsed says it
    later = Evidence.objects.in_hand().filter(company_id=evidence.company_id, kind=evidence.kind).exclude(pk=evidence.pk)
    if evidence.kind not in SINGLE:
        later = later.filter(number=evidence.number)
    return later.filter(expires_on__gt=evidence.expires_on).exists()
