"""How the stars that buyers gave to a service add up. Pure; whole stars in, nothing rounded before it is shown."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

#: What a buyer may give.
STARS = (1, 2, 3, 4, 5)
#: So few stars need words.
FEW_STARS = (1, 2)
#: Every service is ranked as if it had this many ratings more, all in the middle: one good word does not outrank fifty.
DOUBT, MIDDLE = 3, 3


def mean(number: int, total: int) -> Decimal | None:
    """Mean of `number` ratings with `total` stars, to one decimal; None where nobody has rated."""
    if not number:
        return None
    return (Decimal(total) / number).quantize(Decimal("0.1"), ROUND_HALF_UP)


def standing(number: int, total: int) -> int:
    """By what services are ranked, in thousandths of a star: the mean, drawn to the middle where few have rated."""
    return (total + DOUBT * MIDDLE) * 1000 // (number + DOUBT)
