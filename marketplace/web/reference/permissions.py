"""docs/reference/permissions.md: who may open which page, and which duty takes which step."""

from __future__ import annotations

from django.utils import translation

from marketplace.accounts.access import Access
from marketplace.accounts.duty import CASE_DUTIES, Duty
from marketplace.procedure import registry
from marketplace.web.reference.addresses import every_address
from marketplace.web.reference.markdown import document, table


def _who(access: Access | None) -> str:
    if access is None:
        return "**no mark**"
    if access.kind == "public":
        return "everybody"
    if access.kind == "signed_in":
        return "who is signed in; the page shows only what concerns them"
    return ", ".join(str(duty.label) for duty in Duty if duty in access.duties)


def _pages() -> str:
    own = [address for address in every_address() if address.is_own]
    return table(("address", "who"), [(f"`{address.route}`", _who(address.access)) for address in sorted(own, key=lambda a: a.route)])


def _libraries() -> str:
    rows: dict[str, str] = {}
    for address in every_address():
        if not address.is_own:
            rows.setdefault("/" + address.route.strip("/").split("/")[0].lstrip("^"), address.module.split(".")[0])
    return table(("prefix", "guarded by"), [(f"`{prefix}`", f"{library}") for prefix, library in sorted(rows.items())])


def _duties() -> str:
    rows = []
    for duty in Duty:
        steps = [
            f"{known.kind}: {known.words[name].label if name in known.words else name}"
            for known in registry.everything()
            for name, step in known.machine.steps.items()
            if duty in step.by
        ]
        held = "appointment in one case" if duty in CASE_DUTIES else "membership"
        rows.append((f"`{duty.value}`", duty.label, held, "; ".join(steps)))
    return table(("duty", "name", "held by", "steps"), rows)


def page() -> str:
    with translation.override("en"):
        return document(
            "# Permissions",
            "Whoever lacks a duty is sent to sign in, or told that the page is not theirs. A row that a person may not see is not found for them. Steps are judged again by the engine, whatever page asked.",
            "## Pages",
            _pages(),
            "## Pages of libraries",
            _libraries(),
            "## Duties and their steps",
            _duties(),
        )
