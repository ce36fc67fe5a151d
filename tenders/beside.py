"""What purchases show on pages that know no purchase. Writes nothing.

`step.beside`: the spending of the months before, beside a request (cl. 20). `verify.keys`: the key of bid receipts.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string

from marketplace.kernel import clock
from tenders.actions.requesting import earlier_spend
from tenders.models import Tender
from tenders.sealing.platform_key import read_platform_key
from tenders.sealing.receipt import public_receipt_key

#: Steps at which splitting is to be noticed.
STEPS = frozenset({"submit_request", "approve_request", "accept_offer"})


def spend(request: HttpRequest, *, case: Any, step: Any, **_more: Any) -> str:
    """The agency's orders in the category and from the suppliers; nothing beside other steps."""
    if not isinstance(case, Tender) or step.name not in STEPS:
        return ""
    return render_to_string("tenders/parts/spend.html", {"category": case.category, "spend": earlier_spend(case, clock.today())}, request)


def receipt_key(request: HttpRequest, **_more: Any) -> str:
    """The public key of bid receipts, and the script that checks one without this product."""
    key = public_receipt_key(read_platform_key(settings.PLATFORM_KEY))
    return render_to_string("tenders/parts/receipt_key.html", {"key": key}, request)
