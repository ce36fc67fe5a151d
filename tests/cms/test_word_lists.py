"""The word lists of the search are edited in Wagtail's admin, recorded in the log, and used soon after."""

from __future__ import annotations

import pytest

from catalog.models import WordList
from catalog.search import kept, lists
from catalog.search.planner import plan
from marketplace import audit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _shipped_lists():
    kept.forget()
    yield
    kept.forget()


def saved(client, kind, content, seen=0):
    return client.post(f"/cms/search-words/{kind}/", {"content": content, "seen": seen})


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_list_that_nobody_edited_shows_what_the_release_brings(cast, at_browser, language):
    html = at_browser(cast.rule_editor, language).get("/cms/search-words/synonyms/").content.decode()
    assert "antivirus" in html
    assert ("คำที่มีความหมายเดียวกัน" if language == "th" else "Words that mean the same") in html


def test_a_saved_synonym_is_used_at_once_and_recorded(cast, at_browser):
    before = plan("เครื่องคิดเงิน").rungs[0].node
    assert (
        saved(at_browser(cast.rule_editor), "synonyms", lists.shipped_text("synonyms") + "\nเครื่องคิดเงิน = point of sale\n").status_code
        == 302
    )
    assert plan("เครื่องคิดเงิน").rungs[0].node != before
    entry = list(audit.entries(root=("word_list", "synonyms")))[-1]
    assert entry.payload["added"] == ["เครื่องคิดเงิน = point of sale"]
    assert entry.payload["removed"] == []


def test_a_word_saved_as_weak_is_not_required_any_more(cast, at_browser):
    assert [rung.name for rung in plan("สารบรรณ คลาวด์").rungs] == ["all", "halves", "most"]
    assert saved(at_browser(cast.rule_editor), "weak", lists.shipped_text("weak") + "\nคลาวด์\n").status_code == 302
    assert [rung.name for rung in plan("สารบรรณ คลาวด์").rungs] == ["all", "strong", "halves"]


def test_a_line_that_cannot_be_read_is_named_and_nothing_is_saved(cast, at_browser):
    response = saved(at_browser(cast.rule_editor), "synonyms", "cloud = คลาวด์\nlonely\n")
    assert response.status_code == 409
    assert "Line 2" in response.content.decode()
    assert "lonely" in response.content.decode()
    assert not WordList.objects.exists()


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(cast, at_browser):
    client = at_browser(cast.rule_editor)
    assert saved(client, "weak", "งาน\n").status_code == 302
    assert saved(client, "weak", "ระบบ\n").status_code == 409
    assert WordList.objects.get().content == "งาน\n"


def test_a_changed_dictionary_lets_the_index_be_built_anew(cast, at_browser, monkeypatch):
    built = []
    monkeypatch.setattr("catalog.tasks.indexing.rebuild", lambda: built.append(1) or 0)
    saved(at_browser(cast.rule_editor), "words", "ไมโครกริดเทศบาล\n")
    audit.deliver()
    assert built == [1]
    saved(at_browser(cast.rule_editor), "weak", "งาน\n")
    audit.deliver()
    assert built == [1]


def test_nobody_else_sees_or_changes_the_lists(cast, at_browser):
    assert at_browser(cast.auditor).get("/cms/search-words/weak/").status_code == 403
    assert saved(at_browser(cast.officer), "weak", "งาน").status_code == 403
    assert at_browser(cast.rule_editor).get("/cms/search-words/passwords/").status_code == 404
