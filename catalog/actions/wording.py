"""Changing the word lists of the search. A changed dictionary lets the index be built anew; the other lists need nothing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from catalog import events
from catalog.models import WordList
from catalog.search import kept, lists
from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock
from marketplace.law import clauses
from marketplace.procedure.door import locked
from marketplace.procedure.refusals import Refusal, Refused, stale, wrong_duty


def present(kind: str) -> tuple[str, int]:
    """The text of a list as it counts now, and the version that a page shows (0: nobody has edited it)."""
    row = WordList.objects.filter(ref=kind).first()
    return (row.content, row.version) if row else (lists.shipped_text(kind), 0)


def change(kind: str, content: str, *, actor: Actor, seen: int) -> WordList:
    """Let a list read `content` from now on.

    Raises:
        Refused: not a rule editor's hand, changed by somebody else meanwhile, or a line that cannot be read.
    """
    if kind not in lists.FILES:
        raise ValueError(f"there is no list {kind!r}")
    if not actor.has(Duty.RULE_EDITOR) or actor.person_id is None:
        raise Refused([wrong_duty(Duty.RULE_EDITOR.label)])
    content = "\n".join(line.rstrip() for line in content.replace("\r\n", "\n").split("\n")).strip("\n") + "\n"
    _judge(kind, content)
    with audit.unit():
        now = clock.read()
        row = WordList.objects.filter(ref=kind).first()
        row = locked(row) if row else WordList(ref=kind, content=lists.shipped_text(kind))
        if row.version != seen:
            raise Refused([stale()])
        before, after = ([line for _number, line in lists.entries(text)] for text in (row.content, content))
        row.content, row.version, row.changed_at, row.changed_by_id = content, row.version + 1, now, actor.person_id
        row.save()
        told = {
            "kind": kind,
            "added": [line for line in after if line not in before],
            "removed": [line for line in before if line not in after],
        }
        audit.record(events.WordListChanged, actor=actor.under(Duty.RULE_EDITOR), subject=row, payload=told)
    kept.refresh(now=True)
    return row


def _judge(kind: str, content: str) -> None:
    try:
        lists.read({kind: content})
    except lists.UnreadableList as fault:
        raise Refused(
            [
                Refusal(
                    "unreadable_list",
                    _("Line %(line)s cannot be read: %(text)s"),
                    clauses.HOUSE_COMPLETE,
                    remedy=_("Join words that mean the same by “=”, or write “a > b, c” for one way only."),
                    params={"line": str(fault.line), "text": fault.text},
                )
            ]
        ) from None
