"""The engine of every machine: step, rule, refusals, sitting. Knows no machine in particular."""

from django.apps import AppConfig


class ProcedureConfig(AppConfig):
    name = "marketplace.procedure"
    label = "procedure"

    def ready(self) -> None:
        from marketplace.procedure import checks, events  # noqa: F401
