"""Ways of moving money, behind one interface. A gateway knows neither purchases nor contracts.

Whoever needs another way writes a class with this interface in a module of its own and registers it from
`AppConfig.ready`; nothing else of the product changes. Only that module may import the provider's library.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.functional import Promise


@dataclass(frozen=True)
class Order:
    """What is to be paid: amount in satang, and for what, by kind and reference."""

    amount_satang: int
    purpose_kind: str
    purpose_ref: str
    payer_ref: str
    payee_ref: str


@dataclass(frozen=True)
class Begun:
    """What the gateway answered.

    Attributes:
        done: whether the money has gone out already; if not, the gateway reports later.
        reference: the bank's, treasury's or provider's reference.
        paid_on: day on which the money went out, where it has.
        evidence: an uploaded file that shows it, where there is one.
    """

    done: bool
    reference: str
    paid_on: dt.date | None = None
    evidence: Any = None


class PaymentGateway(Protocol):
    """One way of moving money."""

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str | Promise: ...

    @property
    def form(self) -> type[Any]:
        """The form (a subclass of `TalatForm`) for what the gateway must be told; its cleaned data are the details."""
        ...

    def begin(self, order: Order, details: Mapping[str, Any]) -> Begun:
        """Move the money, or write down that it was moved. Called inside the sitting that records the payment."""
        ...


class UnknownGateway(LookupError):
    """No gateway of this code is registered."""


_gateways: dict[str, PaymentGateway] = {}


def register(gateway: PaymentGateway) -> None:
    """Offer `gateway`; registering the same code again replaces it."""
    _gateways[gateway.code] = gateway


def gateway(code: str) -> PaymentGateway:
    """The gateway of `code`. Raises UnknownGateway."""
    try:
        return _gateways[code]
    except KeyError:
        raise UnknownGateway(code) from None


def all_gateways() -> list[PaymentGateway]:
    """Every gateway, by code."""
    return [_gateways[code] for code in sorted(_gateways)]
