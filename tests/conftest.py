"""What every test stands on: a database copied from a template, no network but loopback, honest skips, the cast.

Nothing here knows a domain object but through `tests.cast`.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase

from tests import servers, template_database

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
REAL = os.environ.get("CI") == "true"
#: What a marker needs, and the sentence shown where it is missing.
NEEDS = {
    "postgresql": (lambda: connection.vendor == "postgresql", "needs PostgreSQL: set DATABASE_URL, or run with CI=true"),
    "redis": (lambda: bool(os.environ.get("TALAT_TEST_REDIS")), "needs a Redis: run with CI=true"),
    "browser": (lambda: bool(servers.browser()), "needs a browser (Debian: apt install chromium-headless-shell)"),
    "elasticsearch": (lambda: bool(os.environ.get("TALAT_TEST_ELASTICSEARCH")), "needs an Elasticsearch: run with CI=true"),
    "shared": (SHARED.is_dir, "needs the folder of facts and schemas beside the repository"),
}
#: Markers whose tests belong to another round of a full run, and are left out of this one rather than skipped.
OTHER_ROUND = {"postgresql", "elasticsearch"}
#: Fixtures through which a test reaches the database. In the round on PostgreSQL only such tests are run again.
DATABASE_FIXTURES = {"_django_db_helper", "django_db_setup"}


# --- skips that say why, and that CI does not accept


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    gc.freeze()
    kept, left_out = [], []
    second_round = REAL and connection.vendor == "postgresql"
    for item in items:
        asks_database = item.get_closest_marker("django_db") or DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ()))
        if second_round and (not asks_database or item.get_closest_marker("one_round")):
            left_out.append(item)  # it has run in the round on SQLite
            continue
        lacking = [name for name in NEEDS if item.get_closest_marker(name) and not NEEDS[name][0]()]
        if REAL and OTHER_ROUND.intersection(lacking):
            left_out.append(item)
            continue
        for name in lacking:
            item.add_marker(pytest.mark.skip(reason=NEEDS[name][1]))
        kept.append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    from tests import together

    return together.scheduler(config, log)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    outcome: Any = yield
    report = outcome.get_result()
    may_skip = item.get_closest_marker("shared") is not None and not SHARED.is_dir()
    if REAL and report.skipped and not hasattr(report, "wasxfail") and not may_skip:
        report.outcome = "failed"
        report.longrepr = f"Skipped although CI=true: {report.longrepr}"


@pytest.hookimpl(hookwrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    outcome: Any = yield
    report = outcome.get_result()
    if REAL and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"A whole file was skipped although CI=true: {report.longrepr}"


# --- the database


def _run(config: pytest.Config) -> str:
    """One name for the run, the same in every worker."""
    workerinput = getattr(config, "workerinput", None)
    return str(workerinput["testrunuid"] if workerinput is not None else config.option.testrunuid)


@pytest.fixture(scope="session")
def database_template(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[template_database.Template]:
    from django.conf import settings

    worker = os.environ.get("PYTEST_XDIST_WORKER", "master")
    made = template_database.template(_run(request.config), worker, Path(settings.VAR_DIR))
    with django_db_blocker.unblock():
        made.prepare()
    yield made
    with django_db_blocker.unblock():
        made.drop()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, database_template: template_database.Template) -> Iterator[None]:
    """Instead of pytest-django's own: copied, not migrated; restored, not flushed."""
    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: database_template.restore())
    yield
    patch.undo()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The run's seeded copy is removed when the last worker has ended."""
    from pytest_django.plugin import blocking_manager_key

    blocker = session.config.stash.get(blocking_manager_key, None)
    if getattr(session.config, "workerinput", None) is None and blocker is not None:
        with blocker.unblock():
            template_database.template(_run(session.config), "controller", ROOT).forget()


# --- words


def pytest_configure(config: pytest.Config) -> None:
    """Name the run; and compile Thai texts anew where a .po changed."""
    gc.set_threshold(50_000, 20, 50)  # what a test leaves behind is little beside what the product has loaded
    if getattr(config, "workerinput", None) is None:
        config.option.testrunuid = getattr(config.option, "testrunuid", None) or uuid.uuid4().hex
        from django.utils.translation.reloader import translation_file_changed

        from marketplace.kernel import translations

        fresh = False
        for po in ROOT.glob("**/locale/th/LC_MESSAGES/django.po"):
            if ".venv" not in po.parts:
                fresh |= translations.compile_catalog(translations.TextSource(po.parents[3].name, po.parents[3]))
        if fresh:  # Django has read the old texts already, while it started
            translation_file_changed(sender=None, file_path=Path("django.mo"))


# --- time


class Clock:
    """The product's clock, held still for one test. `set` moves it both ways, `advance` forward."""

    def __init__(self, moment: dt.datetime) -> None:
        self._held = ExitStack()
        self.set(moment)

    def set(self, moment: dt.datetime) -> dt.datetime:
        from marketplace.kernel import clock

        self._held.close()
        self._held.enter_context(clock.shifted_to(moment))
        self.moment = moment
        return moment

    def advance(self, **amount: float) -> dt.datetime:
        """`advance(days=1, hours=2)`: as `timedelta`."""
        return self.set(self.moment + dt.timedelta(**amount))

    def release(self) -> None:
        self._held.close()


@pytest.fixture
def clock() -> Iterator[Clock]:
    """Time stands at a Tuesday noon, 17 November 2026, in Bangkok until the test moves it."""
    from marketplace.kernel import clock as product_clock

    held = Clock(product_clock.at(dt.date(2026, 11, 17), dt.time(12)))
    yield held
    held.release()


# --- people and folders


@pytest.fixture(scope="session", autouse=True)
def _cheap_passphrases() -> Iterator[None]:
    """Key holders' passphrases are stretched lightly, as passwords are hashed lightly: they are made in many tests."""
    from tenders.sealing import officer_key

    patch = pytest.MonkeyPatch()
    patch.setattr(officer_key, "STANDARD", officer_key.Cost(passes=1, lanes=1, memory=8))
    yield
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_listed_once() -> Iterator[None]:
    """Every test client builds the chain of middleware anew; the folder of static files is the same for all of them."""
    from whitenoise.middleware import WhiteNoiseMiddleware

    listing, listed = WhiteNoiseMiddleware.add_files_from_finders, {}

    def add(self: Any) -> None:
        if not listed:
            listing(self)
            listed.update(self.files)
        self.files.update(listed)

    patch = pytest.MonkeyPatch()
    patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", add)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def _every_test_begins_in_thai() -> None:
    """A page in English leaves its language behind in the thread."""
    from django.utils import translation

    translation.deactivate()


@pytest.fixture(autouse=True)
def _no_index_stays() -> Iterator[None]:
    """An index that a test built where the settings say knows a log that the next test does not have."""
    yield
    from django.conf import settings

    folder = Path(settings.VAR_DIR) / "search"
    if folder.exists():
        from catalog import search

        search._made.cache_clear()
        shutil.rmtree(folder)


@pytest.fixture
def cast(db: None) -> Any:
    """The named people of `tests.cast`, each with an organisation and duties."""
    from tests.cast import assemble

    return assemble()


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """The folder of facts and schemas; only for tests marked `shared`."""
    return SHARED
