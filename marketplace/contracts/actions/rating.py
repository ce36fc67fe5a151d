"""What the buyer found: stars and words for a service of the catalogue, and the supplier's answer. Each is given once."""

from __future__ import annotations

from catalog.actions import ratings
from marketplace.accounts.actor import Actor
from marketplace.contracts.actions.case import Around
from marketplace.contracts.actions.signing import fresh
from marketplace.contracts.models import Contract, Rating
from marketplace.kernel import clock
from marketplace.procedure import sitting


def rate(contract: Contract, *, actor: Actor, seen: int | None = None, stars: int = 0, text: str = "") -> Contract:
    """Rate what the company sold from the catalogue in this purchase; it counts for each listing that was bought."""
    with sitting(contract.tender, actor=actor) as held:
        bought = Around(fresh(contract), actor).listings
        told = {"stars": stars, "text": text.strip(), "rated": [row.ref for row in bought]}
        held.take(contract, "rate", actor=actor, seen=seen, **told)
        made = Rating.objects.create(contract=contract, stars=stars, text=text.strip(), given_at=clock.read(), given_by_id=actor.person_id)
        made.listings.set(bought)
        ratings.count(bought, stars, actor=actor, contract=contract.ref)
    return contract


def answer(contract: Contract, *, actor: Actor, seen: int | None = None, answer: str = "") -> Contract:
    """The company answers the rating of this contract."""
    with sitting(contract.tender, actor=actor) as held:
        held.take(contract, "answer_rating", actor=actor, seen=seen, answer=answer.strip())
        Rating.objects.filter(contract=contract).update(answer=answer.strip(), answered_at=clock.read(), answered_by_id=actor.person_id)
    return contract
