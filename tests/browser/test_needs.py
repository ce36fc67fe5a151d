"""An officer assesses what the agency needs and plans some of it; an auditor looks at what many need."""

from __future__ import annotations

from typing import Any

import pytest

from marketplace.needs.models import Assessment
from tenders.models import PlanLine
from tests.needs.conftest import finished

pytestmark = [pytest.mark.browser, pytest.mark.one_round]


def test_an_agency_assesses_its_needs_and_plans_what_it_chooses(cast: Any, walks: Any) -> None:
    walker = walks(cast.officer)
    walker.open("/work/needs/")
    walker.follow("/work/needs/new/")
    walker.press()
    made = Assessment.objects.get()
    walker.follow("/parts/services/")
    for part in made.template.capabilities:
        for one in part.statements:
            walker.choose(one.key, "0" if one.key == "letters" else "4" if part.key != "skills" else "2")
        walker.press("บันทึกและทำต่อ")
    walker.turn("เสร็จสิ้นการประเมิน")
    walker.press()
    walker.sees("สารบรรณอิเล็กทรอนิกส์", "คะแนนความสำคัญ 35.0 จาก 100")
    walker.choose("n", "e-document")
    walker.press("นำรายการที่เลือกเข้าแผนประจำปี")
    need = Assessment.objects.get().needs.get(category__code="e-document")
    walker.type("budget_source", "เทศบัญญัติ")
    walker.type("month", "1 ธ.ค. 2569")
    walker.press("ร่างรายการในแผน")
    walker.type(f"amount_{need.pk}", "450,000")
    walker.press("ร่างรายการในแผน")
    walker.sees("อยู่ในแผนแล้ว")
    assert PlanLine.objects.get().budget_satang == 450_000_00

    finished(cast.other_officer, {"letters": 0})
    auditor = walks(cast.auditor)
    auditor.open("/audit/needs/")
    auditor.sees("สารบรรณอิเล็กทรอนิกส์", "2 หน่วยงาน", cast.other_agency.name_th)
    auditor.choose("kind", "sao")
    auditor.press("แสดง")
    auditor.sees("1 หน่วยงาน")
