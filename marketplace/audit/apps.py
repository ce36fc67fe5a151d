"""The append-only log, its Merkle tree, checkpoints and cursors. Everyone writes; nobody edits."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "marketplace.audit"
    label = "audit"

    def ready(self) -> None:
        from marketplace.audit import checks, tasks  # noqa: F401  (register themselves)

        post_migrate.connect(prepare_log, sender=self)
        _import_declarations()


def _import_declarations() -> None:
    """Import `events` and `subscribers` of every app of the product, so that all of them are known."""
    for config in apps.get_app_configs():
        if not Path(config.path).is_relative_to(settings.BASE_DIR) or "site-packages" in config.path:
            continue
        for module in ("events", "subscribers"):
            if find_spec(f"{config.name}.{module}"):
                import_module(f"{config.name}.{module}")


def prepare_log(using: str = "default", **kwargs: Any) -> None:
    """After `migrate` and after a flush of tests: triggers, entry 0, cursors. Idempotent."""
    from marketplace.audit import delivery, genesis, triggers

    if using != "default" or not triggers.tables_exist():
        return
    triggers.install()
    genesis.begin()
    delivery.install_cursors()
