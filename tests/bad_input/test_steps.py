"""Steps taken too early, from a page that is out of date, or without what they need; days with a year of the other era."""

from __future__ import annotations

from typing import Any

import pytest

from marketplace.kernel import clock
from tenders.models import CommitteeKind
from tenders.states import T
from tests.bad_input.conftest import nothing_written, only_the_refusal_written, reads, says
from tests.factories import purchases as p

pytestmark = [pytest.mark.django_db, pytest.mark.one_round]

BOTH = pytest.mark.parametrize("language", ["th", "en"])


def step(play: p.Play, name: str) -> str:
    return f"/step/tender/{play.tender.ref}/{name}/"


@BOTH
def test_a_step_that_comes_too_early_names_the_state_and_what_to_do(play: p.Play, language: str) -> None:
    p.approved(play)
    words = {"th": "เปิดหน้านี้ใหม่", "en": "This step cannot be taken in the present state"}
    with clock.shifted_to(play.now), only_the_refusal_written("open_bids", "wrong_state"):
        says(reads(play.cast.head_officer, language).post(step(play, "open_bids"), {"seen": play.tender.version}), 409, words[language])


@BOTH
def test_a_report_in_which_something_is_missing_is_not_submitted_and_says_what(play: p.Play, language: str) -> None:
    p.drafted(play)
    play.tender.committees.get(kind=CommitteeKind.ACCEPTANCE).seats.all().delete()
    play.tender.committees.filter(kind=CommitteeKind.ACCEPTANCE).delete()
    type(play.tender).objects.filter(pk=play.tender.pk).update(need="")
    words = {
        "th": ("รายงานขอซื้อขอจ้างยังไม่ครบ", "ยังไม่ได้แต่งตั้ง", "ระเบียบฯ 2560 ข้อ 22"),
        "en": ("The request report is not complete", "Not yet appointed", "Regulation 2560 cl. 22"),
    }
    with clock.shifted_to(play.now), only_the_refusal_written("submit_request", "request_complete", "committees_appointed"):
        says(reads(play.cast.officer, language).post(step(play, "submit_request"), {"seen": play.tender.version}), 409, *words[language])


@BOTH
@pytest.mark.parametrize("seen", ["older", "none", "garbage"])
def test_a_page_that_is_out_of_date_changes_nothing_and_keeps_what_was_typed(play: p.Play, language: str, seen: str) -> None:
    p.drafted(play)
    play.step("submit_request", play.cast.officer)
    data: dict[str, Any] = {"reason": "งบประมาณไม่พอ ขอให้ทบทวน"}
    data |= {"older": {"seen": play.tender.version - 1}, "none": {}, "garbage": {"seen": "๑2x"}}[seen]
    words = {"th": "มีผู้อื่นดำเนินการไปแล้วหลังจากที่ท่านเปิดหน้านี้", "en": "Someone else has acted since this page was opened. Nothing was changed."}
    with clock.shifted_to(play.now), only_the_refusal_written("return_request", "stale_page"):
        page = says(reads(play.cast.head_of_agency, language).post(step(play, "return_request"), data), 409, words[language])
    assert "งบประมาณไม่พอ ขอให้ทบทวน" in page
    play.tender.refresh_from_db()
    assert play.tender.state == T.REQUESTED


@BOTH
def test_a_step_that_needs_a_reason_asks_for_it(play: p.Play, language: str) -> None:
    p.drafted(play)
    play.step("submit_request", play.cast.officer)
    with clock.shifted_to(play.now), nothing_written():
        response = reads(play.cast.head_of_agency, language).post(
            step(play, "return_request"), {"seen": play.tender.version, "reason": "  "}
        )
        says(response, 422, {"th": "โปรดกรอก", "en": "Write “"}[language])


# ------------------------------------------------------------------ days
ERAS = [
    ("31 ธ.ค. 2026", "BE", "2569", "ปี 2026 เป็นปี ค.ศ. แต่เลือก พ.ศ. ไว้ โปรดเขียน 2569", "The year 2026 is a year A.D., but the Buddhist Era is chosen. Write 2569"),
    ("31/12/2569", "CE", "2026", "ปี 2569 เป็นปี พ.ศ. แต่เลือก ค.ศ. ไว้ โปรดเขียน 2026", "The year 2569 is a year of the Buddhist Era, but A.D. is chosen. Write 2026"),
    ("๓๑ ธ.ค. ๒๐๒๖", "BE", "2569", "โปรดเขียน 2569", "Write 2569"),
]  # fmt: skip


@BOTH
@pytest.mark.parametrize(("typed", "era", "other", "thai", "english"), ERAS)
def test_a_year_of_the_other_era_is_named_with_the_year_to_write(
    play: p.Play, language: str, typed: str, era: str, other: str, thai: str, english: str
) -> None:
    p.drafted(play)
    cast = play.cast
    data = {
        "kind": "acceptance", "acceptance-order_no": "77/2569", "acceptance-due_on": typed, "acceptance-due_on_era": era,
        "acceptance-chair": cast.inspector.person.pk, "acceptance-members": [cast.finance.person.pk, cast.administrator.person.pk],
    }  # fmt: skip
    with clock.shifted_to(play.now), nothing_written():
        response = reads(cast.officer, language).post(f"/tenders/{play.tender.ref}/committees/", data)
        page = says(response, 422, thai if language == "th" else english)
    assert f'value="{typed}"' in page
    assert 'value="77/2569"' in page
    assert f'<option value="{era}" selected>' in page


@pytest.mark.parametrize(("typed", "era"), [("31 ธ.ค. 2569", "BE"), ("๓๑/๑๒/๒๕๖๙", "BE"), ("31/12/2026", "CE"), ("2026-12-31", "BE")])
def test_a_day_is_read_in_the_era_that_was_chosen(play: p.Play, typed: str, era: str) -> None:
    p.drafted(play)
    cast = play.cast
    data = {
        "kind": "acceptance", "acceptance-order_no": "77/2569", "acceptance-due_on": typed, "acceptance-due_on_era": era,
        "acceptance-chair": cast.inspector.person.pk, "acceptance-members": [cast.finance.person.pk, cast.administrator.person.pk],
    }  # fmt: skip
    with clock.shifted_to(play.now):
        assert reads(cast.officer).post(f"/tenders/{play.tender.ref}/committees/", data).status_code == 302
    held = play.tender.committees.get(kind=CommitteeKind.ACCEPTANCE)
    assert (held.order_no, held.due_on.isoformat()) == ("77/2569", "2026-12-31")
