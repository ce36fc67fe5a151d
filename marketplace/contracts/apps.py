"""Orders and contracts: delivery, acceptance, penalty, payment."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "marketplace.contracts"
    label = "contracts"
