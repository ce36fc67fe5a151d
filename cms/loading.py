"""Brings the release's guidance into Wagtail: home, topics, circulars, one page per clause and house rule.

Idempotent: what is there is left as it is, unless it is untouched text of an earlier release. A page that a person has
edited (it has a revision) is theirs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from django.conf import settings
from django.db import connections, transaction
from wagtail.models import Locale, Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.access import editors_group
from cms.models import (
    CircularClause,
    CircularPage,
    CircularRule,
    ClausePage,
    GuidanceCircular,
    GuidanceClause,
    GuidanceIndexPage,
    GuidancePage,
    GuidanceRule,
    HomePage,
)
from marketplace.law import all_bases

FOLDER = Path(__file__).parent / "guidance"
LANGUAGES = ("th", "en")

HOME = {
    "slug": "guidance",
    "title": {"th": "คู่มือจัดซื้อจัดจ้าง", "en": "Guidance on procurement"},
    "lead": {
        "th": "คำตอบสั้น ๆ สำหรับคนทำงาน พร้อมค่ากำหนดที่มีผลวันนี้ ข้อกฎหมาย และหนังสือเวียนที่เป็นที่มา",
        "en": "Short answers for people at work, with the values in force today, the clauses and the circulars behind them.",
    },
}
CLAUSES = {
    "slug": "clauses",
    "title": {"th": "ข้อกฎหมายและกติกาของระบบ", "en": "Clauses and rules of the platform"},
    "lead": {
        "th": "ทุกข้อที่ขั้นตอนหรือค่ากำหนดในระบบนี้อ้างถึง สรุปเป็นประโยคเดียว กติกาของระบบแยกไว้และไม่ใช่กฎหมาย",
        "en": "Every provision that a step or a value rests on, in one sentence. Rules of the platform are listed apart; they are not law.",
    },
}
CIRCULARS = {
    "slug": "circulars",
    "title": {"th": "หนังสือเวียนและประกาศ", "en": "Circulars and notifications"},
    "lead": {
        "th": "หนังสือที่ค่ากำหนดในระบบนี้มาจาก พร้อมสถานะและวันที่มีผล เลขและวันที่ที่ยังไม่ยืนยันจะบอกไว้ตรง ๆ",
        "en": "The letters that values here come from, with status and dates. A number or date that is not confirmed is said to be so.",
    },
}


@dataclass
class Outcome:
    """What a load did."""

    created: int = 0
    refreshed: int = 0
    kept: int = 0

    @property
    def changed(self) -> int:
        return self.created + self.refreshed


@cache
def content() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(topics, circulars) of the release."""
    topics = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("[0-9]*.yaml"))]
    circulars = yaml.safe_load((FOLDER / "circulars.yaml").read_text(encoding="utf-8"))
    return topics, circulars


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


@cache
def release_hash() -> str:
    """Names all that this release brings: equal means that nothing has to be loaded."""
    return _hash([content(), HOME, CLAUSES, CIRCULARS, [(one.code, one.th, one.en) for one in all_bases()]])


@contextmanager
def _quietly() -> Any:
    """Without the index of references, which nothing on these pages uses."""
    with disable_reference_index_auto_update():
        yield


def load(*, force: bool = False) -> Outcome:
    """Bring in what is missing. Without `force` a database that already has this release is left at once."""
    done = Outcome()
    home = HomePage.objects.first()
    if home is not None and home.release_hash == release_hash() and not force:
        return done
    topics, circulars = content()
    with transaction.atomic(), _quietly():
        home = _home(home, done)
        circular_index = _page(home, GuidanceIndexPage, CIRCULARS, _titled(CIRCULARS), done)
        clause_index = _page(home, GuidanceIndexPage, CLAUSES, _titled(CLAUSES), done)
        pages = {one["slug"]: _circular(circular_index, one, done) for one in circulars}
        for one in topics:
            _topic(home, one, pages, done)
        _clauses(clause_index, done)
        HomePage.objects.filter(pk=home.pk).update(release_hash=release_hash())
        editors_group()
    return done


def after_migrate(sender: Any, using: str, **kwargs: Any) -> None:
    """Handler of `post_migrate`: a fresh database has its guidance, so that no basis links to nothing."""
    tables = set(connections[using].introspection.table_names())
    if using == "default" and {HomePage._meta.db_table, "wagtailcore_site", "law_rulevalue"} <= tables:
        load()


def _home(home: HomePage | None, done: Outcome) -> HomePage:
    """The home page as root of the only site, in place of the page that Wagtail brings."""
    if home is not None:
        done.kept += 1
        return home
    if not Locale.objects.exists():
        Locale.objects.create(language_code="th")
    root = Page.get_first_root_node()
    home = HomePage(slug=HOME["slug"], **_titled(HOME))
    root.add_child(instance=home)
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    old = site.root_page if site.root_page_id else None
    address = urlsplit(settings.BASE_URL)
    site.root_page, site.site_name = home, "ตลาด"
    site.hostname = address.hostname or "localhost"
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.save()
    if old is not None and type(old.specific) is Page:
        old.delete()
    done.created += 1
    return HomePage.objects.get(pk=home.pk)


def _titled(raw: dict[str, Any]) -> dict[str, Any]:
    made = {"title": raw["title"]["th"], "title_en": raw["title"]["en"]}
    if "lead" in raw:
        made |= {"lead_th": raw["lead"]["th"], "lead_en": raw["lead"]["en"]}
    return made


def _page(parent: Page, model: Any, raw: dict[str, Any], fields: dict[str, Any], done: Outcome) -> Any:
    """The page of `raw["slug"]` below `parent`: created, refreshed where only the release has written it, else left."""
    digest = _hash(raw)
    page = model.objects.child_of(parent).filter(slug=raw["slug"]).first()
    if page is None:
        page = model(slug=raw["slug"], release_hash=digest, **fields)
        parent.add_child(instance=page)
        done.created += 1
        page.fresh = True
    elif page.release_hash != digest and page.latest_revision_id is None:
        for name, value in {**fields, "release_hash": digest}.items():
            setattr(page, name, value)
        page.save()
        done.refreshed += 1
        page.fresh = True
    else:
        done.kept += 1
        page.fresh = False
    return page


def _children(page: Any, model: Any, name: str, values: Iterable[Any]) -> None:
    model.objects.filter(page=page).delete()
    model.objects.bulk_create(model(page=page, sort_order=n, **{name: value}) for n, value in enumerate(values))


def _circular(index: Page, raw: dict[str, Any], done: Outcome) -> CircularPage:
    fields = {
        **_titled(raw),
        "number": raw["number"],
        "issued_on": raw.get("issued_on"),
        "effective_from": raw.get("effective_from"),
        "summary_th": raw["summary"]["th"],
        "summary_en": raw["summary"]["en"],
    }
    page: CircularPage = _page(index, CircularPage, raw, fields, done)
    if page.fresh:  # type: ignore[attr-defined]
        _children(page, CircularClause, "code", raw.get("clauses", ()))
        _children(page, CircularRule, "rule_id", raw.get("rules", ()))
    return page


def _topic(home: Page, raw: dict[str, Any], circulars: dict[str, CircularPage], done: Outcome) -> None:
    fields = _titled(raw)
    for lang in LANGUAGES:
        fields[f"answer_{lang}"] = raw["answer"][lang]
        fields[f"applies_{lang}"] = raw["applies"][lang]
        fields[f"body_{lang}"] = json.dumps([_block(one, lang) for one in raw["body"]])
    page = _page(home, GuidancePage, raw, fields, done)
    if page.fresh:
        _children(page, GuidanceRule, "rule_id", raw["rules"])
        _children(page, GuidanceClause, "code", raw["clauses"])
        _children(page, GuidanceCircular, "circular", [circulars[slug] for slug in raw.get("circulars", ())])


def _block(raw: dict[str, Any], lang: str) -> dict[str, Any]:
    """One block of a data file as Wagtail keeps it."""
    (kind, value), *_rest = raw.items()
    if kind == "steps":
        return {"type": kind, "value": [{"type": "item", "value": step[lang]} for step in value]}
    if kind == "rule_value":
        return {"type": kind, "value": value}
    text = value[lang]
    return {"type": kind, "value": f"<p>{escape(text)}</p>" if kind == "text" else text}


def _clauses(index: Page, done: Outcome) -> None:
    """One page per clause and house rule; its texts come from the law itself when the page is shown."""
    there = {page.code: page for page in ClausePage.objects.all()}
    for one in all_bases():
        page = there.get(one.code)
        title, title_en = one.th[:255], one.en[:255]
        if page is None:
            index.add_child(instance=ClausePage(code=one.code, slug=one.slug, title=title, title_en=title_en))
            done.created += 1
        elif (page.title, page.title_en) != (title, title_en) and page.latest_revision_id is None:
            page.title, page.title_en = title, title_en
            page.save()
            done.refreshed += 1
        else:
            done.kept += 1
