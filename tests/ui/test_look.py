"""The style sheet and the tag library."""

import datetime as dt
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import engines
from django.utils import translation

import marketplace.ui
from marketplace.kernel import clock
from marketplace.ui import charts, formats

FOLDER = Path(marketplace.ui.__file__).parent
CSS = (FOLDER / "static/ui/talat.css").read_text()


def tokens(scheme):
    root, dark = re.findall(r":root \{(.*?)\}", CSS, re.S)[:2]
    found = dict(re.findall(r"--([\w-]+): (#\w{6})", root))
    if scheme == "dark":
        found.update(re.findall(r"--([\w-]+): (#\w{6})", dark))
    return found


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, two):
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


TEXT = [("ink", "paper"), ("ink", "sand"), ("ink", "sand-deep"), ("ink-soft", "paper"), ("ink-soft", "sand"), ("accent", "paper"), ("accent", "sand"), ("accent", "accent-wash"), ("accent-ink", "accent"), ("wait", "wait-wash"), ("stop", "stop-wash"), ("stop", "paper"), ("good", "good-wash"), ("ink", "wait-wash"), ("ink", "stop-wash"), ("ink", "good-wash"), ("ink", "accent-wash")]  # fmt: skip
SHAPES = [("line-strong", "paper"), ("wait-line", "paper"), ("chart-1", "paper"), ("chart-2", "paper"), ("chart-3", "paper"), ("chart-4", "paper")]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), TEXT)
def test_text_is_readable_at_the_highest_level(scheme, front, back):
    colours = tokens(scheme)
    assert contrast(colours[front], colours[back]) >= 7


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), SHAPES)
def test_shapes_stand_out_from_the_page(scheme, front, back):
    colours = tokens(scheme)
    assert contrast(colours[front], colours[back]) >= 3


def test_colours_are_named_only_in_the_tokens():
    after = CSS[CSS.index("@layer elements {") :]
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", after)) <= {"#fff"}


def test_templates_carry_no_style_and_no_script_of_their_own():
    for template in FOLDER.glob("templates/**/*.html"):
        text = template.read_text()
        assert not re.search(r"\sstyle=|\son\w+=|<style", text), template
        assert not re.search(r"<script(?![^>]*src=)", text), template


def test_the_first_page_weighs_little():
    assert len(CSS.encode()) + (FOLDER / "static/ui/talat.js").stat().st_size < 45_000


def draw(source, **context):
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize(("language", "shown"), [("th", "30 ก.ย. 2569"), ("en", "30 Sep 2026")])
def test_days_are_shown_in_the_readers_era(language, shown):
    with translation.override(language):
        assert draw("{{ day|date_be }}", day=dt.date(2026, 9, 30)) == shown


def test_decimals_are_shown_only_where_satang_matter():
    assert (
        draw(
            "{{ a|baht }} {{ b|baht }} {{ a|baht:'exact' }} {{ none|baht }}",
            a=50_000_000,
            b=12_345,
            none=None,
        )
        == "500,000 123.45 500,000.00 –"
    )


NOW = clock.at(dt.date(2026, 12, 4), dt.time(9))


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (clock.at(dt.date(2026, 12, 4), dt.time(12)), "in 3 hours"),
        (clock.at(dt.date(2026, 12, 4), dt.time(9, 20)), "in 20 minutes"),
        (clock.at(dt.date(2026, 12, 4), dt.time(8)), "passed"),
        (dt.date(2026, 12, 4), "today"),
        (dt.date(2026, 12, 3), "passed"),
    ],
)
def test_a_deadline_says_how_long_is_left(moment, shown):
    with translation.override("en"):
        assert formats.until(moment, NOW) == shown


def test_a_deadline_on_another_day_is_counted_in_working_days_where_a_calendar_is_known(monkeypatch):
    monkeypatch.setattr(formats, "_count_working_days", lambda a, b: 3)
    with translation.override("en"):
        assert formats.until(dt.date(2026, 12, 9), NOW) == "in 3 working days"
    monkeypatch.setattr(formats, "_count_working_days", None)
    with translation.override("en"):
        assert formats.until(dt.date(2026, 12, 9), NOW) == "in 5 days"


def test_what_people_wrote_is_escaped_in_every_component():
    evil = "<script>x</script>"
    basis = SimpleNamespace(th=evil, en=evil, slug="x", is_law=False)
    refusal = SimpleNamespace(text=evil, what_to_do=evil, basis=basis)
    offer = SimpleNamespace(label=evil, lead=evil, url="#", possible=False, refusals=[refusal])
    html = draw(
        "{% state_tag e %}{% facts rows %}{% answers rows %}{% timeline items %}{% task_list items %}{% steps offers %}"
        "{% diff e e %}{% bars bars %}{% money_bar bars 100 e %}{% empty e %}{{ e }}{% endempty %}{% notice 'wait' e %}{{ e }}{% endnotice %}"
        "{% panel e %}{{ e }}{% endpanel %}{% tabs tabs e %}{% chips chips %}{% basis_link basis %}{% sparkline values e %}",
        e=evil, rows=[(evil, evil, evil)], items=[{"title": evil, "note": evil, "basis": basis, "state": ""}], offers=[offer],
        bars=[(evil, 5)], tabs=[(evil, "/")], chips=[{"label": evil, "url": "/"}], basis=basis, values=[1, 2],
    )  # fmt: skip
    assert "<script" not in html
    assert html.count("&lt;script") > 20


def test_a_house_rule_is_never_shown_as_law():
    rule = SimpleNamespace(th="ผู้ขอไม่ใช่ผู้อนุมัติ", en="Whoever asks does not approve", slug="x", is_law=False)
    with translation.override("en"):
        shown = draw("{% basis_link rule %}", rule=rule)
    assert "not of the law" in shown
    assert 'href="/guidance/clauses/x/"' in shown


def test_a_step_names_its_bases_and_leads_to_their_guidance():
    law = SimpleNamespace(th="ข้อ 55", en="cl. 55", slug="reg-55", is_law=True)
    house = SimpleNamespace(th="ราคาพิมพ์ท้ายสุด", en="Price typed last", slug="house-price", is_law=False)
    offer = SimpleNamespace(label="ส่งซอง", lead="", url="/step/x/", possible=True, refusals=[], step=SimpleNamespace(bases=(law, house)))
    html = draw("{% steps offers %}", offers=[offer])
    assert 'href="/guidance/clauses/reg-55/"' in html
    assert 'href="/guidance/clauses/house-price/"' in html


def test_a_step_that_cannot_be_taken_has_no_address_and_names_its_reasons():
    basis = SimpleNamespace(th="ข้อ 55", en="cl. 55", slug="reg-55", is_law=True)
    refusal = SimpleNamespace(text="ยังขาดกุญแจ", what_to_do="แจ้งผู้ถือกุญแจ", basis=basis)
    blocked = SimpleNamespace(label="เปิดซอง", lead="", url="/step/x/", possible=False, refusals=[refusal])
    html = draw("{% steps offers %}", offers=[blocked])
    assert "/step/x/" not in html
    assert 'aria-describedby="why-1"' in html
    assert 'id="why-1"' in html


def offered(label, *, possible=True, turns_back=False):
    reasons = [] if possible else [SimpleNamespace(text="ยังขาดกุญแจ", what_to_do="", basis=None)]
    return SimpleNamespace(label=label, lead="", url="/step/x/", possible=possible, refusals=reasons, turns_back=turns_back)


def test_what_leads_on_stands_before_what_sends_back_and_is_the_only_main_button():
    html = draw("{% steps offers %}", offers=[offered("ส่งคืน", turns_back=True), offered("อนุมัติ")])
    assert re.findall(r"<h3>(.*?)</h3>", html) == ["อนุมัติ", "ส่งคืน"]
    assert re.findall(r'<a class="(button[^"]*)"', html) == ["button", "button quiet"]
    assert html.count('class="step wait"') == 1


def test_where_one_can_only_send_back_nothing_is_the_main_button():
    html = draw("{% steps offers %}", offers=[offered("ยกเลิก", turns_back=True), offered("เปิดซอง", possible=False)])
    assert re.findall(r"<h3>(.*?)</h3>", html) == ["เปิดซอง", "ยกเลิก"]
    assert 'class="button" href' not in html
    assert "step wait" not in html


def test_a_chart_that_tells_the_same_in_bars_hides_one_of_both_at_every_width():
    spec = {"data": {"values": [{"a": "x", "b": 1}]}, "mark": "bar", "encoding": {"x": {"field": "b", "type": "quantitative"}}}
    made = charts.draw(spec, title="ร้อยละ", description="x 1", narrow=[("เทศบาล", 50, "50%"), ("มหาวิทยาลัย", 25, "25%")])
    html = draw("{% chart made %}", made=made)
    assert 'class="bars narrow"' in html
    assert "drawing broad" in html
    assert re.findall(r'<rect width="(\d+)" height="18"', html) == ["1000", "500"]


def bar_chart(label="เทศบาล"):
    spec = {
        "data": {"values": [{"a": label, "b": 3}]},
        "mark": "bar",
        "encoding": {"y": {"field": "a", "type": "nominal"}, "x": {"field": "b", "type": "quantitative"}},
    }
    return charts.svg(spec, "ชื่อ <b>", "คำอธิบาย")


def test_a_chart_is_coloured_by_the_pages_tokens_and_keeps_its_policy():
    svg = bar_chart()
    assert "var(--chart-1)" in svg
    assert not re.search(r'(fill|stroke)="#', svg)
    assert "style=" not in svg
    assert "<title" in svg
    assert "ชื่อ &lt;b&gt;" in svg


def test_two_charts_on_a_page_share_no_id():
    def ids(svg):
        return set(re.findall(r'id="([^"]+)"', svg))

    assert ids(bar_chart()).isdisjoint(ids(bar_chart()))
