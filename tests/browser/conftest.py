"""A real browser, a real server on loopback, and time that everybody shares: the demo's clock in the database."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from marketplace.kernel import clock
from tests import servers
from tests.browser.walking import Inspection, Walker
from tests.factories.purchases import MONDAY

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for all journeys of this worker."""
    from playwright.sync_api import sync_playwright

    patch = pytest.MonkeyPatch()
    # Playwright keeps an event loop in this thread; the journeys' own few reads of the database are not asynchronous.
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=servers.browser(), args=ARGUMENTS)
        yield browser
        browser.close()
    patch.undo()


@pytest.fixture
def stage(transactional_db: None, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Demo mode, begun on a Monday morning whatever day it really is; mails and files stay in the test."""
    settings.DEMO = True
    settings.MEDIA_ROOT = tmp_path / "media"
    moved, base = clock.demo_offset, MONDAY - clock.read_true()
    # The server runs in threads of this process: they share this clock, and the visitors' control moves it on from here.
    monkeypatch.setattr(clock, "demo_offset", lambda: base + moved())
    return settings


@pytest.fixture
def inspection() -> Iterator[Inspection]:
    """What the pages looked like; a test that reaches its end with a finding fails with all of them."""
    made = Inspection()
    yield made
    assert not made.found, "\n".join(made.found)


@pytest.fixture
def walks(stage: Any, chromium: Any, live_server: Any, inspection: Inspection) -> Iterator[Callable[..., Walker]]:
    """`walks(player)`: that person at a browser. `walks()`: a stranger."""
    opened: list[Walker] = []

    def start(player: Any = None, **kwargs: Any) -> Walker:
        walker = Walker(chromium, live_server.url, inspection, player.person if player is not None else None, **kwargs)
        opened.append(walker)
        return walker

    yield start
    for walker in opened:
        walker.close()
    assert os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
