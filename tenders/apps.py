"""The lawful life of a purchase, from plan to award."""

from django.apps import AppConfig


class TendersConfig(AppConfig):
    name = "tenders"
    label = "tenders"

    def ready(self) -> None:
        from tenders.registration import register_all

        register_all()
