"""Verify the side table of personal values against the commitments in the entries, while the log is walked.

A value may be gone only where an entry says that it was erased, and an erased value may not have come back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from marketplace.audit import chain, personal
from marketplace.audit.breaches import words
from marketplace.audit.models import LogEntry, PersonalValue

if TYPE_CHECKING:
    from marketplace.audit.verification import Report

_CHUNK = 500


class Commitments:
    """Collects commitments entry by entry and compares them in chunks with the stored values."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._waiting: dict[tuple[str, str], tuple[int, str]] = {}
        self._gone: dict[tuple[str, str], int] = {}
        self._erased: set[tuple[str, str]] = set()

    def take(self, position: int, said: dict[str, Any]) -> None:
        """Note the commitments of an entry, and the erasures it reports."""
        for key, commitment in said["personal"].items():
            self._waiting[said["uuid"], key] = (position, commitment)
        if said["event"] == personal.PersonalErased.code:
            self._erased |= personal.erased_by(said)
        if len(self._waiting) >= _CHUNK:
            self._compare()

    def _compare(self) -> None:
        uuids = {UUID(uuid) for uuid, _key in self._waiting}
        stored = {(str(row.entry_uuid), row.key): row for row in PersonalValue.objects.filter(entry_uuid__in=uuids)}
        for place, (position, commitment) in self._waiting.items():
            row = stored.get(place)
            if row is None:
                self._gone[place] = position
                continue
            self._report.personal += 1
            if personal.commitment(place[0], place[1], bytes(row.salt), row.value) != commitment:
                self._report.found(position, words.PERSONAL_CHANGED, key=place[1])
        self._waiting.clear()

    def finish(self) -> None:
        """Compare the rest, then judge what is gone and what is too many."""
        self._compare()
        # Something may have been erased after the walk passed it: look behind the walk as well.
        late = LogEntry.objects.filter(event=personal.PersonalErased.code, position__gte=self._report.size)
        for body in late.values_list("body", flat=True):
            self._erased |= personal.erased_by(chain.said(body))
        for place, position in self._gone.items():
            if place in self._erased:
                self._report.erased += 1
            else:
                self._report.found(position, words.PERSONAL_MISSING, key=place[1])
        if PersonalValue.objects.count() > self._report.personal:
            self._look_for_planted()
        if len(self._erased) > self._report.erased:
            self._look_for_returned()

    def _look_for_planted(self) -> None:
        """Values that no entry committed to."""
        planted: list[tuple[UUID, str]] = []
        for chunk in _chunks():
            committed = _committed(chunk)
            planted += [(uuid, key) for uuid, key in chunk if key not in committed.get(uuid, {})]
        if planted:
            self._report.found(None, words.PERSONAL_PLANTED, count=len(planted), uuid=planted[0][0])

    def _look_for_returned(self) -> None:
        """Values that are there although an entry says that they were erased."""
        for uuid, key in sorted(self._erased - self._gone.keys()):
            position = LogEntry.objects.filter(uuid=uuid).values_list("position", flat=True).first()
            if position is not None and PersonalValue.objects.filter(entry_uuid=uuid, key=key).exists():
                self._report.found(position, words.PERSONAL_NOT_ERASED, key=key)


def _chunks() -> Iterator[list[tuple[UUID, str]]]:
    after = 0
    while True:
        rows = PersonalValue.objects.filter(pk__gt=after).order_by("pk").values_list("pk", "entry_uuid", "key")[:_CHUNK]
        chunk = list(rows)
        if not chunk:
            return
        after = chunk[-1][0]
        yield [(uuid, key) for _pk, uuid, key in chunk]


def _committed(chunk: list[tuple[UUID, str]]) -> dict[UUID, dict[str, Any]]:
    found = LogEntry.objects.filter(uuid__in={uuid for uuid, _key in chunk}).values_list("uuid", "body")
    return {uuid: chain.said(body)["personal"] for uuid, body in found}
