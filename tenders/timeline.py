"""The road of a purchase: past steps from its rows, the present one, the lawful next ones with their dates. Reads only."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from marketplace.accounts.duty import Duty
from marketplace.kernel import clock
from marketplace.law import clauses as c
from tenders.models import Tender
from tenders.states import FINAL, T


def road(tender: Tender) -> list[dict[str, Any]]:
    """Items for the timeline component: title, state, when, who, note, basis.

    Only dates that are known or fixed by published facts are shown; nothing is guessed.
    """
    bids = tender.method.invites_bids
    again = tender.state == T.DRAFTING  # a report that was sent back or taken back is written anew
    items = [
        _item(_("Request report"), None if again else tender.requested_at, c.REG_22),
        _item(_("Approval of the request"), None if again else tender.approved_at, c.REG_24),
    ]
    if bids:
        if tender.rounds or tender.comment_round:
            items.append(
                _item(
                    _("Draft open for comments"),
                    tender.comments_until,
                    c.REG_46,
                    note=_("round %(n)s") % {"n": tender.rounds} if tender.rounds > 1 else "",
                )
            )
        items += [
            _item(_("Invitation"), tender.published_at, c.REG_51),
            _item(
                _("Bid day, envelopes sealed"),
                tender.bid_opens_at,
                c.REG_54,
                done=_after(tender, "opened_at") or tender.state not in BEFORE_OPENING,
            ),
            _item(_("Opening of the envelopes"), tender.opened_at, c.REG_55),
            _item(_("Result report"), tender.reported_at, c.REG_59),
        ]
    items += [
        _item(_("Approval of the order"), tender.result_approved_at, c.REG_84 if bids else c.REG_79),
        _item(_("Announcement of the award"), tender.announced_at, c.ACT_66),
    ]
    if tender.method.has_standstill:
        items.append(_item(_("Last day for appeals"), tender.standstill_until, c.ACT_117, done=tender.state == T.CONCLUDED))
    items.append(_item(_("Signing of the contract"), None, c.REG_161, done=tender.state == T.CONCLUDED, note=""))
    if tender.state in FINAL - {T.CONCLUDED}:
        items = [item for item in items if item["state"] == "past"]
        items.append(
            {
                "title": T(tender.state).label,
                "when": tender.ended_at,
                "state": "broken",
                "basis": c.ACT_67 if tender.state == T.CANCELLED else None,
                "note": tender.end_reason,
            }
        )
        return items
    for item in items:
        if item["state"] == "next":
            item["state"] = "here"
            break
    return items


BEFORE_OPENING = frozenset({T.DRAFTING, T.REQUESTED, T.APPROVED, T.COMMENTING, T.READY, T.INVITING})


def _after(tender: Tender, field: str) -> bool:
    return getattr(tender, field) is not None


def _item(title: str, when: Any, basis: Any, *, done: bool | None = None, note: str = "") -> dict[str, Any]:
    past = done if done is not None else when is not None
    return {"title": title, "when": when, "state": "past" if past else "next", "basis": basis, "note": note}


#: Who is waited for in each state: shown on every page of a purchase.
WAITS_FOR: dict[str, tuple[Duty, ...]] = {
    T.DRAFTING: (Duty.OFFICER, Duty.TOR_PERSON),
    T.REQUESTED: (Duty.APPROVER,),
    T.APPROVED: (Duty.HEAD_OFFICER,),
    T.COMMENTING: (Duty.HEAD_OF_AGENCY,),
    T.READY: (Duty.HEAD_OFFICER,),
    T.INVITING: (Duty.HEAD_OFFICER, Duty.COMMITTEE_CHAIR, Duty.KEY_OFFICER),
    T.EVALUATING: (Duty.COMMITTEE_CHAIR,),
    T.NEGOTIATING: (Duty.OFFICER, Duty.COMMITTEE_CHAIR),
    T.REPORTED: (Duty.APPROVER,),
    T.RESULT_APPROVED: (Duty.HEAD_OFFICER,),
    T.AWARDED: (Duty.OFFICER, Duty.HEAD_OF_AGENCY),
}


def waits_for(tender: Tender) -> str:
    """The duties that are waited for, in words."""
    known = tender.method.invites_bids
    duties = [duty for duty in WAITS_FOR.get(tender.state, ()) if known or duty not in {Duty.COMMITTEE_CHAIR, Duty.KEY_OFFICER}]
    if not known and tender.state == T.APPROVED:
        duties = [Duty.OFFICER]  # approaches the suppliers
    if not known and tender.state == T.NEGOTIATING and tender.offers.filter(withdrawn=False).exists():
        duties = [Duty.HEAD_OFFICER]  # orders at the price that was written down
    return " / ".join(str(duty.label) for duty in duties)


TONE = {
    T.DRAFTING: "", T.REQUESTED: "wait", T.APPROVED: "now", T.COMMENTING: "now", T.READY: "now", T.INVITING: "now", T.EVALUATING: "now", T.NEGOTIATING: "now",
    T.REPORTED: "wait", T.RESULT_APPROVED: "now", T.AWARDED: "good", T.CONCLUDED: "good", T.FAILED: "stop", T.CANCELLED: "stop", T.WITHDRAWN: "",
}  # fmt: skip


def state_word(tender: Tender, now: Any) -> tuple[str, str]:
    """The state in words with its tone; "closed" and "standstill" are derived from dates and never stored."""
    tone = TONE.get(T(tender.state), "")
    if tender.state == T.INVITING and tender.bid_closes_at and now > tender.bid_closes_at:
        return _("Closed, waits for opening"), "wait"
    if tender.state == T.AWARDED and tender.standstill_until and tender.standstill_until >= clock.civil(now):
        return _("Award announced, appeal period runs"), "now"
    return str(T(tender.state).label), tone
