"""Whole purchases at random, judged by an oracle that knows nothing of the machine.

A walk starts a purchase and lets sensible people get on with it, while anybody tries anything at any moment. At some
states the future branches: each branch goes its own way from the same past. `TALAT_WALKS=20` walks twenty times as
far with other seeds; a failure tells the tale of its walk, whose seed repeats it.
"""

from __future__ import annotations

import datetime as dt
import os
import random
from collections import Counter
from itertools import count, cycle
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

from marketplace.contracts.states import C, D
from marketplace.kernel import clock
from suppliers.models import Company
from tenders.actions import preparing, requesting
from tenders.methods import EBIDDING_PRICE, SPECIFIC_SMALL
from tenders.states import A, B, L, Q, S, T
from tests.cast import Cast, assemble
from tests.catalog import shelf
from tests.property import deeds, guide, oracle
from tests.property.stage import Stage, category, undone

pytestmark = pytest.mark.one_round  # the machine against the oracle; the stories run on both databases

FURTHER = int(os.environ.get("TALAT_WALKS", "1"))
MONDAY = dt.datetime(2026, 9, 7, 9, 0, tzinfo=clock.BANGKOK)
#: Further ways from the moment at which a walk first comes to a state: how people are inclined on them, and where they
#: are to lead. Each is gone once in a round, by the first walk that comes by.
WAYS: dict[str, list[dict[str, Any]]] = {
    T.APPROVED: [{"until": ("tender", T.WITHDRAWN), "gives_up": 1.0, "send_back": 1.0}],
    T.COMMENTING: [{"until": ("tender", T.READY), "haste": 1.0, "send_back": 0.5}],
    T.READY: [{"dear": 1.0, "bidders": 2, "reject": 0.0, "listed": 0.0}],
    T.INVITING: [
        {"until": ("bid", B.UNOPENED), "bidders": 2, "cancels_sealed": True},
        {"until": ("tender", T.FAILED), "bidders": 0},
        {"bidders": 2, "reject": 0.2, "haste": 0.6, "listed": 0.0, "defects": 0.0},
    ],
    T.EVALUATING: [{"until": ("tender", T.FAILED), "reject": 1.0}],
    T.AWARDED: [
        *({"until": ("appeal", state), "appeal": 1.0, "verdict": verdict, "haste": 0.5, "refuses_to_sign": 0.0, "cancel": 0.0} for verdict, state in [
            ("refuse_admission", A.INADMISSIBLE), ("dismiss", A.DISMISSED), ("lapse", A.LAPSED), ("withdraw", A.WITHDRAWN), ("agree", A.AGREED),
        ]),
        {"appeal": 1.0, "verdict": "uphold", "until": ("tender", T.CONCLUDED), "listed": 0.0},
        {"until": ("contract", C.VOID), "voids": True, "appeal": 0.0, "haste": 0.0},
        {"refuses_to_sign": 1.0, "appeal": 0.0, "until": ("tender", T.FAILED)},
    ],
    T.CONCLUDED: [
        {"until": ("delivery", D.REFUSED), "ends_spoiled": True, "terminates": 0.0, "defects": 1.0, "haste": 0.0},
        {"until": ("contract", C.TERMINATED), "defects": 0.5, "terminates": 0.2, "late": 1.0},
        {"defects": 0.3, "late": 0.6, "haste": 0.3},
    ],
}  # fmt: skip
MOST_ATTEMPTS = 70
MOST_WAYS = 4
#: How often anybody tries anything before the next sensible attempt.
WILD = 0.4
SPECIFIC_BUDGETS = (9_000_000, 10_000_000, 10_000_001, 30_000_000, 50_000_000, 50_000_001)
BIDDING_BUDGETS = (50_000_000, 50_000_001, 240_000_000, 240_000_000, 500_000_000, 500_000_001)


ROUND = (EBIDDING_PRICE, EBIDDING_PRICE, EBIDDING_PRICE, SPECIFIC_SMALL, SPECIFIC_SMALL, SPECIFIC_SMALL)


class Walks:
    """All walks of a run: what they reached, how long they were, what the oracle saw."""

    def __init__(self, cast: Cast, listings: dict[int, Any]) -> None:
        self.cast, self.listings = cast, listings
        self.reached: Counter[tuple[str, str]] = Counter()
        self.ends, self.entries = 0, 0
        self.comment_rounds = cycle((True, False))
        self.ways: dict[str, list[dict[str, Any]]] = {}

    def begin(self, seed: int, method: Any) -> None:
        """Walk from the start, with all branches, and take everything back."""
        rng = random.Random(seed)
        with undone():
            cache.clear()
            stage = Stage(self.cast, list(self.listings.values()), rng, MONDAY, guide.a_temper(rng))
            stage.tale.append(f"walk {seed} by {method.code}")
            self._start(stage, method)
            self.go_on(stage)

    def _start(self, stage: Stage, method: Any) -> None:
        officer, head_of_agency, rng = self.cast.officer.actor, self.cast.head_of_agency.actor, stage.rng
        budget = rng.choice(BIDDING_BUDGETS if method.invites_bids else SPECIFIC_BUDGETS)
        told: dict[str, Any] = {"need": "ลดเวลา", "budget_source": "เทศบัญญัติ", "delivery_days": 60, "method_reason": "ตามวงเงิน"}
        with clock.shifted_to(stage.now):
            if method.invites_bids:
                line = requesting.draft_plan_line(
                    actor=officer, title="ระบบ", category=category("construction-permit"), budget_satang=budget, budget_source="เทศบัญญัติ",
                    fiscal_year=2569, month=dt.date(2026, 9, 1),
                )  # fmt: skip
                requesting.publish_plan_line(line, actor=head_of_agency)
                told |= {"plan_line": line, "comment_round": next(self.comment_rounds)}
            else:
                told["items"] = [(rng.choice(stage.listings), 1, 1)]
            stage.tender = preparing.start_purchase(
                actor=officer, title="จ้างพัฒนาระบบ", category=category("construction-permit"), method=method, budget_satang=budget, **told
            )
        stage.read_log()

    def go_on(self, stage: Stage) -> None:
        """Walk to an end, branching on the way; the oracle judges what has happened then."""
        left = MOST_ATTEMPTS
        while left and not guide.is_over(stage):
            state = str(stage.tender.state)
            if state not in stage.forked:
                stage.forked.add(state)
                most = MOST_WAYS if stage.tender.method.invites_bids else 1
                here = self.ways.get(state, [])
                ways = [way for way in here if stage.tender.method.has_standstill or not way.get("appeal")][:most]
                self.ways[state] = [way for way in here if way not in ways]
                for way in ways:
                    seed = stage.rng.getrandbits(32)
                    with undone():
                        other = stage.branch(seed, guide.a_temper(random.Random(seed)) | way)
                        other.tale.append(f"-- another way from {state}: {way}")
                        self.go_on(other)
            while stage.rng.random() < WILD:
                anybody(stage)
            guide.onward(stage)
            left -= 1
        for _ in range(3):
            anybody(stage)
        self.close(stage)

    def close(self, stage: Stage) -> None:
        self.ends += 1
        self.entries += len(stage.entries)
        self.reached.update({(entry.subject[0], entry.target) for entry in stage.entries if entry.target})
        breaches = oracle.judge(stage.history())
        stage.must(not breaches, "\n".join(map(str, breaches)))


def anybody(stage: Stage) -> None:
    stage.pass_time(seconds=stage.rng.choice([0, 1, 600, 7200]))
    stage.look_at_bids(deeds.rng_player(stage)) if stage.rng.random() < 0.2 else None
    (deeds.any_step if stage.rng.random() < 0.7 else deeds.anything)(stage)


@pytest.fixture(scope="module")
def walks(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Everything walked once; the tests below ask what came of it."""
    from django.conf import settings

    patch = pytest.MonkeyPatch()
    patch.setattr(settings, "MEDIA_ROOT", tmp_path_factory.mktemp("media"))
    table = transaction.atomic()
    table._from_testcase = True
    with django_db_blocker.unblock(), table:
        cast = assemble()
        Company.objects.update(vat_registered=True)
        with clock.shifted_to(MONDAY):
            listings = {price: shelf.live(cast, company="lanna", price_satang=price).live_version for price in (9_000_000, 30_000_000)}
        made, serial = Walks(cast, listings), count()
        for number in range(FURTHER):
            made.ways = {state: list(ways) for state, ways in WAYS.items()}
            for method in ROUND:
                made.begin(100 * number + next(serial), method)
        transaction.set_rollback(True)
        yield made
    patch.undo()


def test_nothing_that_must_never_be_has_been(walks: Walks) -> None:
    """Every walk was judged when it ended; here is how far they came."""
    print(f"\n{walks.ends} ways, {walks.entries} entries")
    for (kind, state), times in sorted(walks.reached.items()):
        print(f"  {kind:9} {state:16} {times}")
    assert walks.ends >= 15


IMPORTANT = {
    "tender": set(T) - {T.DRAFTING} | {T.DRAFTING}, "lot": set(L), "bid": set(B) - {B.DRAFT}, "appeal": set(A) - {A.FILED},
    "seat": {S.SWORN, S.RECUSED}, "question": {Q.ANSWERED}, "contract": set(C) - {C.DRAFTING} | {C.DRAFTING}, "delivery": set(D) - {D.DUE},
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(IMPORTANT))
def test_the_walks_come_to_every_state(walks: Walks, kind: str) -> None:
    reached = {state for (of, state) in walks.reached if of == kind}
    missing = sorted({str(state) for state in IMPORTANT[kind]} - reached)
    assert missing == []
