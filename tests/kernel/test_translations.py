"""Extraction, merging and judging of texts, on small apps written for the purpose."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

import pytest

from marketplace.kernel import translations
from marketplace.kernel.translations import TextSource


@pytest.fixture
def app(tmp_path: Path) -> TextSource:
    folder = tmp_path / "stall"
    (folder / "templates" / "stall").mkdir(parents=True)
    return TextSource("stall", folder)


def write_po(app: TextSource, body: str) -> None:
    app.po_path.parent.mkdir(parents=True, exist_ok=True)
    app.po_path.write_text(translations.HEADER.format(label="stall") + body, encoding="utf-8")


def ids(app: TextSource) -> set:
    return {(message.id, message.context) for message in translations.extracted(app) if message.id}


def test_python_calls_of_every_kind_are_found(app: TextSource) -> None:
    (app.folder / "views.py").write_text(
        "a = _('One')\nb = gettext_lazy(\n    'Two '\n    'halves')\n"
        "c = ngettext('%(n)s bid', '%(n)s bids', n)\nd = pgettext_lazy('verb', 'Order')\n"
    )
    assert ids(app) == {
        ("One", None),
        ("Two halves", None),
        (("%(n)s bid", "%(n)s bids"), None),
        ("Order", "verb"),
    }


def test_template_tags_are_found_whatever_their_indentation(app: TextSource) -> None:
    (app.folder / "templates/stall/page.html").write_text(
        '<div>\n      {% translate "Open" %}\n  <p class=\'it"s\'>(\n {% blocktranslate trimmed with n=bids %}\n'
        "   There are\n   {{ n }} bids\n {% endblocktranslate %}\n"
        '{% include "x.html" with label=_("Name") %}{{ x|default:_("none") }}\n'
        '{% translate "Order" context "noun" %}</div>\n'
    )
    assert ids(app) == {
        ("Open", None),
        ("There are %(n)s bids", None),
        ("Name", None),
        ("none", None),
        ("Order", "noun"),
    }


def test_migrations_and_files_outside_templates_are_not_read(app: TextSource) -> None:
    (app.folder / "migrations").mkdir()
    (app.folder / "migrations/0001_initial.py").write_text("_('old')")
    (app.folder / "notes.txt").write_text("{% translate 'note' %}")
    assert ids(app) == set()


def test_an_update_keeps_the_thai_that_is_there_and_adds_what_is_new(app: TextSource) -> None:
    write_po(app, 'msgid "One"\nmsgstr "หนึ่ง"\n')
    (app.folder / "views.py").write_text("_('One'); _('Two')")
    translations.update(app)
    texts = {message.id: message.string for message in translations.stored(app) if message.id}
    assert texts == {"One": "หนึ่ง", "Two": ""}


def test_a_second_update_changes_nothing(app: TextSource) -> None:
    (app.folder / "views.py").write_text("_('One'); _('Two %(n)s')")
    translations.update(app)
    first = app.po_path.read_text()
    translations.update(app)
    assert app.po_path.read_text() == first


def test_a_text_whose_id_went_away_waits_as_obsolete_and_comes_back(app: TextSource) -> None:
    write_po(app, 'msgid "One"\nmsgstr "หนึ่ง"\n')
    translations.update(app)
    assert '#~ msgstr "หนึ่ง"' in app.po_path.read_text()
    (app.folder / "views.py").write_text("_('One')")
    translations.update(app)
    assert '\nmsgstr "หนึ่ง"' in app.po_path.read_text()
    assert not translations.faults(app)


def test_pruning_drops_what_is_no_longer_used(app: TextSource) -> None:
    write_po(app, 'msgid "One"\nmsgstr "หนึ่ง"\n\nmsgid "Two"\nmsgstr "สอง"\n')
    (app.folder / "views.py").write_text("_('Two')")
    translations.update(app, prune=True)
    assert "หนึ่ง" not in app.po_path.read_text()


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("", "no Thai text for “%(n)s bids”"),
        ('#, fuzzy\nmsgid "%(n)s bids"\nmsgstr "%(n)s ซอง"\n', "marked fuzzy"),
        ('#, python-format\nmsgid "%(n)s bids"\nmsgstr "%(m)s ซอง"\n', "unknown named placeholder"),
    ],
)
def test_missing_unsure_and_mismatched_texts_are_faults(app: TextSource, body: str, fault: str) -> None:
    write_po(app, body)
    (app.folder / "views.py").write_text("_('%(n)s bids')")
    found = translations.faults(app)
    assert len(found) == 1
    assert fault in found[0]


def test_two_apps_that_translate_one_id_differently_are_rivals(app: TextSource, tmp_path: Path) -> None:
    other = TextSource("shop", tmp_path / "shop")
    write_po(app, 'msgid "Order"\nmsgstr "สั่งซื้อ"\n')
    write_po(other, 'msgid "Order"\nmsgstr "ใบสั่ง"\n')
    assert "pgettext" in translations.rivals([app, other])[0]
    write_po(other, 'msgid "Order"\nmsgstr "สั่งซื้อ"\n')
    assert translations.rivals([app, other]) == []


def test_compiled_texts_are_read_by_gettext_and_written_only_when_stale(app: TextSource) -> None:
    write_po(app, 'msgid "One"\nmsgstr "หนึ่ง"\n\n#, fuzzy\nmsgid "Two"\nmsgstr "สอง"\n')
    assert translations.compile_catalog(app)
    with app.mo_path.open("rb") as file:
        texts = gettext.GNUTranslations(file)
    assert (texts.gettext("One"), texts.gettext("Two")) == ("หนึ่ง", "Two")
    assert not translations.compile_catalog(app)
    os.utime(app.po_path, ns=(app.mo_path.stat().st_mtime_ns + 10**9,) * 2)
    assert translations.compile_catalog(app)
