"""Supplier registry: companies, evidence, verification, work abandoners."""

from django.apps import AppConfig


class SuppliersConfig(AppConfig):
    name = "suppliers"
    label = "suppliers"

    def ready(self) -> None:
        from marketplace.procedure import waking
        from suppliers import places, registration
        from suppliers.actions import lapsing, reminding

        registration.announce()
        waking.register("suppliers.verifications", due=lapsing.due, knock=lapsing.lapse)
        waking.register("suppliers.evidence", due=reminding.due, knock=reminding.tell)
        places.fill()
