"""Supplier registry: companies, evidence, verification, work abandoners."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SuppliersConfig(AppConfig):
    name = "suppliers"
    label = "suppliers"

    def ready(self) -> None:
        from marketplace.procedure import waking
        from suppliers import guarding, places, registration, terms
        from suppliers.actions import lapsing, reminding

        registration.announce()
        waking.register("suppliers.verifications", due=lapsing.due, knock=lapsing.lapse)
        waking.register("suppliers.evidence", due=reminding.due, knock=reminding.tell)
        places.fill()
        guarding.watch()
        post_migrate.connect(terms.after_migrate, sender=self, dispatch_uid="suppliers.first_terms")
