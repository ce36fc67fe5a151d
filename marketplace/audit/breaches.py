"""What can be wrong with a log, in sentences for the person who must act on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Breach:
    """Something that does not fit. `position` is the first entry concerned; None where it is not about entries."""

    position: int | None
    words: Promise
    params: Mapping[str, Any]

    @property
    def sentence(self) -> str:
        """The sentence in the reader's language."""
        return str(self.words) % dict(self.params)


class words:
    """The sentences."""

    MISSING = _("Entry %(position)d is missing.")
    BEFORE_FIRST = _("There are entries before the first one.")
    TEXT_CHANGED = _("Entry %(position)d was changed: its text, its place or the entry before it does not give its hash.")
    CHAIN_BROKEN = _("Entry %(position)d does not follow entry %(before)d: one of the two was changed afterwards.")
    UNREADABLE = _("Entry %(position)d cannot be read as an entry.")
    COLUMN_CHANGED = _("Entry %(position)d: the column “%(column)s” says something else than the text.")
    NOT_CANONICAL = _("Entry %(position)d is not written in canonical form.")
    NO_BEGINNING = _("Entry 0 does not say that the log began.")
    SHIFTED = _("Entry %(position)d was written with a shifted clock, although the log is not a demo's.")
    SHORTENED = _("Entry %(position)d is missing: a checkpoint was signed when the log had %(size)d entries.")
    REWRITTEN = _(
        "Entries %(first)d to %(last)d: at least one was changed and all hashes recomputed. The checkpoint of "
        "%(size)d entries was signed over other entries."
    )
    REWRITTEN_KEPT = _(
        "Entries %(first)d to %(last)d: at least one was changed and all hashes recomputed. The checkpoint of "
        "%(size)d entries that you kept was signed over other entries."
    )
    NODE_CHANGED = _("Entry %(position)d and those after it: the stored tree node %(level)d/%(index)d does not follow from them.")
    CHECKPOINT_UNREADABLE = _("Stored checkpoint number %(number)d cannot be read.")
    CHECKPOINT_NOT_SIGNED = _("The stored checkpoint of %(size)d entries is not signed by a key of this log.")
    KEPT_NOT_SIGNED = _("The checkpoint of %(size)d entries that you gave is not signed by a key of this log.")
    OTHER_KEY = _(
        "The log announces another signing key than this platform's (%(key)s). If TALAT_PLATFORM_KEY was replaced "
        "just now, run `manage.py checkpoint` first."
    )
    PERSONAL_CHANGED = _("Entry %(position)d: the personal value “%(key)s” is not the one that was recorded.")
    PERSONAL_MISSING = _("Entry %(position)d: the personal value “%(key)s” is gone, and no entry says that it was erased.")
    PERSONAL_PLANTED = _("There are %(count)d personal values that no entry recorded, for example of entry %(uuid)s.")
    PERSONAL_NOT_ERASED = _("Entry %(position)d: the personal value “%(key)s” is still there although an entry says that it was erased.")
    BUNDLE_DAMAGED = _("The bundle itself is damaged at entry %(position)d.")
    SHORTER_THAN_BUNDLE = _("Entry %(position)d is missing; the bundle that you kept has it.")
    DIFFERS_FROM_BUNDLE = _("Entry %(position)d was changed: it differs from the bundle that you kept.")
