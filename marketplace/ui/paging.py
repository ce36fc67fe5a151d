"""Lists in pages by key, not by number: a page costs the same at the start and at row 100,000.

Must not know what it pages: it takes a queryset and the columns of its order.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, QueryDict

Row = TypeVar("Row", bound=Model)
AFTER, BEFORE = "after", "before"


@dataclass
class Page(Generic[Row]):
    """One page of rows, with the addresses of its neighbours (empty where there is none)."""

    items: list[Row]
    next_url: str = ""
    previous_url: str = ""
    first_url: str = ""
    size: int = 0
    extra: dict[str, Any] = field(default_factory=dict)

    def __iter__(self):
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def alone(self) -> bool:
        """Everything fits on this page."""
        return not (self.next_url or self.previous_url)


class Keyset(Generic[Row]):
    """Pages of `queryset` in the order of `order`.

    Args:
        queryset: what to page; filters and annotations stay, its own order is replaced.
        order: columns or annotations, `-` for descending; none may hold NULL and the last must be unique.
        size: rows per page.

    One query per page. A cursor that cannot be read (an old link, a typed one) gives the first page.
    """

    def __init__(self, queryset: QuerySet[Row], order: tuple[str, ...] = ("-id",), size: int = 20) -> None:
        self.queryset = queryset
        self.order = order
        self.size = size

    def page(self, request: HttpRequest) -> Page[Row]:
        """The page that the request's `after` or `before` asks for. Other parameters stay in the links."""
        return self.page_of(request.GET, request.path)

    def page_of(self, parameters: QueryDict, path: str = "") -> Page[Row]:
        """Like `page`, for callers without a request."""
        backward = BEFORE in parameters and AFTER not in parameters
        key = self._read(parameters.get(BEFORE if backward else AFTER, ""))
        if key is None:
            backward = False
        order = tuple(_turned(column) for column in self.order) if backward else self.order
        rows = self.queryset.order_by(*order)
        if key is not None:
            rows = rows.filter(_beyond(order, key))
        found = list(rows[: self.size + 1])
        more = len(found) > self.size
        found = found[: self.size]
        if backward:
            found.reverse()
        has_next = bool(key is not None and found) if backward else more
        has_previous = more if backward else key is not None
        page: Page[Row] = Page(found, size=self.size)
        if found and has_next:
            page.next_url = self._link(path, parameters, AFTER, found[-1])
        if has_previous:
            page.first_url = self._link(path, parameters, "", None)
            page.previous_url = self._link(path, parameters, BEFORE, found[0]) if found else page.first_url
        return page

    def _link(self, path: str, parameters: QueryDict, name: str, row: Row | None) -> str:
        kept = parameters.copy()
        for cursor in (AFTER, BEFORE):
            kept.pop(cursor, None)
        if row is not None:
            kept[name] = self._write(row)
        query = kept.urlencode()
        return f"{path}?{query}" if query else (path or "?")

    def _write(self, row: Row) -> str:
        values = [_packed(_value(row, column.lstrip("-"))) for column in self.order]
        return base64.urlsafe_b64encode(json.dumps(values, separators=(",", ":")).encode()).decode().rstrip("=")

    def _read(self, cursor: str) -> list[Any] | None:
        if not cursor or len(cursor) > 1000:
            return None
        try:
            values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
            unpacked = [_unpacked(value) for value in values]
        except (binascii.Error, ValueError, TypeError, KeyError, ArithmeticError):
            return None
        return unpacked if len(unpacked) == len(self.order) else None


def _turned(column: str) -> str:
    return column[1:] if column.startswith("-") else f"-{column}"


def _beyond(order: tuple[str, ...], key: list[Any]) -> Q:
    """Rows that come after `key` in `order`; columns may go in different directions."""
    condition = Q()
    equal = Q()
    for column, value in zip(order, key, strict=True):
        name = column.lstrip("-")
        comparison = "lt" if column.startswith("-") else "gt"
        condition |= equal & Q(**{f"{name}__{comparison}": value})
        equal &= Q(**{name: value})
    return condition


def _value(row: Any, path: str) -> Any:
    for part in path.split("__"):
        row = row.pk if part == "pk" else getattr(row, part)
    return row


def _packed(value: Any) -> list[Any]:
    if isinstance(value, datetime):
        return ["t", value.isoformat()]
    if isinstance(value, date):
        return ["d", value.isoformat()]
    if isinstance(value, UUID):
        return ["u", str(value)]
    if isinstance(value, Decimal):
        return ["n", str(value)]
    if isinstance(value, (bool, int, str, float)):
        return ["v", value]
    raise TypeError(f"{type(value).__name__} cannot be a key of a page")


def _unpacked(packed: list[Any]) -> Any:
    kind, value = packed
    if kind == "v":
        if not isinstance(value, (bool, int, str, float)):
            raise TypeError(kind)
        return value
    readers: dict[str, Any] = {"t": datetime.fromisoformat, "d": date.fromisoformat, "u": UUID, "n": Decimal}
    return readers[kind](value)
