"""What pages say of steps that have a form of their own. Reads the machines; judges nothing."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from marketplace.procedure import registry
from marketplace.ui.templatetags.ui import bases

register = template.Library()


@register.simple_tag
def step_basis(kind: str, name: str) -> SafeString:
    """The clauses and house rules on which the step `name` of the machine of `kind` rests, as links.

    Raises:
        LookupError: no machine of this kind, or no such step.
    """
    known = registry.by_kind(kind)
    if known is None:
        raise LookupError(f"no machine moves a {kind}")
    return bases(known.machine.steps[name].bases)
