"""VAT, withholding tax and stamp duty of a payment by a government payer. Pure. Knows no invoice and no contract row."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Protocol

from marketplace.kernel import money


class Rates(Protocol):
    """The part of a rulebook that taxes need."""

    def percent(self, rule_id: str) -> Decimal: ...
    def covers(self, rule_id: str, satang: int) -> bool: ...


@dataclass(frozen=True, slots=True)
class Payment:
    """How a payment divides, in satang: `total` = `base` + `vat`; `net` = `total` - `withheld` - `penalty`."""

    total: int
    base: int
    vat: int
    withheld: int
    penalty: int
    net: int


def payment(total_satang: int, rates: Rates, *, vat_registered: bool, juristic: bool, penalty_satang: int = 0) -> Payment:
    """Divide `total_satang` (what the vendor charges, VAT included where registered).

    Tax is withheld from the price before VAT, from the amount on at which the Revenue Code begins (juristic persons and
    individuals differ). A late penalty lowers what is paid out, never the bases of the taxes.

    Raises:
        ValueError: a negative amount, or a penalty above what would be paid.
    """
    if total_satang < 0 or penalty_satang < 0:
        raise ValueError("a payment has no negative part")
    base, vat = money.vat_split(total_satang, rates.percent("R.VAT")) if vat_registered else (total_satang, 0)
    begins = "TH.WHT.JURISTIC" if juristic else "TH.WHT.PERSON"
    withheld = money.percent(base, rates.percent("R.WHT")) if rates.covers(begins, base) else 0
    net = total_satang - withheld - penalty_satang
    if net < 0:
        raise ValueError("the penalty is above what would be paid")
    return Payment(total_satang, base, vat, withheld, penalty_satang, net)


def stamp_duty(price_before_vat: int, rate: Decimal) -> int:
    """Stamp duty on hire of work in satang: `rate` percent of the price before VAT, each part of a baht a whole one.

    With 0.1 percent that is one baht for every 1,000 baht or fraction. The plain sale of goods carries none.
    """
    if price_before_vat < 0:
        raise ValueError("a price is not negative")
    return int((Decimal(price_before_vat) * rate / 100 / 100).to_integral_value(rounding=ROUND_CEILING)) * 100
