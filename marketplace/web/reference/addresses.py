"""Every address of the product with its view and access mark. Reads the URL configuration, opens nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from marketplace.accounts.access import Access

OWN = ("marketplace.", "suppliers.", "catalog.", "tenders.", "cms.")


@dataclass(frozen=True)
class Address:
    """One URL pattern. `name` includes its namespaces; `parameters` are converter names by parameter."""

    route: str
    name: str
    view: Any
    module: str
    access: Access | None
    parameters: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def is_own(self) -> bool:
        """Whether the view is ours; others are a library's, guarded by that library."""
        return self.module.startswith(OWN)


def _module(view: Any) -> str:
    return str(getattr(getattr(view, "view_class", view), "__module__", type(view).__module__))


def _walk(patterns: list[URLPattern | URLResolver], prefix: str, namespaces: tuple[str, ...]) -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern.url_patterns, route, inner)
            continue
        view = pattern.callback
        parameters = {name: type(converter).__name__ for name, converter in getattr(pattern.pattern, "converters", {}).items()}
        name = ":".join((*namespaces, pattern.name or ""))
        yield Address("/" + route, name, view, _module(view), getattr(view, "access", None), parameters)


def every_address() -> list[Address]:
    """All addresses, libraries' included, in the order of the URL configuration."""
    return list(_walk(get_resolver().url_patterns, "", ()))
