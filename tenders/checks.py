"""System check: no method breaks what `tenders.never` says. Runs whenever the product starts."""

from __future__ import annotations

from typing import Any

from django.core import checks

from tenders import machine, methods, never


@checks.register("tenders")
def nothing_that_may_never_be(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Every method's steps, and the machines of lot, bid and appeal, judged by the independent statement."""
    found = [
        checks.Error(f"{row.code} {row.version}: {breach}", obj="tenders.machine", id="tenders.E001")
        for row in methods.METHODS.values()
        for breach in never.of_method(machine.TenderMachine.steps, row)
    ]
    small = {"lot": machine.LotMachine, "bid": machine.BidMachine, "appeal": machine.AppealMachine}
    found += [
        checks.Error(f"{kind}: {breach}", obj="tenders.machine", id="tenders.E002")
        for kind, one in small.items()
        for breach in never.of_small(kind, one.steps)
    ]
    return list(found)
