"""A company writes: begins a listing, saves parts of its draft. Nothing here is public or final."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog import events, visibility
from catalog.actions.questions import kept_set
from catalog.models import Category, Listing, ListingVersion
from catalog.questions import KINDS, definitions
from catalog.states import ListingState
from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock
from marketplace.kernel.references import next_ref
from marketplace.law import clauses
from marketplace.procedure.door import locked
from marketplace.procedure.refusals import Refusal, Refused, stale, wrong_duty
from suppliers.models import Company

#: States in which the company writes. While a version is under review it is taken back first.
WRITABLE = frozenset({ListingState.DRAFT, ListingState.RETURNED, ListingState.LIVE})
WRITERS = (Duty.LISTER, Duty.OWNER)
#: What a draft holds beside its answers.
FIELDS = frozenset(
    {
        "title_th",
        "title_en",
        "summary_th",
        "summary_en",
        "price_satang",
        "tiers",
        "caps",
        "setup_satang",
        "minimum_quantity",
        "minimum_term",
        "vat_included",
    }
)


def begin(company: Company, category: Category, *, actor: Actor) -> Listing:
    """Begin a listing of `company` in `category` with an empty first draft.

    Raises:
        Refused: the actor does not keep this company's listings, or the category takes none.
    """
    with audit.unit():
        return begun(company, category, actor=actor)


def begun(company: Company, category: Category, *, actor: Actor, item_code: str = "") -> Listing:
    """As `begin`, inside the caller's unit; nothing is written where it is refused. `item_code` is the company's own."""
    if not actor.has(*WRITERS) or actor.organisation_id != company.organisation_id:
        raise Refused([wrong_duty(Duty.LISTER.label)])
    if not category.unit or category.is_retired:
        raise Refused(
            [
                Refusal(
                    "category_takes_no_listing",
                    _("This category takes no listings."),
                    clauses.HOUSE_PROCEDURE,
                    remedy=_("Choose one of the categories below it."),
                )
            ]
        )
    listing = Listing(
        ref=next_ref("L"),
        company=company,
        category=category,
        item_code=item_code,
        created_at=clock.read(),
        created_by_id=actor.person_id,
    )
    listing.save()
    _new_version(listing, None, actor)
    audit.record(events.ListingDrafted, actor=actor, subject=listing, payload={"category": category.code, "company": company.ref})
    return listing


def save(
    listing: Listing,
    *,
    actor: Actor,
    seen: int | None = None,
    fields: Mapping[str, Any] | None = None,
    answers: Mapping[str, Any] | None = None,
) -> ListingVersion:
    """Save parts of the draft; answers of None are taken out. A judged or live version is copied first, never changed.

    Raises:
        Refused: not the actor's listing, not in a state in which it is written, or changed by somebody else meanwhile.
    """
    with audit.unit():
        return saved(listing, actor=actor, seen=seen, fields=fields, answers=answers)


def saved(
    listing: Listing,
    *,
    actor: Actor,
    seen: int | None = None,
    fields: Mapping[str, Any] | None = None,
    answers: Mapping[str, Any] | None = None,
    item_code: str | None = None,
) -> ListingVersion:
    """As `save`, inside the caller's unit; nothing is written where it is refused. `item_code` of None stays as it is."""
    unknown = set(fields or {}) - FIELDS
    if unknown:
        raise ValueError(f"a draft has no {', '.join(sorted(unknown))}")
    row = _with_relations(locked(listing), listing)
    if not actor.has(*WRITERS) or not visibility.is_of_company(row, actor):
        raise Refused([wrong_duty(Duty.LISTER.label)])
    if row.state not in WRITABLE:
        raise Refused([_not_writable(row)])
    if seen is not None and seen != row.version:
        raise Refused([stale()])
    draft = _open_draft(row, actor) if fields or answers or item_code is None else row.draft_version or row.live_version
    changed = _apply(draft, fields or {}, _kept(answers or {}, row, actor))
    if item_code is not None and item_code != row.item_code:
        row.item_code = item_code
        changed.append("item_code")
    if changed:
        draft.save()
        row.version += 1
        row.save()
        audit.record(events.DraftSaved, actor=actor, subject=row, payload={"number": draft.number, "changed": changed})
    listing.version, listing.item_code, listing.draft_version = row.version, row.item_code, draft
    return draft


def _with_relations(row: Any, known: Listing) -> Any:
    """The locked row with the company and category that the caller has loaded: a sheet writes thousands of rows of one company."""
    for name in ("company", "category"):
        if name in known._state.fields_cache and getattr(row, f"{name}_id") == getattr(known, f"{name}_id"):
            setattr(row, name, getattr(known, name))
    return row


def _not_writable(row: Listing) -> Refusal:
    return Refusal(
        "not_writable",
        _("The listing cannot be changed in its present state: %(state)s."),
        clauses.HOUSE_PROCEDURE,
        remedy=_("Take it back from review first."),
        params={"state": row.state_word},
    )


def _open_draft(row: Listing, actor: Actor) -> ListingVersion:
    """The version that may be written into: the draft, or a copy of what was returned or is on sale."""
    draft = row.draft_version
    if draft is not None and draft.is_open:
        draft.listing = row
        return draft
    return _new_version(row, draft or row.live_version, actor)


def _new_version(row: Listing, source: ListingVersion | None, actor: Actor) -> ListingVersion:
    last = row.versions.order_by("-number").values_list("number", flat=True).first() or 0
    made = ListingVersion(
        listing=row,
        number=last + 1,
        question_set=kept_set(row.category),
        unit=row.category.unit,
        created_at=clock.read(),
        created_by_id=actor.person_id,
    )
    if source is not None:
        for name in FIELDS:
            setattr(made, name, getattr(source, name))
        made.answers = dict(source.answers)
        made.reasons = dict(source.reasons)
    made.save()
    row.draft_version = made
    row.save()
    return made


def _kept(answers: Mapping[str, Any], row: Listing, actor: Actor) -> dict[str, Any]:
    """Answers as the draft keeps them: a file that was handed in is let in by the gate and named."""
    asked = definitions().set_for(row.category.code)
    found = {}
    for name, value in answers.items():
        question = asked.get(name)
        found[name] = KINDS[question.type].kept(question, value, actor) if question is not None else value
    return found


def _apply(draft: ListingVersion, fields: Mapping[str, Any], answers: Mapping[str, Any]) -> list[str]:
    """Write the given values; answer the names of what is different now."""
    changed = [name for name, value in fields.items() if getattr(draft, name) != value]
    for name in changed:
        setattr(draft, name, fields[name])
    kept = dict(draft.answers)
    for name, value in answers.items():
        if kept.get(name) != value:
            changed.append(name)
        if value is None:
            kept.pop(name, None)
        else:
            kept[name] = value
    draft.answers = kept
    draft.reasons = {name: reason for name, reason in draft.reasons.items() if name not in changed}
    present = kept_set(draft.listing.category)
    if changed and draft.question_set_id != present.pk:
        draft.question_set = present
    draft.__dict__.pop("price", None)
    return changed
