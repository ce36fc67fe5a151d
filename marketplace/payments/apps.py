"""Money that moves: who paid whom, how much, and the evidence. Knows no tender and no contract."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "marketplace.payments"
    label = "payments"

    def ready(self) -> None:
        from marketplace.payments import gateways, registration
        from marketplace.payments.gateways.manual import Manual

        gateways.register(Manual())
        registration.announce()
