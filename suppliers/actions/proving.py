"""Keeps in a company's row what its accepted documents prove and until when, and when the clock looks at each next."""

from __future__ import annotations

from marketplace.kernel import clock
from suppliers.lapses import next_moment
from suppliers.models import Company, Evidence


def refresh(company: Company) -> None:
    """Write `proved` anew from the accepted documents in hand. Inside the caller's unit."""
    proved: dict[str, str] = {}
    accepted = Evidence.objects.in_hand().filter(company=company, accepted_at__isnull=False)
    for kind, last in accepted.values_list("kind", "expires_on"):
        said = last.isoformat() if last else ""
        # Of several documents of a kind the one that holds longest counts; one without an end holds always.
        proved[kind] = "" if "" in (said, proved.get(kind, said)) else max(said, proved.get(kind, said))
    if proved != company.proved:
        company.proved = proved
        Company.objects.filter(pk=company.pk).update(proved=proved)


def watch(documents: list[Evidence]) -> None:
    """Let the clock look at documents that were accepted just now. Inside the caller's unit."""
    for one in documents:
        moment = next_moment(one.expires_on, clock.today())
        if moment != one.next_check:
            Evidence.objects.filter(pk=one.pk).update(next_check=moment)
