"""Checks of every machine when the product starts: no dead end, no unknown step, nothing without words."""

from __future__ import annotations

from typing import Any

from django.core import checks

from marketplace.procedure import registry


@checks.register("procedure")
def machines_are_sound(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Graph checks that need no database."""
    found: list[checks.CheckMessage] = []
    for known in registry.everything():
        machine, where = known.machine, known.model
        targets = {step.target for step in machine.steps.values() if step.target}
        sources = {source for step in machine.steps.values() for source in step.sources}
        for state in sorted((targets | sources) - set(known.states)):
            found.append(checks.Error(f"{machine.__name__} knows no state {state!r}", obj=where, id="procedure.E001"))
        for name in machine.steps:
            if name not in known.words:
                found.append(checks.Error(f"step {name!r} of {machine.__name__} has no words", obj=where, id="procedure.E002"))
            if not callable(getattr(where, name, None)):
                found.append(
                    checks.Error(
                        f"step {name!r} of {machine.__name__} is hidden by a field of the same name", obj=where, id="procedure.E005"
                    )
                )
        for code, method in (known.methods() if known.methods else {"": None}).items():
            found += _method(known, code, method)
    return found


def _method(known: registry.Registration, code: str, method: Any) -> list[checks.CheckMessage]:
    machine, allowed = known.machine, (method.steps if method is not None else None)
    found: list[checks.CheckMessage] = []
    for name in sorted((allowed or frozenset()) - set(machine.steps)):
        found.append(checks.Error(f"method {code!r} lists the unknown step {name!r}", obj=known.model, id="procedure.E003"))
    for state in sorted(machine.reachable(known.initial, allowed) - known.final):
        ways = [
            step
            for step in machine.steps.values()
            if state in step.sources and step.target and step.target != state and (allowed is None or step.name in allowed)
        ]
        if not ways:
            found.append(checks.Error(f"{machine.__name__} {code}: nothing leads out of {state!r}", obj=known.model, id="procedure.E004"))
    return found
