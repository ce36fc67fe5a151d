"""What every story has: the cast, a category, and short ways to ask why something was refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from catalog.models import Category
from marketplace.procedure import Refusal, Refused
from suppliers.models import Company
from tests.cast import Cast
from tests.factories import purchases as p


@pytest.fixture
def play(cast: Cast) -> p.Play:
    """The cast's companies, registered for VAT, and a category; nothing is bought yet."""
    Company.objects.update(vat_registered=True)
    return p.Play(cast=cast, category=Category.objects.get(code="construction-permit"))


class Reasons(dict[str, Refusal]):
    """The refusals of one attempt, by the name of their rule."""


@contextmanager
def refused() -> Iterator[Reasons]:
    """What happens inside is refused; afterwards the reasons can be read."""
    reasons = Reasons()
    with pytest.raises(Refused) as caught:
        yield reasons
    reasons.update({refusal.code: refusal for refusal in caught.value.refusals})
