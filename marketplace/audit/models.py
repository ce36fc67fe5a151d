"""The log's tables. Entries and checkpoints are written once; nothing here can change or remove them.

The database refuses changes too (`triggers`); the guards below only say it earlier and more clearly.
"""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models


class AppendOnly(TypeError):
    """Someone tried to change or remove what may only be added to."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Reads, and `bulk_create` for the module that appends. Nothing else writes."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly("the log is never changed")

    def delete(self) -> NoReturn:
        raise AppendOnly("nothing is removed from the log")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("the log is never changed")


class AppendOnlyModel(models.Model):
    """A row that is written once."""

    objects: ClassVar[Any] = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("entries are recorded inside audit.unit(), never saved")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("nothing is removed from the log")


class LogEntry(AppendOnlyModel):
    """One thing that happened. `body` is the canonical text that the hash covers; the other columns repeat parts
    of it for finding entries, and verification compares them with it."""

    position = models.BigIntegerField(primary_key=True)
    uuid = models.UUIDField(unique=True)
    event = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=40)
    subject_ref = models.CharField(max_length=80)
    root_kind = models.CharField(max_length=40)
    root_ref = models.CharField(max_length=80)
    actor_ref = models.CharField(max_length=80)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    body = models.TextField()
    previous_hash = models.CharField(max_length=64)
    leaf_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["position"]
        indexes = [
            models.Index(fields=["root_kind", "root_ref", "position"], name="audit_by_root"),
            models.Index(fields=["subject_kind", "subject_ref", "position"], name="audit_by_subject"),
            models.Index(fields=["event", "position"], name="audit_by_event"),
            models.Index(fields=["actor_ref", "position"], name="audit_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.event} {self.subject_ref}"


class PersonalValue(models.Model):
    """A personal value of an entry, outside the chain. The entry's body holds only its salted commitment; when
    this row is erased, the entry still verifies and nobody can guess the value from it."""

    entry_uuid = models.UUIDField()
    key = models.CharField(max_length=80)
    about_ref = models.CharField(max_length=80, blank=True)
    salt = models.BinaryField(max_length=32)
    value = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry_uuid", "key"], name="audit_one_value_per_key")]
        indexes = [models.Index(fields=["about_ref"], name="audit_by_person")]

    def __str__(self) -> str:
        return f"{self.key} of {self.entry_uuid}"


class Checkpoint(AppendOnlyModel):
    """A signed statement: at this time the log had `size` entries and this root."""

    size = models.BigIntegerField(unique=True)
    root_hash = models.CharField(max_length=64)
    note = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["size"]

    def __str__(self) -> str:
        return f"checkpoint of {self.size} entries"


class TreeNode(models.Model):
    """Root of 256 nodes of the level below (level 1: of 256 leaves). Derived after commit, never in a transaction
    that writes entries, and never needed for correctness: a missing node is computed."""

    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    node_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="audit_one_node_per_place")]

    def __str__(self) -> str:
        return f"node {self.level}/{self.index}"


class SubscriberCursor(models.Model):
    """How far a subscriber has read. `position` is the last entry it has dealt with; entry 0 is nobody's business."""

    name = models.CharField(max_length=80, primary_key=True)
    position = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    failure = models.TextField(blank=True)
    retry_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} at {self.position}"
