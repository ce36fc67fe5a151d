"""Tags for lists of purchases."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from marketplace.ui.templatetags.ui import state_tag
from tenders.models import Tender
from tenders.timeline import state_word

register = template.Library()


@register.simple_tag
def tender_state(tender: Tender, now: Any) -> SafeString:
    """The state of a purchase as a word with a shape; closed and standstill are derived from the moment `now`."""
    return state_tag(*state_word(tender, now))
