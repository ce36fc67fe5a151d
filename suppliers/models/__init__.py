"""Rows of the supplier registry. Knows no listing and no purchase."""

from suppliers.models.abandoner import Abandoner, AbandonerCheck, AbandonerImport, NamesakeClearing
from suppliers.models.change import ChangeRequest
from suppliers.models.company import BankAccount, Company, Director
from suppliers.models.evidence import Evidence, Finding, RegistryAnswer
from suppliers.models.terms import TermsAcceptance, TermsVersion

__all__ = [
    "Abandoner",
    "AbandonerCheck",
    "AbandonerImport",
    "BankAccount",
    "ChangeRequest",
    "Company",
    "Director",
    "Evidence",
    "Finding",
    "NamesakeClearing",
    "RegistryAnswer",
    "TermsAcceptance",
    "TermsVersion",
]
