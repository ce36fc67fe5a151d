"""A release as the standard writes it, from a process as it was told so far. Pure: no table, no request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from marketplace.audit import EntryView
from marketplace.kernel import clock
from marketplace.oversight.ocds.process import Agreement, Award, Process, Tags
from tenders import methods

#: Our categories as a classification of their own: no published scheme holds them.
CLASSIFICATION = "x_talat"
#: What the standard calls the outcome of a judged bid.
BID_STATUS = {"compliant": "valid", "rejected": "disqualified"}


def release(process: Process, entry: EntryView, tags: Tags, *, prefix: str, base_url: str, numbers: Mapping[str, str]) -> dict[str, Any]:
    """The release that `entry` makes.

    Args:
        prefix: of the publisher's ocids.
        base_url: of the pages to which documents lead, without a slash at its end.
        numbers: reference of a company to the number of its registration, for juristic persons only.
    """
    ocid = f"{prefix}-{process.ref}"
    agency = str(process.begun["agency"])
    made: dict[str, Any] = {
        "ocid": ocid,
        "id": f"{ocid}-{entry.position}",
        "date": _moment(entry.at),
        "tag": list(tags),
        "initiationType": "tender",
        "language": "th",
        "parties": _parties(process, agency, numbers),
        "buyer": _who(process, agency),
        "planning": _planning(process),
        "tender": _tender(process, agency, base_url),
    }
    if process.bidders:
        made["bids"] = _bids(process)
    if process.awards:
        made["awards"] = [_award(process, award, base_url) for award in process.awards]
    if process.contracts:
        made["contracts"] = [_contract(process, agreement, agency, base_url) for agreement in process.contracts.values()]
    if process.begun.get("follows"):
        made["relatedProcesses"] = [
            {"id": "1", "relationship": ["unsuccessfulProcess"], "scheme": "ocid", "identifier": f"{prefix}-{process.begun['follows']}"}
        ]
    return made


def _moment(at: dt.datetime) -> str:
    return at.astimezone(clock.BANGKOK).isoformat(timespec="seconds")


def _day(text: str | None) -> str | None:
    """A civil day as the moment at which it begins in Bangkok."""
    return _moment(clock.at(dt.date.fromisoformat(text), dt.time(0))) if text else None


def _value(satang: int) -> dict[str, Any]:
    """An amount in baht including VAT. JSON has one kind of number: whole baht stay whole, satang are two decimals."""
    whole, rest = divmod(satang, 100)
    return {"amount": satang / 100 if rest else whole, "currency": "THB"}


def _kept(**parts: Any) -> dict[str, Any]:
    """The parts that say something."""
    return {key: part for key, part in parts.items() if part not in (None, "", [], {})}


def _who(process: Process, ref: str) -> dict[str, str]:
    return {"id": ref, "name": process.names.get(ref, (ref, ""))[0]}


def _parties(process: Process, agency: str, numbers: Mapping[str, str]) -> list[dict[str, Any]]:
    """Every organisation once, with all its roles."""
    roles: dict[str, list[str]] = {agency: ["buyer", "procuringEntity"]}
    for bidder in process.bidders:
        roles.setdefault(bidder["supplier"], []).append("tenderer")
    for award in process.awards:
        roles.setdefault(award.supplier, []).append("supplier")
    for agreement in process.contracts.values():
        if agreement.payments:
            roles[agency].append("payer")
            roles.setdefault(agreement.said["supplier"], []).append("payee")
    return [
        _kept(
            id=ref,
            name=process.names.get(ref, (ref, ""))[0],
            name_en=process.names.get(ref, ("", ""))[1],
            identifier=_kept(id=numbers.get(ref), legalName=process.names.get(ref, (ref, ""))[0]) if numbers.get(ref) else None,
            roles=list(dict.fromkeys(held)),
        )
        for ref, held in roles.items()
    ]


def _planning(process: Process) -> dict[str, Any]:
    begun = process.begun
    return {"budget": _kept(id=begun.get("plan_line"), description=begun.get("budget_source"), amount=_value(process.budget_satang))}


def _tender(process: Process, agency: str, base_url: str) -> dict[str, Any]:
    """The estimated value is the reference price, which is public from the invitation on (s. 63); until then the budget."""
    said = process.announced
    method = methods.method(process.begun["method"], process.begun["method_version"])
    bidders = [bidder["supplier"] for bidder in process.bidders]
    made = _kept(
        id=process.ref,
        title=process.title,
        description=process.reason if process.status in ("cancelled", "unsuccessful") else "",
        status=process.status,
        procuringEntity=_who(process, agency),
        items=_items(process),
        value=_value((process.reference_price_satang if process.published_at else 0) or process.budget_satang),
        procurementMethod=method.ocds_method,
        procurementMethodDetails=_thai(method.name),
        mainProcurementCategory="services",
        awardCriteria="priceOnly" if method.invites_bids else None,
        submissionMethod=["electronicSubmission"] if method.invites_bids else None,
        tenderPeriod=_kept(startDate=_moment(process.published_at), endDate=_from_text(said.get("bid_closes_at")))
        if said and process.published_at
        else None,
        tenderers=[_who(process, ref) for ref in bidders],
        documents=_tender_documents(process, base_url),
        enquiries=[_enquiry(question) for question in process.questions.values()],
    )
    if process.questions:
        made["hasEnquiries"] = True
    if process.bidders:
        made["numberOfTenderers"] = len(set(bidders))
    return made


def _thai(text: Any) -> str:
    from django.utils.translation import override

    with override("th"):
        return str(text)


def _from_text(text: str | None) -> str | None:
    return _moment(dt.datetime.fromisoformat(text)) if text else None


def _items(process: Process) -> list[dict[str, Any]]:
    """What is bought: the purchase as one item of its category; after the award the chosen services, which name sellers' offers."""
    classified = {"scheme": CLASSIFICATION, "id": process.begun["category"]}
    if not process.items or not process.awards:
        return [{"id": "1", "description": process.title, "classification": classified}]
    return [
        _kept(
            id=str(number),
            description=item.get("title"),
            classification=classified,
            quantity=item.get("quantity"),
            unit=_kept(name=item.get("unit")),
        )
        for number, item in enumerate(process.items, 1)
    ]


def _tender_documents(process: Process, base_url: str) -> list[dict[str, Any]]:
    if not process.announced:
        return []
    page = f"{base_url}/tenders/{process.ref}"
    return [
        _document(f"{process.ref}-notice", "tenderNotice", "ประกาศเชิญชวน", f"{page}/invitation/", process.published_at),
        _document(f"{process.ref}-terms", "technicalSpecifications", "ขอบเขตของงาน", f"{page}/terms/", process.published_at),
    ]


def _document(ref: str, kind: str, title: str, url: str, at: dt.datetime | None) -> dict[str, Any]:
    published = _moment(at) if at else None
    return _kept(id=ref, documentType=kind, title=title, url=url, datePublished=published, format="text/html", language="th")


def _enquiry(question: Mapping[str, Any]) -> dict[str, Any]:
    """A question without its asker, who stays unnamed."""
    at = _moment(question["at"])
    return {"id": str(question["number"]), "description": question["text"], "answer": question["answer"], "dateAnswered": at}


def _bids(process: Process) -> dict[str, Any]:
    """After the award only: the handlers take no bidder in before it."""
    details = [
        _kept(
            id=f"{process.ref}-{bidder['supplier']}",
            date=_from_text(process.opened.get(bidder["supplier"])),
            status=BID_STATUS.get(bidder["outcome"], "valid"),
            tenderers=[_who(process, bidder["supplier"])],
            value=_value(bidder["price_satang"]),
        )
        for bidder in process.bidders
    ]
    valid = sum(1 for detail in details if detail["status"] == "valid")
    counts = (("bids", len(details)), ("validBids", valid), ("bidders", len(details)))
    statistics = [{"id": str(number), "measure": measure, "value": count} for number, (measure, count) in enumerate(counts, 1)]
    return {"statistics": statistics, "details": details}


def _award(process: Process, award: Award, base_url: str) -> dict[str, Any]:
    url = f"{base_url}/tenders/{process.ref}/award/"
    return _kept(
        id=award.id,
        title=process.title,
        description=award.reasons,
        status="active" if award.active else "cancelled",
        date=_moment(award.announced_at),
        value=_value(award.price_satang),
        suppliers=[_who(process, award.supplier)],
        documents=[_document(f"{award.id}-notice", "awardNotice", "ประกาศผลผู้ชนะ", url, award.announced_at)] if award.active else None,
    )


def _contract(process: Process, agreement: Agreement, agency: str, base_url: str) -> dict[str, Any]:
    said = agreement.said
    due = {part["number"]: part["due_on"] for part in said.get("due") or []}
    return _kept(
        id=agreement.id,
        awardID=agreement.award,
        title=said.get("subject"),
        status="terminated" if agreement.ended else "active",
        period=_kept(startDate=_day(said.get("signed_on")), endDate=_day(max(due.values(), default=None))),
        value=_value(said["total_satang"]),
        items=[
            _kept(
                id=str(number),
                description=line["description"],
                quantity=line["quantity"],
                unit=_kept(name=line["unit"], value=_value(line["unit_price_satang"])),
            )
            for number, line in enumerate(said.get("lines") or [], 1)
        ],
        dateSigned=_day(said.get("signed_on")),
        documents=[
            _document(f"{agreement.id}-essentials", "contractSummary", "สาระสำคัญของสัญญา", f"{base_url}/contracts/{agreement.id}/", None)
        ],
        milestones=[_milestone(part, due.get(part["number"]), agreement.met.get(part["number"])) for part in said.get("instalments") or []],
        implementation=_kept(transactions=[_transaction(process, agreement, payment, agency) for payment in agreement.payments]),
    )


def _milestone(part: Mapping[str, Any], due_on: str | None, met_on: str | None) -> dict[str, Any]:
    return _kept(
        id=str(part["number"]),
        title=part["title"],
        type="delivery",
        dueDate=_day(due_on),
        dateMet=_day(met_on),
        status="met" if met_on else "scheduled",
    )


def _transaction(process: Process, agreement: Agreement, payment: Mapping[str, Any], agency: str) -> dict[str, Any]:
    """What was paid out: after tax withheld and penalty."""
    return {
        "id": payment["id"],
        "date": _day(payment["on"]) or _moment(payment["at"]),
        "value": _value(payment["satang"]),
        "payer": _who(process, agency),
        "payee": _who(process, agreement.said["supplier"]),
    }
