"""Write the draft: everything the purchase knows already is filled in; an officer corrects the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.models import ListingVersion
from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.contracts import events as e
from marketplace.contracts.actions.case import ORDER_GROUNDS
from marketplace.contracts.models import Contract, Delivery, Line
from marketplace.contracts.states import ORDERS, UNWRITTEN, K
from marketplace.kernel import clock
from marketplace.kernel.era import format_date
from marketplace.kernel.references import next_ref
from marketplace.law import clauses, guarantee
from marketplace.law.penalty import PenaltyKind
from marketplace.law.rulebook import Rulebook
from marketplace.procedure import Refused, sitting
from marketplace.procedure.refusals import Refusal, Tier, wrong_duty
from tenders.actions import case as purchase
from tenders.models import Lot, Tender
from tenders.states import L

OFFICERS = frozenset({Duty.OFFICER, Duty.HEAD_OFFICER})


def draft(lot: Lot, *, actor: Actor) -> Contract:
    """Begin the order or contract for an awarded lot, with what the purchase knows.

    Raises:
        Refused: the lot is not awarded, has a contract already, or the actor is no officer of the agency.
    """
    with sitting(lot.tender, actor=actor) as held:
        tender: Tender = held.root
        lot = Lot.objects.select_related("winner__organisation", "winning_bid").get(pk=lot.pk)
        _may_draft(lot, tender, actor)
        rules = purchase.rules_for(tender, clock.today())
        contract = _new(lot, tender, rules, actor)
        contract.save()
        write_lines(contract, _lines(lot, tender))
        instalment = {"title": contract.subject, "amount_satang": contract.total_satang, "due_days": tender.delivery_days or 30}
        write_instalments(contract, [instalment])
        audit.record(
            e.ContractDrafted,
            actor=actor.under(_officer(actor)),
            subject=contract,
            payload=terms_of(contract),
            basis=(clauses.REG_161.code,),
        )
    return contract


def _may_draft(lot: Lot, tender: Tender, actor: Actor) -> None:
    refusals = []
    if actor.organisation_id != tender.agency_id or actor.duties.isdisjoint(OFFICERS):
        refusals = [wrong_duty(Duty.OFFICER.label)]
    elif lot.state != L.AWARDED:
        refusals = [Refusal("lot_awarded", _("The lot is not awarded."), clauses.ACT_66, Tier.RULE, _("Announce the award first."))]
    elif Contract.objects.standing().filter(lot=lot).exists():
        refusals = [
            Refusal(
                "one_contract",
                _("There is an order or contract for this lot already."),
                clauses.HOUSE_PROCEDURE,
                Tier.RULE,
                _("Go on with it, or give it up first."),
            )
        ]
    if refusals:
        raise Refused(refusals, step="draft_contract", subject=lot)


def _officer(actor: Actor) -> Duty:
    return Duty.OFFICER if Duty.OFFICER in actor.duties else Duty.HEAD_OFFICER


def _new(lot: Lot, tender: Tender, rules: Rulebook, actor: Actor) -> Contract:
    company = lot.winner
    assert company is not None
    assert lot.award_satang is not None
    small = rules.covers("TH.NOAGREEMENT.MAX", lot.award_satang) and tender.ground in ORDER_GROUNDS
    kind = K.RECEIPT if small else K.WORK_ORDER if tender.ground in ORDER_GROUNDS else K.HIRE
    return Contract(
        ref=next_ref("C"),
        kind=kind,
        tender=tender,
        lot=lot,
        agency=tender.agency,
        company=company,
        subject=lot.title or tender.title,
        offer_words=_offer_words(lot, tender),
        place=tender.agency.address.strip() or tender.agency.name_th,
        total_satang=lot.award_satang,
        vat_registered=bool(company.vat_registered),
        penalty_kind=PenaltyKind.WORK,
        penalty_rate=Decimal(tender.penalty_rate_bp) / 100,
        warranty_months=0 if kind in UNWRITTEN else rules.integer("D.WARRANTY.IT"),
        guarantee_satang=guarantee_due(kind, lot.award_satang, rules),
        drafted_at=clock.read(),
        drafted_by_id=actor.person_id,
    )


def guarantee_due(kind: str, total_satang: int, rules: Rulebook) -> int:
    """The contract guarantee in satang: contracts have one, orders and purchases on receipt do not."""
    return 0 if kind in ORDERS or kind in UNWRITTEN else guarantee.contract_guarantee(total_satang, rules)


def _offer_words(lot: Lot, tender: Tender) -> str:
    """The quotation or bid on which the agreement rests, as papers name it. Papers are in Thai."""
    if lot.winning_bid is not None and lot.winning_bid.received_at:
        day = format_date(clock.civil(lot.winning_bid.received_at), "th", "long")
        return f"ใบเสนอราคาเลขที่ {lot.winning_bid.ref} ลงวันที่ {day}"
    offer = tender.offers.filter(company=lot.winner, withdrawn=False).first()
    day = format_date(clock.civil(offer.recorded_at), "th", "long") if offer else ""
    return f"ใบเสนอราคาลงวันที่ {day}" if day else "ใบเสนอราคา"


def _lines(lot: Lot, tender: Tender) -> list[dict[str, Any]]:
    """The winner's chosen services by their exact versions; a negotiated price stands on the one service, or on the whole."""
    items = list(tender.items.filter(listing_version__listing__company=lot.winner).select_related("listing_version__listing"))
    prices = [item.total_satang for item in items] if len(items) != 1 else [lot.award_satang or 0]
    if items and sum(prices) == lot.award_satang:
        return [
            {"description": _service(item.listing_version), "quantity": 1, "unit": "งาน", "unit_price_satang": price}
            for item, price in zip(items, prices, strict=True)
        ]
    return [{"description": lot.title or tender.title, "quantity": 1, "unit": "งาน", "unit_price_satang": lot.award_satang}]


def _service(version: ListingVersion) -> str:
    """A service as papers name it: title, reference, version. Papers are in Thai."""
    return f"{version.title_th} ({version.listing.ref} ฉบับที่ {version.number})"


def set_terms(
    contract: Contract,
    *,
    actor: Actor,
    seen: int | None = None,
    lines: Sequence[Mapping[str, Any]],
    instalments: Sequence[Mapping[str, Any]],
    **terms: Any,
) -> Contract:
    """Write the terms of a draft. `terms`: kind, subject, place, penalty_kind, penalty_rate, warranty_months."""
    with sitting(contract.tender, actor=actor) as held:
        rules = purchase.rules_for(held.root, clock.today())
        new = Contract.objects.select_related("company", "tender").get(pk=contract.pk)
        for name in ("kind", "subject", "place", "penalty_kind", "penalty_rate", "warranty_months"):
            setattr(new, name, terms[name])
        new.guarantee_satang = guarantee_due(new.kind, new.total_satang, rules)
        payload = terms_of(new) | {
            "lines": [_line(row) for row in lines],
            "instalments": [_instalment(n, row) for n, row in enumerate(instalments, 1)],
        }
        contract = held.take(contract, "set_terms", actor=actor, seen=seen, **payload)
        Contract.objects.filter(pk=contract.pk).update(
            kind=new.kind,
            subject=new.subject,
            place=new.place,
            penalty_kind=new.penalty_kind,
            penalty_rate=new.penalty_rate,
            warranty_months=new.warranty_months,
            guarantee_satang=new.guarantee_satang,
        )
        contract.refresh_from_db(fields=["kind", "subject", "place", "penalty_kind", "penalty_rate", "warranty_months", "guarantee_satang"])
        write_lines(contract, lines)
        write_instalments(contract, instalments)
    return contract


def write_lines(contract: Contract, lines: Sequence[Mapping[str, Any]]) -> None:
    """Replace the lines of a draft."""
    contract.lines.all().delete()
    Line.objects.bulk_create(Line(contract=contract, number=number, **_line(row)) for number, row in enumerate(lines, 1))


def write_instalments(contract: Contract, instalments: Sequence[Mapping[str, Any]]) -> None:
    """Replace the instalments of a draft; each is one delivery."""
    contract.deliveries.all().delete()
    for number, row in enumerate(instalments, 1):
        Delivery.objects.create(ref=f"{contract.ref}-{number}", contract=contract, **_instalment(number, row))


def _line(row: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: row[name] for name in ("description", "quantity", "unit", "unit_price_satang")}
    return kept | {"amount_satang": row["quantity"] * row["unit_price_satang"]}


def _instalment(number: int, row: Mapping[str, Any]) -> dict[str, Any]:
    return {"number": number, **{name: row[name] for name in ("title", "amount_satang", "due_days")}}


def terms_of(contract: Contract) -> dict[str, Any]:
    """The terms as events keep them."""
    return {
        "kind": str(contract.kind),
        "supplier": contract.company.ref,
        "supplier_th": contract.company.name_th,
        "supplier_en": contract.company.name_en,
        "subject": contract.subject,
        "place": contract.place,
        "total_satang": contract.total_satang,
        "lines": [_line(vars(line)) for line in contract.lines.all()],
        "instalments": [_instalment(one.number, vars(one)) for one in contract.deliveries.all()],
        "penalty_kind": str(contract.penalty_kind),
        "penalty_rate": f"{contract.penalty_rate:f}",
        "warranty_months": contract.warranty_months,
        "guarantee_satang": contract.guarantee_satang,
    }
