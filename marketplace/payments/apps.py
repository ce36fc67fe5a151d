"""Movement of money through gateways. Knows no tender and no contract."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "marketplace.payments"
    label = "payments"
