"""Rows of the supplier registry. Knows no listing and no purchase."""

from suppliers.models.abandoner import Abandoner, AbandonerCheck, AbandonerImport, NamesakeClearing
from suppliers.models.company import BankAccount, Company, Director
from suppliers.models.evidence import Evidence, Finding, RegistryAnswer
from suppliers.models.team import Invitation

__all__ = [
    "Abandoner",
    "AbandonerCheck",
    "AbandonerImport",
    "BankAccount",
    "Company",
    "Director",
    "Evidence",
    "Finding",
    "Invitation",
    "NamesakeClearing",
    "RegistryAnswer",
]
