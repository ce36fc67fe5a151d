"""Paid outside: the agency pays through its treasury or bank, and a person attaches the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.payments.forms import EvidenceForm
from marketplace.payments.gateways import Begun, Order


class Manual:
    """Moves nothing: records that the money went out, with reference, day and evidence."""

    code = "manual"
    name: str | Promise = _("Paid outside, evidence attached")
    form = EvidenceForm

    def begin(self, order: Order, details: Mapping[str, Any]) -> Begun:
        return Begun(
            done=True,
            reference=str(details.get("reference") or "").strip(),
            paid_on=details.get("paid_on"),
            evidence=details.get("evidence"),
        )
