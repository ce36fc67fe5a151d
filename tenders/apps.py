"""The lawful life of a purchase, from plan to award."""

from django.apps import AppConfig


class TendersConfig(AppConfig):
    name = "tenders"
    label = "tenders"

    def ready(self) -> None:
        from marketplace.procedure import waking as clockwork
        from marketplace.ui import slots
        from tenders import checks  # noqa: F401
        from tenders.actions import waking
        from tenders.from_listing import buy
        from tenders.registration import register_all

        register_all()
        clockwork.register("tenders.dates", due=waking.due, knock=waking.tell)
        clockwork.register("tenders.appeals", due=waking.due_appeals, knock=waking.lapse)
        slots.register("catalog.buy", buy)
