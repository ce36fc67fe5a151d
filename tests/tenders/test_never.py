"""`never` finds what a slip in the machine or in a method's row would break. Faults are planted one at a time and counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from marketplace.accounts.duty import Duty
from marketplace.procedure.steps import Step
from tenders import checks, machine, never
from tenders.machine import BidMachine, LotMachine, TenderMachine
from tenders.methods import EBIDDING_PRICE, METHODS, SPECIFIC_SMALL, Method
from tenders.states import B, L, T

STEPS = TenderMachine.steps
Fault = tuple[str, dict[str, Step], Method]
BOTH = pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.code)


def _with(name: str, **changes: object) -> dict[str, Step]:
    return {**STEPS, name: replace(STEPS[name], **changes)}


def _reachable(method: Method) -> set[str]:
    return TenderMachine.reachable(T.DRAFTING, method.steps)


def dropped(method: Method) -> Iterator[Fault]:
    """The method's row without one of its steps."""
    for name in sorted(method.steps):
        yield f"without {name}", dict(STEPS), replace(method, steps=method.steps - {name})


def misdirected(method: Method) -> Iterator[Fault]:
    """One step with another target."""
    for name in sorted(method.steps):
        for target in sorted(_reachable(method) - {STEPS[name].target}):
            if STEPS[name].sources == (target,) and STEPS[name].target is None:
                continue  # it stays where it is, said in another way
            yield f"{name} to {target}", _with(name, target=target), method


def widened(method: Method) -> Iterator[Fault]:
    """One step that may be taken in one more state."""
    for name in sorted(method.steps):
        for source in sorted(_reachable(method) - set(STEPS[name].sources)):
            yield f"{name} from {source}", _with(name, sources=(*STEPS[name].sources, source)), method


def unguarded(method: Method) -> Iterator[Fault]:
    """One step that has lost one of its conditions."""
    for name in sorted(method.steps):
        for kind in ("when", "given"):
            rules = getattr(STEPS[name], kind)
            for one in rules:
                yield f"{name} without {one.code}", _with(name, **{kind: tuple(rule for rule in rules if rule is not one)}), method


def _missed(faults: Iterator[Fault]) -> tuple[int, list[str]]:
    planted = list(faults)
    return len(planted), [what for what, steps, method in planted if not never.of_method(steps, method)]


@BOTH
def test_the_machine_as_it_is_breaks_nothing(method: Method) -> None:
    assert never.of_method(STEPS, method) == []


def test_the_statement_is_judged_whenever_the_product_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.nothing_that_may_never_be(None) == []
    monkeypatch.setitem(machine.TenderMachine.steps, "cancel", replace(STEPS["cancel"], when=()))
    found = checks.nothing_that_may_never_be(None)
    assert {message.id for message in found} == {"tenders.E001"}
    assert "specific_small 1: cancel leads from awarded to cancelled without no_contract_signed" in {message.msg for message in found}


@BOTH
def test_every_step_that_is_dropped_from_a_method_is_found(method: Method) -> None:
    planted, missed = _missed(dropped(method))
    assert planted == len(method.steps)
    assert missed == []


@BOTH
def test_every_wrong_target_is_found(method: Method) -> None:
    planted, missed = _missed(misdirected(method))
    assert planted > 8 * len(method.steps)
    assert missed == []


@BOTH
def test_every_source_too_many_is_found(method: Method) -> None:
    planted, missed = _missed(widened(method))
    assert planted > 7 * len(method.steps)
    assert missed == []


@BOTH
def test_a_lost_condition_is_found_in_most_cases_and_always_where_it_guards_a_passage(method: Method) -> None:
    planted, missed = _missed(unguarded(method))
    assert len(missed) <= planted // 5, missed
    for code in ("standstill", "window_closed", "has_authority", "keys_gathered", "no_contract_signed", "amount_not_above_method"):
        assert not [what for what in missed if code in what]


def test_an_officer_who_could_approve_is_found() -> None:
    for method in (SPECIFIC_SMALL, EBIDDING_PRICE):
        found = never.of_method(_with("approve_request", by=(Duty.OFFICER, Duty.APPROVER)), method)
        assert found == ["approve_request leads from requested to approved by officer"]


def test_signing_without_the_standstill_is_found() -> None:
    sign = LotMachine.steps["sign"]
    bare = replace(sign, when=tuple(rule for rule in sign.when if rule.code != "standstill_over"))
    assert never.of_small("lot", {**LotMachine.steps, "sign": bare}) == ["sign leads from awarded to contracted without standstill_over"]


def test_a_signed_lot_that_could_be_opened_again_is_found() -> None:
    reopen = LotMachine.steps["reopen"]
    wide = replace(reopen, sources=(*reopen.sources, L.CONTRACTED))
    assert never.of_small("lot", {**LotMachine.steps, "reopen": wide}) == ["reopen enters open from contracted"]


def test_a_sealed_bid_that_could_be_taken_back_is_found() -> None:
    back = Step((B.SEALED,), B.DRAFT, (Duty.BIDDER,), (), None, name="take_back")  # type: ignore[arg-type]
    assert never.of_small("bid", {**BidMachine.steps, "take_back": back}) == ["take_back enters draft from sealed"]


@pytest.mark.parametrize("kind", ["lot", "bid", "appeal"])
def test_the_small_machines_as_they_are_break_nothing(kind: str) -> None:
    steps = {"lot": LotMachine, "bid": BidMachine, "appeal": machine.AppealMachine}[kind].steps
    assert never.of_small(kind, steps) == []
