"""Supplier registry: companies, evidence, verification, work abandoners."""

from django.apps import AppConfig


class SuppliersConfig(AppConfig):
    name = "suppliers"
    label = "suppliers"

    def ready(self) -> None:
        from suppliers import places, registration

        registration.announce()
        places.fill()
