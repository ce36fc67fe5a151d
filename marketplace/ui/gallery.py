"""What the gallery page shows: every component in every state, with content of real length. No domain here.

The sample texts are illustration; they carry both languages beside each other instead of message ids, because
translators need not see them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import HttpRequest

from marketplace.kernel import clock
from marketplace.ui import charts, formats
from marketplace.ui.forms import FileField, MoneyField, NumberField, TalatForm, ThaiDateField
from marketplace.ui.paging import Page


def both(th: str, en: str) -> str:
    """One of two texts, by the reader's language."""
    return th if formats.language() == "th" else en


@dataclass(frozen=True)
class SampleBasis:
    """Looks like a clause or a house rule."""

    th: str
    en: str
    slug: str = ""
    is_law: bool = True


@dataclass(frozen=True)
class SampleRefusal:
    """Looks like a refusal of the engine."""

    text: str
    what_to_do: str
    basis: SampleBasis


@dataclass(frozen=True)
class SampleOffer:
    """Looks like an offer of the engine."""

    label: str
    lead: str
    url: str = "#"
    refusals: tuple[SampleRefusal, ...] = field(default_factory=tuple)

    @property
    def possible(self) -> bool:
        return not self.refusals


def sample_form(data: Any = None) -> TalatForm:
    """A form with every kind of field."""

    class Sample(TalatForm):
        title = forms.CharField(
            label=both("ชื่อรายการ", "Title"),
            max_length=200,
            help_text=both("เขียนให้คนนอกหน่วยงานเข้าใจ", "Write it so that outsiders understand"),
        )
        amount = MoneyField(label=both("วงเงินงบประมาณ รวม VAT", "Budget, VAT included"))
        users = NumberField(label=both("จำนวนผู้ใช้", "Number of users"), unit=both("คน", "people"), required=False)
        day = ThaiDateField(label=both("วันที่ต้องการใช้งาน", "Day of first use"))
        method = forms.ChoiceField(
            label=both("วิธีจัดหา", "Method"),
            choices=[("specific", both("วิธีเฉพาะเจาะจง", "Specific method")), ("open", both("ประกวดราคาอิเล็กทรอนิกส์ (e-bidding)", "e-bidding"))],
            widget=forms.RadioSelect,
        )  # fmt: skip
        province = forms.ChoiceField(
            label=both("จังหวัด", "Province"),
            choices=[("", "—"), ("52", both("ลำปาง", "Lampang")), ("90", both("สงขลา", "Songkhla"))],
        )
        marks = forms.MultipleChoiceField(
            label=both("เครื่องหมายของผู้ขาย", "Supplier's marks"),
            choices=[("sme", "SME"), ("iso", "ISO 29110")],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        reason = forms.CharField(label=both("เหตุผลและความจำเป็น", "Reason and need"), widget=forms.Textarea, required=False)
        paper = FileField(label=both("เอกสารแนบ", "Attachment"), required=False)
        agree = forms.BooleanField(label=both("ข้าพเจ้าไม่มีผลประโยชน์ร่วมกันกับผู้ยื่นข้อเสนอ", "I have no mutual interest with any tenderer"))

    prefix = "sent" if data is not None else "new"
    return Sample(data, prefix=prefix)


def context(request: HttpRequest) -> dict[str, Any]:
    """Everything the page needs."""
    today = clock.today()
    noon = clock.at(today + dt.timedelta(days=9), dt.time(12))
    law = SampleBasis("ระเบียบฯ 2560 ข้อ 55", "Regulation 2560 cl. 55", "reg-55")
    house = SampleBasis("ผู้ขอซื้อขอจ้างต้องไม่เป็นผู้อนุมัติ", "Whoever requests does not approve", is_law=False)
    refusals = (
        SampleRefusal(
            both("ยังขาดผู้ถือกุญแจอีก 1 คน", "One key holder is still missing."),
            both("แจ้งให้ ธนา มั่นคง มาลงชื่อ", "Ask Thana Mankong to hand in the share."),
            law,
        ),
        SampleRefusal(
            both("ท่านเป็นผู้จัดทำรายงานขอจ้าง", "You wrote the request report."),
            both("ให้หัวหน้าเจ้าหน้าที่เป็นผู้สั่ง", "Let the head officer order."),
            house,
        ),
    )
    typed = {
        "sent-amount": "๒,๔๐๐,๐๐o",
        "sent-day": "30/9/2569",
        "sent-day_era": "CE",
        "sent-users": "-4",
        "sent-title": both("จ้างพัฒนาระบบขออนุญาตก่อสร้างออนไลน์", "Online construction permits"),
    }
    agency = both(
        "องค์การบริหารส่วนตำบลหนองบัวลำภูพัฒนาสามัคคีธรรมเจริญสุขประชาราษฎร์รังสรรค์ อำเภอเมืองหนองบัวลำภู จังหวัดหนองบัวลำภู (ตัวอย่าง)",
        "Nong Bua Subdistrict Administrative Organisation of the United Villages, Mueang District (sample)",
    )
    return {
        "empty_form": sample_form(),
        "wrong_form": sample_form(typed),
        "agency": agency,
        "today": today,
        "noon": noon,
        "law": law,
        "house": house,
        "facts_rows": [
            (both("วงเงินงบประมาณ", "Budget"), formats.baht(98_765_432_150), both("บาท รวม VAT", "baht, VAT included")),
            (both("ราคากลาง", "Reference price"), formats.baht(231_500_000), both("บาท", "baht")),
            (both("ปิดรับข้อเสนอ", "Bids close"), formats.moment(noon), formats.until(noon)),
            (both("ข้อเสนอที่ได้รับ", "Bids received"), "3", both("ซอง ยังปิดผนึก", "envelopes, still sealed")),
        ],
        "answer_rows": [(both("ชื่อรายการ", "Title"), agency, "", "#"), (both("งวดงาน", "Instalments"), "", "", "#")],
        "timeline_items": [
            {"title": both("อนุมัติรายงานขอจ้าง", "Request report approved"), "when": today - dt.timedelta(days=20), "who": both("ปลัดเทศบาล", "Municipal clerk"), "basis": law},
            {"title": both("แก้ไขรายงาน", "Report sent back"), "when": today - dt.timedelta(days=15), "state": "broken"},
            {"title": both("เปิดซอง", "Opening of bids"), "state": "here", "note": both("รอ ธนา มั่นคง", "waits for Thana Mankong")},
            {"title": both("ระยะอุทธรณ์", "Standstill"), "state": "next", "note": both("7 วันทำการ", "7 working days")},
            {"title": both("ลงนามสัญญา", "Contract signed"), "state": "next"},
        ],
        "task_items": [
            {"title": both("ขอบเขตของงาน (TOR)", "Terms of reference"), "state": "done", "url": "#"},
            {"title": both("ราคากลาง", "Reference price"), "state": "doing", "url": "#", "note": both("มีใบเสนอราคาแล้ว 2 จาก 3 ราย", "2 of 3 quotations are in")},
            {"title": both("คณะกรรมการ", "Committees"), "state": "todo", "url": "#"},
            {"title": both("ตรวจหนังสือมอบอำนาจ", "Power of attorney"), "state": "amiss", "url": "#"},
            {"title": both("ลงชื่อ", "Sign"), "state": "wait", "url": "#"},
            {"title": both("ส่งขออนุมัติ", "Send for approval"), "state": "blocked", "note": both("เริ่มได้เมื่อสามข้อแรกเสร็จ", "Begins when the first three are done")},
        ],
        "offers": [
            SampleOffer(both("ประกาศผลผู้ชนะ", "Announce the award"), both("ประกาศแล้วทุกคนเห็น และเริ่มนับระยะอุทธรณ์", "Everybody will see it, and the standstill begins")),
            SampleOffer(both("ยกเลิกการจัดจ้าง", "Cancel the procurement"), ""),
            SampleOffer(both("เปิดซอง", "Open the bids"), both("ราคาทุกซองจะปรากฏพร้อมกัน", "All prices appear at once"), refusals=refusals),
        ],
        "refusals": refusals,
        "money_parts": [(both("จ่ายแล้ว", "paid"), 69_450_000), (both("ตรวจรับแล้ว รอจ่าย", "accepted, to be paid"), 46_300_000), (both("ส่งมอบแล้ว รอตรวจ", "delivered, to be inspected"), 23_150_000)],
        "money_total": 231_500_000,
        "bar_rows": [{"label": agency, "value": 99, "shown": "99%", "colour": 2}, (both("เทศบาลเมืองท่าแก้ว", "Tha Kaeo Town"), 88, "88%"), (both("มหาวิทยาลัยลำน้ำ", "Lam Nam University"), 0, "0%")],
        "trend": [3, 5, 4, 6, 9, 7, 11],
        "drawn": _chart(),
        "page_middle": Page([1], next_url="?after=x", previous_url="?before=x", first_url="?"),
        "tab_items": [(both("รายการตรวจ", "Checklist"), request.path), (both("เอกสาร", "Documents"), "#documents", 12), (both("บันทึก", "Log"), "#log", 64)],
        "chip_items": [{"label": both("หมวด: คลาวด์", "Category: cloud"), "url": "?"}, {"label": "SME", "url": "?"}],
        "old_text": both("ส่งมอบภายใน 60 วัน\nรับประกัน 1 ปี", "Delivery within 60 days\nOne year of warranty"),
        "new_text": both("ส่งมอบภายใน 90 วัน\nรับประกัน 1 ปี\nอบรมผู้ใช้ 2 รุ่น", "Delivery within 90 days\nOne year of warranty\nTwo courses for users"),
        "rows": [SimpleNamespace(name=both(f"จ้างพัฒนาระบบ ระยะที่ {n}", f"Software development, phase {n}"), satang=n * 123_456_750, day=today) for n in range(1, 4)],
    }  # fmt: skip


def _chart() -> charts.Chart:
    rows = [(both("เฉพาะเจาะจง", "Specific"), 41), ("e-bidding", 16), (both("คัดเลือก", "Selection"), 3)]
    title = both("จำนวนการจัดซื้อจัดจ้างตามวิธี", "Purchases by method")
    spec = {
        "width": 640,
        "height": {"step": 34},
        "data": {"values": [{"method": label, "count": count} for label, count in rows]},
        "mark": "bar",
        "encoding": {
            "y": {"field": "method", "type": "nominal", "sort": None, "title": None},
            "x": {"field": "count", "type": "quantitative", "title": both("รายการ", "purchases")},
        },
    }
    said = both(
        "วิธีเฉพาะเจาะจง 41 รายการ e-bidding 16 รายการ คัดเลือก 3 รายการ",
        "41 by the specific method, 16 by e-bidding, 3 by selection",
    )
    return charts.draw(
        spec,
        title=title,
        description=said,
        heads=(both("วิธี", "Method"), both("รายการ", "Purchases")),
        rows=rows,
    )
