"""The lawful life of a purchase, from plan to award."""

from django.apps import AppConfig


class TendersConfig(AppConfig):
    name = "tenders"
    label = "tenders"

    def ready(self) -> None:
        from marketplace.ui import slots
        from tenders import checks  # noqa: F401
        from tenders.from_listing import buy
        from tenders.registration import register_all

        register_all()
        slots.register("catalog.buy", buy)
