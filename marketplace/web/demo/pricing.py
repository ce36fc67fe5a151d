"""The demo's reference prices by real steps: central prices, benchmarks frozen as reports, letters to suppliers with their answers."""

from __future__ import annotations

import datetime as dt

from catalog.models import Category
from catalog.prices import Case
from marketplace.accounts.actor import Actor
from marketplace.kernel import clock
from marketplace.law.reference_price import PriceSource
from marketplace.pricing import asking
from marketplace.pricing.actions import central, letters
from marketplace.web.demo.bodies import World
from marketplace.web.demo.sellers import Seller
from tenders.actions import benchmarking
from tenders.models import Tender

#: Invented: category, title, issuer, source, price of one unit in baht.
CENTRAL = (
    ("cybersecurity", "บริการเฝ้าระวังความมั่นคงปลอดภัยไซเบอร์ ต่อเครื่องต่อปี (ตัวอย่าง)", "mdes", PriceSource.STANDARD, 950),
    ("training", "ค่าอบรมเจ้าหน้าที่ด้านดิจิทัล ต่อคนต่อวัน (ตัวอย่าง)", "bb", PriceSource.STANDARD, 2_600),
)
#: What a reference price may come to, of the budget in percent; a benchmark outside is no help to the officer.
FITS = range(85, 101)


def enter_central_prices(world: World) -> None:
    """The comptroller's editor enters what central agencies have set."""
    today = clock.today()
    for number, (code, title, issuer, source, baht) in enumerate(CENTRAL, start=1):
        category = Category.objects.get(code=code)
        central.enter(
            actor=world.office.actor("editor"), source=source, issuer=issuer, document_no=f"ตัวอย่าง {number}/2569", document_on=today - dt.timedelta(days=20),
            title=title, category=category, unit=category.unit, price_satang=baht * 100, valid_from=today, valid_to=None,
        )  # fmt: skip


def price_from_benchmark(tender: Tender, *, actor: Actor, leave_out: bool = False) -> bool:
    """Take the reference price from the listed prices for as much as the budget buys; False where they do not fit.

    With `leave_out` the dearest price is left out with a reason.
    """
    found = benchmarking.worked_out(tender, asking.unit_case(tender.category.unit))
    if found is None or found.listed.figures is None or not found.listed.enough:
        return False
    case = found.ask.case
    each = found.listed.figures.median // case.quantity
    case = Case(max(1, tender.budget_satang * 97 // 100 // max(1, each)), case.term)
    found = benchmarking.worked_out(tender, case)
    assert found is not None
    excluded = {}
    if leave_out:
        dearest = max(found.listed.counted, key=lambda price: (price.case_satang, price.key))
        excluded = {dearest.key: "ราคารวมงานติดตั้งอุปกรณ์ซึ่งไม่อยู่ในขอบเขตของงาน"}
        found = benchmarking.worked_out(tender, case, excluded)
        assert found is not None
    figures = found.listed.figures
    if figures is None or not found.listed.enough or figures.median * 100 // tender.budget_satang not in FITS:
        return False
    reason = benchmarking.no_earlier_source(found) or "ราคามาตรฐานที่มีไม่ครอบคลุมขอบเขตของงานนี้"
    benchmarking.freeze(tender, actor=actor, case=case, choice="listed", reason=reason, excluded=excluded)
    return True


def survey(tender: Tender, *, actor: Actor, sellers: list[Seller], percents: tuple[int, ...]) -> None:
    """Ask as many suppliers by letter as there are `percents`; each answers with its percentage of the budget."""
    ask = benchmarking.question(tender, asking.unit_case(tender.category.unit))
    if ask is None:
        return
    companies = letters.to_ask(ask, tender.ref)[: len(percents)]
    by_company = {seller.company.pk: seller for seller in sellers if seller.company is not None}
    if len(companies) < 3 or any(company.pk not in by_company for company in companies):
        return
    made = benchmarking.ask_suppliers(
        tender,
        actor=actor,
        case=ask.case,
        companies=companies,
        answer_until=clock.today() + dt.timedelta(days=10),
        wanted=f"{tender.title}\n{tender.need}",
    )
    for letter, percent in zip(made, percents, strict=False):
        seller = by_company[letter.company_id]
        if percent and seller.actor is not None:
            letters.answer(letter, actor=seller.actor, satang=tender.budget_satang * percent // 100, note="ราคารวมติดตั้งและอบรม")
