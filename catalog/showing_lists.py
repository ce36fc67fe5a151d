"""Lines of a shortlist in the words of pages: what is said of each listing, what has changed since it was looked at."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalog.actions.shortlists import Line, lines_of
from catalog.models import Shortlist
from catalog.showing import deciding_facts
from marketplace.kernel import clock, money


@dataclass(frozen=True)
class ShownLine(Line):
    """A line with what a hurried reader must not miss."""

    warnings: tuple[str, ...] = ()

    @property
    def facts(self) -> list[str]:
        """The facts that decide in this category."""
        return [f"{label}: {text}" for label, text in deciding_facts(self.version)]


def shown_lines(shortlist: Shortlist) -> list[ShownLine]:
    """Every line, with its warnings."""
    today = clock.today()
    found = []
    for line in lines_of(shortlist):
        listing, entry = line.entry.listing, line.entry
        warnings = []
        if not listing.is_live(today):
            warnings.append(_("Not on sale just now."))
        elif entry.moved_on and shortlist.is_open and entry.is_kept:
            warnings.append(
                _("Changed since it was marked: version %(old)s then, version %(new)s now.")
                % {"old": entry.version.number, "new": line.version.number}
                + _price_moved(line)
            )
        elif entry.moved_on and shortlist.is_frozen and listing.live_version is not None:
            warnings.append(_("Version %(n)s is on sale by now; this list keeps version %(kept)s.") % {"n": listing.live_version.number, "kept": entry.version.number})  # fmt: skip
        if shortlist.is_open and entry.is_kept and line.total_satang is None:
            warnings.append(_("Its price has another unit, so there is no total for this case."))
        found.append(ShownLine(line.entry, line.version, line.case, line.total_satang, tuple(warnings)))
    return found


def _price_moved(line: Line) -> str:
    """` Price of one unit: 200 baht then, 250 now.`, where the stated price is another one."""
    then, now = line.entry.version.price_satang, line.version.price_satang
    if then is None or now is None or then == now:
        return ""
    return " " + _("Stated price of one unit: %(then)s baht then, %(now)s now.") % {"then": money.baht(then), "now": money.baht(now)}
