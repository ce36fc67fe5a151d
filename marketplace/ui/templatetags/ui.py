"""The product's only tag library, built in everywhere: filters for values, tags for components.

Must not know domain objects: tags take the shapes of `marketplace.ui.shapes`. The gallery page shows every one.
"""

from __future__ import annotations

import itertools
from typing import Any

from django import template
from django.forms import CheckboxInput, FileInput
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from marketplace.kernel import era, money
from marketplace.kernel.provinces import PROVINCES
from marketplace.ui import charts, formats, shapes, slots

register = template.Library()
COMPONENTS = "ui/components/"


def _component(name: str, **context: Any) -> SafeString:
    return mark_safe(render_to_string(f"{COMPONENTS}{name}.html", context).strip())  # noqa: S308 - a template of ours


# --- values


@register.filter
def baht(satang: Any, how: str = "") -> str:
    """Satang as baht: `{{ total|baht }}`, or `{{ total|baht:"exact" }}` with two decimals always."""
    return formats.baht(satang, how == "exact")


@register.filter
def baht_words(satang: Any) -> str:
    """Satang in words, in the reader's language."""
    return formats.baht_words(satang)


@register.filter
def date_be(value: Any, style: str = "short") -> str:
    """A day in the reader's era: `{{ day|date_be }}`, `{{ day|date_be:"long" }}`, `"document"`, `"machine"`."""
    return formats.day(value, style)


@register.filter
def moment(value: Any, style: str = "short") -> str:
    """A moment on Bangkok's clocks in the reader's era."""
    return formats.moment(value, style)


@register.filter
def until(value: Any) -> str:
    """How long until a day or moment: hours today, else working days."""
    return formats.until(value)


@register.filter
def number(value: Any) -> str:
    """A whole number with thousands separators."""
    return f"{int(value):,}"


@register.filter
def thai_digits(value: Any) -> str:
    """Latin digits turned into Thai ones, for papers."""
    return era.to_thai_digits(str(value))


@register.filter
def in_language(item: Any, name: str) -> str:
    """`{{ category|in_language:"name" }}`: `name_th` or `name_en` of an object or mapping, Thai where English is missing."""
    wanted = shapes.part(item, f"{name}_{formats.language()}", "")
    return wanted or shapes.part(item, f"{name}_th", "")


@register.filter
def province(name: str) -> str:
    """A province, kept by its Thai name, in the reader's language."""
    return str(PROVINCES.get(name, name))


@register.filter
def begun(text: Any, most: int) -> str:
    """The beginning of a text, at most `most` characters, ended between words: Thai at the space between two phrases."""
    return formats.begun(str(text), most)


@register.filter
def notice_kind(level: str) -> str:
    """The kind of notice for a level of Django's messages."""
    return shapes.MESSAGE_KINDS.get(level, "")


# --- frames


@register.simple_tag(takes_context=True)
def rendered(context: template.Context, name: str) -> SafeString:
    """What the page wrote into the block `name`, trimmed; empty if it wrote none. May be asked more than once."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks is not None else None
    return mark_safe(block.render(context).strip()) if block is not None else SafeString()  # noqa: S308


@register.simple_tag(takes_context=True)
def include_columns(context: template.Context) -> SafeString:
    """Head, lead, main and aside of a page. A page that writes its own heading is not given a second one."""
    parts = {name: rendered(context, name) for name in ("crumbs", "title", "title_end", "lead", "facts", "main", "aside")}
    if "<h1" in parts["main"] or "<h1" in parts["lead"]:
        parts["title"] = SafeString()
    return _component("columns", **parts, messages=context.get("messages"))


@register.simple_tag(takes_context=True)
def frame_slot(context: template.Context, name: str, **values: Any) -> SafeString:
    """What higher apps put into the place `name`."""
    request = context.get("request")
    return slots.fill(name, request, **values) if request is not None else SafeString()


# --- forms


@register.simple_tag
def field(bound: Any, unit: str = "") -> SafeString:
    """One field of a form with label, hint, what is to be mended, and its input; `unit` stands behind the input."""
    widget = bound.field.widget
    parts = (("helptext", bound.help_text), ("error", bound.errors))
    return _component(
        "field",
        field=bound,
        group=bool(bound.use_fieldset) and not isinstance(widget, FileInput),
        checkbox=isinstance(widget, CheckboxInput),
        unit=unit or getattr(bound.field, "unit", ""),
        describedby=" ".join(f"{bound.auto_id}_{what}" for what, there in parts if there),
    )


@register.simple_tag
def fields(form: Any) -> SafeString:
    """Every field of a form in order, hidden ones included."""
    return format_html_join("", "{}", ((field(bound),) for bound in form))


@register.simple_tag
def error_summary(*forms: Any) -> SafeString:
    """What is to be mended in one or several forms (or formsets, or lists of forms), each sentence linked to its field."""
    problems: list[tuple[str, str]] = []
    for form in itertools.chain.from_iterable(form if isinstance(form, list) else [form] for form in forms):
        if form is None or not form.is_bound:
            continue
        if hasattr(form, "management_form"):
            problems += [("", sentence) for sentence in form.non_form_errors()]
            singles = list(form.forms)
        else:
            singles = [form]
        for single in singles:
            problems += [("", sentence) for sentence in single.non_field_errors()]
            problems += [(_target(bound), _named(bound, sentence)) for bound in single for sentence in bound.errors]
    return _component("error_summary", problems=problems)


def _named(bound: Any, sentence: Any) -> str:
    """The sentence with the field's label before it, unless it names the field itself."""
    label = str(bound.label)
    return str(sentence) if not label or label in str(sentence) else f"{label}: {sentence}"


def _target(bound: Any) -> str:
    return f"{bound.auto_id}_0" if bound.use_fieldset else bound.id_for_label or bound.auto_id


# --- components


@register.simple_tag
def state_tag(word: Any, kind: str = "") -> SafeString:
    """A state as a word with a shape. Kinds: plain, now, wait, good, stop."""
    return format_html('<span class="tag {}">{}</span>', kind, word)


@register.simple_tag
def timeline(items: Any) -> SafeString:
    """Past steps, the present one and the lawful next ones (`shapes.timeline`)."""
    return _component("timeline", items=shapes.timeline(items))


@register.simple_tag
def facts(rows: Any) -> SafeString:
    """The few facts that decide (`shapes.pairs`)."""
    return _component("facts", rows=shapes.pairs(rows))


@register.simple_tag
def answers(rows: Any) -> SafeString:
    """A summary list: what was answered, with the way to change it (`shapes.pairs` with url)."""
    return _component("answers", rows=shapes.pairs(rows))


@register.simple_tag
def task_list(items: Any) -> SafeString:
    """Tasks with their states (`shapes.tasks`)."""
    return _component("task_list", tasks=shapes.tasks(items))


@register.simple_tag
def steps(offers: Any, waits: bool = True) -> SafeString:
    """The steps a person may take, each with its button or with every reason why not (offers of the engine).

    Steps that lead on come before those that lead back or end the case, possible ones first. Only a step that leads on
    and is possible is the page's main one; `waits` marks it as waiting for this person.
    """

    def rank(offer: Any) -> tuple[bool, bool]:
        return bool(shapes.part(offer, "turns_back", False)), not offer.possible

    ordered = sorted(offers, key=rank)
    leads = bool(ordered) and rank(ordered[0]) == (False, False)
    return _component("steps", offers=ordered, leads=leads, waits=waits and leads)


@register.simple_tag
def reasons(refusals: Any, number: Any = "") -> SafeString:
    """Why something cannot be done: sentence, what to do, basis."""
    return _component("reasons", refusals=refusals, id=f"why-{number}" if number else "")


@register.simple_tag
def basis_link(basis: Any) -> SafeString:
    """A clause or house rule as a link to its guidance; a house rule is named as the platform's own."""
    words = shapes.part(basis, formats.language()) or shapes.part(basis, "th") or str(basis)
    return _component("basis_link", basis=basis, words=words)


@register.simple_tag
def bases(found: Any) -> SafeString:
    """On what a step rests: one line with a link for each clause or house rule; nothing where none is given."""
    return _component("bases", bases=list(found or ()))


@register.simple_tag
def pager(page: Any) -> SafeString:
    """Links to the neighbouring pages of a `paging.Page`."""
    return _component("pager", page=page)


@register.simple_tag(takes_context=True)
def tabs(context: template.Context, items: Any, label: str = "") -> SafeString:
    """Tabs that are links (`shapes.tabs`)."""
    request = context.get("request")
    return _component("tabs", tabs=shapes.tabs(items, request.path if request is not None else ""), label=label)


@register.simple_tag
def chips(items: Any) -> SafeString:
    """Filters that are on, each with the address without it: mappings with label and url."""
    return _component("chips", chips=list(items))


@register.simple_tag
def money_bar(parts: Any, total: int, title: str = "") -> SafeString:
    """Parts (label, satang) of a total in satang as one bar with its key."""
    made = shapes.segments(parts, total)
    spoken = ", ".join(f"{segment['label']} {money.baht(segment['satang'])}" for segment in made)
    return _component("money_bar", parts=made, total=total, title=title, spoken=spoken, rest=total > 0)


@register.simple_tag
def bars(rows: Any, title: str = "") -> SafeString:
    """Labelled horizontal bars (`shapes.bars`): a small chart that is its own table."""
    return _component("bars", bars=shapes.bars(rows), title=title)


@register.simple_tag
def sparkline(values: Any, label: str) -> SafeString:
    """A small line through numbers; `label` says in words what it shows."""
    path = shapes.line_path([float(value) for value in values])
    return format_html('<svg class="spark" viewBox="0 0 120 28" role="img" aria-label="{}"><path d="{}"/></svg>', label, path)


@register.simple_tag
def chart(made: charts.Chart) -> SafeString:
    """A chart made by `charts.draw`, with its title and the table of its numbers."""
    return _component("chart", chart=made)


@register.simple_tag
def diff(old: str, new: str) -> SafeString:
    """What changed between two texts, line by line."""
    return _component("diff", lines=shapes.difference(old or "", new or ""))


@register.simple_block_tag
def panel(content: str, title: str = "") -> SafeString:
    """`{% panel "Title" %}…{% endpanel %}`: a quiet box beside the main text."""
    head = format_html("<h2>{}</h2>", title) if title else ""
    return format_html('<section class="panel">{}{}</section>', head, content)


@register.simple_block_tag
def notice(content: str, kind: str = "", title: str = "") -> SafeString:
    """`{% notice "wait" "Title" %}…{% endnotice %}`. Kinds: plain, wait, good, stop."""
    head = format_html("<h2>{}</h2>", title) if title else ""
    return format_html('<div class="notice {}">{}{}</div>', kind, head, content)


@register.simple_block_tag
def empty(content: str, title: str) -> SafeString:
    """`{% empty "No offers yet" %}…{% endempty %}`: what will be here, why it is empty, how to begin."""
    return format_html('<div class="empty"><h2>{}</h2>{}</div>', title, content)


@register.simple_block_tag
def step_card(content: str, title: str, kind: str = "") -> SafeString:
    """`{% step_card "Open the bids" "wait" %}…{% endstep_card %}`: a step with a form of its own."""
    return format_html('<section class="step {}"><h3>{}</h3>{}</section>', kind, title, content)
