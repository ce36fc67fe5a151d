"""The append-only log, its Merkle tree, checkpoints and cursors. Everyone writes; nobody edits."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "marketplace.audit"
    label = "audit"
