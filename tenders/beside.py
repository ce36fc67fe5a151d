"""What is shown beside a step while somebody decides on it: the spending of the months before, beside a request (cl. 20).

Fills the place `step.beside` of the engine's page, which knows no purchase. Writes nothing.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from marketplace.kernel import clock
from tenders.actions.requesting import earlier_spend
from tenders.models import Tender

#: Steps at which splitting is to be noticed.
STEPS = frozenset({"submit_request", "approve_request", "accept_offer"})


def spend(request: HttpRequest, *, case: Any, step: Any, **_more: Any) -> str:
    """The agency's orders in the category and from the suppliers; nothing beside other steps."""
    if not isinstance(case, Tender) or step.name not in STEPS:
        return ""
    return render_to_string("tenders/parts/spend.html", {"category": case.category, "spend": earlier_spend(case, clock.today())}, request)
