"""The few building blocks of a guidance text. No images, no embeds: a page stays small and says one thing after the other."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from marketplace.law.definitions import definitions

TEXT_FEATURES = ["bold", "ol", "ul", "link"]


def rule_choices() -> list[tuple[str, str]]:
    """Every rule, by its Thai and English name."""
    return [(rule_id, f"{one.th} · {one.en} ({rule_id})") for rule_id, one in definitions().items()]


class RuleValueBlock(blocks.ChoiceBlock):
    """The present value of a rule, read from the system when the page is shown: it cannot become outdated."""

    choices = staticmethod(rule_choices)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        from cms.reading import shown_rule

        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["shown"] = shown_rule(value)
        return context

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Migrations name this class, not its choices: they change with every rule."""
        return "cms.blocks.RuleValueBlock", [], {}

    class Meta:
        icon = "calendar-check"
        label = _("Present value of a rule")
        template = "cms/blocks/rule_value.html"


# Labels stand in `Meta`, so that migrations do not depend on the language in which they are made.


class HeadingBlock(blocks.CharBlock):
    """A heading between paragraphs."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "cms/blocks/heading.html"


class ParagraphBlock(blocks.RichTextBlock):
    """Running text with lists and links, nothing else."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=TEXT_FEATURES)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return "cms.blocks.ParagraphBlock", [], {}

    class Meta:
        label = _("Text")


class StepsBlock(blocks.ListBlock):
    """What to do, one thing after the other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(blocks.TextBlock())

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return "cms.blocks.StepsBlock", [], {}

    class Meta:
        icon = "list-ol"
        label = _("Numbered steps")
        template = "cms/blocks/steps.html"


class NoteBlock(blocks.TextBlock):
    """Something to watch out for."""

    class Meta:
        icon = "warning"
        label = _("Note")
        template = "cms/blocks/note.html"


class ExampleBlock(blocks.TextBlock):
    """One case with its numbers."""

    class Meta:
        icon = "form"
        label = _("Worked example")
        template = "cms/blocks/example.html"


class GuidanceText(blocks.StreamBlock):
    """What a guidance text is made of, in one language."""

    heading = HeadingBlock()
    text = ParagraphBlock()
    steps = StepsBlock()
    note = NoteBlock()
    example = ExampleBlock()
    rule_value = RuleValueBlock()
