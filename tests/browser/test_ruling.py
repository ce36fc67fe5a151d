"""Rule editors at work: a value changes by two people and only for what comes after; a circular is edited and read."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from catalog.models import Category
from cms.models import CircularPage, RuleChange
from marketplace import audit
from marketplace.accounts.actions.duties import grant
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Person
from marketplace.kernel import clock
from tenders.models import Tender
from tests.browser.walking import Walker
from tests.cast import Player
from tests.factories import purchases as p

pytestmark = [pytest.mark.browser, pytest.mark.one_round]
RULE = "/rules/d-hearing-min/"
LETTER = "หนังสือคณะกรรมการวินิจฉัย ที่ กค (กวจ) 0405.2/ว 777 ลงวันที่ 1 กันยายน 2569 (ตัวอย่าง)"


@pytest.fixture
def second_editor(cast: Any) -> Player:
    person = Person.objects.create(
        email="somsri@talat.example", title="นาง", given_name="สมศรี", family_name="ระเบียบดี", ref="P-second-editor"
    )
    with audit.unit():
        grant(actor=Actor.system(), person=person, organisation=cast.comptroller, duty=Duty.RULE_EDITOR)
    return Player(person, cast.comptroller)


def approved_purchase(cast: Any, title: str) -> Tender:
    """A purchase whose request is approved now: the values of the rules are frozen for it."""
    play = p.Play(cast=cast, category=Category.objects.get(code="construction-permit"), now=clock.read())
    tender = p.approved(play).tender
    Tender.objects.filter(pk=tender.pk).update(title=title)
    return tender


def proposes(editor: Walker) -> None:
    editor.open("/work/")
    editor.begin("a rule value: who proposes")
    editor.open("/rules/?q=D.HEARING.MIN")
    editor.follow(RULE)
    editor.follow(f"{RULE}propose/")
    editor.type("value", "5")
    editor.type("source", LETTER)
    editor.type("reason", "ให้ผู้ประกอบการรายเล็กมีเวลาให้ความเห็นมากขึ้น")
    editor.press()
    change = RuleChange.objects.get()
    assert change.ref in editor.address
    editor.sees("3 วันทำการ", "5 วันทำการ", "ท่านเป็นผู้เสนอเอง")


def approves(editor: Walker) -> None:
    editor.open("/work/")
    editor.begin("a rule value: who approves")
    editor.follow(f"/rules/changes/{RuleChange.objects.get().ref}/")
    editor.follow("/approve/")
    editor.press()
    editor.open(RULE)
    editor.sees("5 วันทำการ", LETTER)


def publishes_draft(head_officer: Walker, tender: Tender, last_day: str) -> None:
    head_officer.open(f"/tenders/{tender.ref}/")
    head_officer.follow("/publish_draft/")
    head_officer.press()
    head_officer.sees(last_day)


def test_a_changed_rule_counts_for_new_purchases_and_not_for_frozen_ones(walks: Any, stage: Any, cast: Any, second_editor: Player) -> None:
    older = approved_purchase(cast, "ระบบขออนุญาตก่อสร้าง ที่อนุมัติก่อน")
    editor, other, reader = (walks(who, english=False) for who in (cast.rule_editor, second_editor, None))
    proposes(editor)
    reader.open(RULE)
    reader.sees("3 วันทำการ")
    approves(other)
    reader.open(RULE)
    reader.sees("5 วันทำการ")
    newer = approved_purchase(cast, "ระบบขออนุญาตก่อสร้าง ที่อนุมัติหลัง")
    head_officer = walks(cast.head_officer, english=False)
    head_officer.open("/work/")
    head_officer.begin("a rule value: the head officer")
    publishes_draft(head_officer, older, "10 ก.ย. 2569")
    publishes_draft(head_officer, newer, "14 ก.ย. 2569")
    assert [one.comments_until for one in Tender.objects.order_by("pk")] == [dt.date(2026, 9, 10), dt.date(2026, 9, 14)]


def test_an_editor_changes_a_circular_and_a_reader_finds_the_new_text(walks: Any, stage: Any, cast: Any) -> None:
    page = CircularPage.objects.get(slug="w119")
    editor, reader = walks(cast.rule_editor, english=False), walks(english=False)
    editor.begin("a circular: the editor")
    with editor.at_another_desk():  # Wagtail's own pages: used, not looked over
        editor.open("/cms/")
        editor.open(f"/cms/pages/{page.get_parent().pk}/")
        editor.follow(f"/cms/pages/{page.pk}/edit/")
        editor.type("summary_th", "สรุปที่แก้ใหม่: ใช้กับการจัดซื้อจัดจ้างครั้งที่อนุมัติตั้งแต่วันนี้")
        editor.page.locator('[data-w-dropdown-target="toggle"]:visible').last.click()
        editor.page.locator('button[name="action-publish"]:visible').click()
        editor.page.wait_for_url(f"**/cms/pages/{page.get_parent().pk}/")
    reader.open("/guidance/")
    reader.begin("a circular: a reader")
    reader.search("ว 119")
    reader.follow("/guidance/circulars/w119/")
    reader.sees("สรุปที่แก้ใหม่")
