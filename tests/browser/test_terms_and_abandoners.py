"""A new version of the supplier's terms is published and accepted; a work abandoner is proposed and explains itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from catalog.models import Category
from marketplace.contracts.models import Abandonment
from tests.factories import purchases as p
from tests.factories.papers import PDF

pytestmark = [pytest.mark.browser, pytest.mark.one_round]


def test_a_new_version_of_the_terms_is_published_and_accepted(walks: Any, cast: Any) -> None:
    editor, owner = walks(cast.rule_editor), walks(cast.siam_owner)
    editor.open("/suppliers/terms/write/")
    editor.type("text_th", "1. ข้อตกลงใหม่")
    editor.type("text_en", "1. New terms")
    editor.type("changes_th", "สั้นลง")
    editor.type("changes_en", "Shorter")
    editor.press()
    editor.follow("/step/terms/TERMS-2/publish/")
    editor.type("effective_from", "1/1/2575")
    editor.press()
    editor.sees("ยังไม่ถึงวันที่มีผล")
    owner.open("/work/")
    owner.follow("/suppliers/terms/2/")
    owner.sees("สั้นลง")
    owner.choose("accepts")
    owner.press()
    assert cast.company(cast.siam).terms_accepted == 2


def test_a_work_abandoner_is_proposed_and_explains_itself(walks: Any, cast: Any, tmp_path: Path) -> None:
    play = p.announced(p.Play(cast=cast, category=Category.objects.get(code="construction-permit")), [(cast.lanna_bidder, 228_000_000)])
    paper = tmp_path / "หลักฐาน.pdf"
    paper.write_bytes(PDF)
    head, owner, registrar = walks(cast.head_of_agency), walks(cast.lanna_owner), walks(cast.registrar)
    head.open(play.tender.get_absolute_url())
    head.follow(f"/abandonments/propose/{play.tender.ref}/")
    head.choose("company", cast.lanna.ref)
    head.choose("ground", "109.1")
    head.type("facts", "ไม่มาลงนามภายในกำหนด")
    head.attach("evidence", paper)
    head.press()
    head.sees("รอบริษัทชี้แจง")
    case = Abandonment.objects.get()
    owner.open("/work/")
    owner.follow(case.get_absolute_url())
    owner.follow(f"/step/abandonment/{case.ref}/explain/")
    owner.type("explanation", "น้ำท่วมสำนักงานในวันนั้น")
    owner.press()
    registrar.open("/abandonments/")
    registrar.follow(case.get_absolute_url())
    registrar.sees("น้ำท่วมสำนักงานในวันนั้น")
    registrar.follow(f"/step/abandonment/{case.ref}/forward/")
