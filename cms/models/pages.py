"""Pages of guidance: plain answers, circulars, and one page per clause or house rule. Thai first, English beside it.

The numbers of the law are never typed into a text: pages name rules, and the value in force is read when they are shown.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from cms.blocks import GuidanceText, rule_choices
from marketplace.law import Basis, all_bases, basis
from marketplace.law.clauses import UnknownBasis


def basis_choices() -> list[tuple[str, str]]:
    """Every clause and house rule, by its Thai and English name."""
    return [(one.code, f"{one.th} · {one.en}") for one in all_bases()]


def _in_english() -> bool:
    return (get_language() or "th").startswith("en")


class BilingualPage(Page):
    """A page in two languages under one address. `title` is the Thai title.

    `release_hash` names the text that came with the software: pages that people have edited are never overwritten.
    """

    title_en = models.CharField(_("English title"), max_length=255)
    release_hash = models.CharField(max_length=64, blank=True, default="", editable=False)

    content_panels = [MultiFieldPanel([FieldPanel("title"), FieldPanel("title_en")], heading=_("Page title"))]
    promote_panels = [FieldPanel("slug")]

    class Meta:
        abstract = True

    @property
    def name(self) -> str:
        """The title in the reader's language."""
        return self.title_en if _in_english() and self.title_en else self.title

    def in_language(self, field: str) -> Any:
        """`field`_th or `field`_en, Thai where the English one is empty."""
        english = getattr(self, f"{field}_en")
        return english if _in_english() and english else getattr(self, f"{field}_th")

    @property
    def body(self) -> Any:
        return self.in_language("body")

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The editor's preview stands in a frame of the same site; nobody else's may."""
        response: HttpResponse = super().serve_preview(request, mode_name)
        response["X-Frame-Options"] = "SAMEORIGIN"
        response._csp_replace = {"frame-ancestors": ["'self'"]}  # type: ignore[attr-defined]
        return response


class HomePage(BilingualPage):
    """The first page of guidance: what people ask for, then clauses, circulars, values and the calendar."""

    lead_th = models.TextField(_("Lead in Thai"), blank=True)
    lead_en = models.TextField(_("Lead in English"), blank=True)

    content_panels = [*BilingualPage.content_panels, FieldPanel("lead_th"), FieldPanel("lead_en")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.GuidancePage", "cms.GuidanceIndexPage"]
    max_count = 1
    template = "cms/home_page.html"

    @property
    def lead(self) -> str:
        return str(self.in_language("lead"))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.reading import find_guidance

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        query = request.GET.get("q", "").strip()[:100]
        context["query"] = query
        context["found"] = find_guidance(query) if query else []
        context["topics"] = GuidancePage.objects.child_of(self).live().specific()
        context["indexes"] = GuidanceIndexPage.objects.child_of(self).live()
        return context


class GuidanceIndexPage(BilingualPage):
    """A list of what lies below it: all circulars, or all clauses by the layer of the rule."""

    lead_th = models.TextField(_("Lead in Thai"), blank=True)
    lead_en = models.TextField(_("Lead in English"), blank=True)

    content_panels = [*BilingualPage.content_panels, FieldPanel("lead_th"), FieldPanel("lead_en")]
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.CircularPage", "cms.ClausePage", "cms.GuidancePage"]
    template = "cms/guidance_index_page.html"

    @property
    def lead(self) -> str:
        return str(self.in_language("lead"))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.reading import grouped_children

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["groups"] = grouped_children(self)
        return context


class GuidancePage(BilingualPage):
    """One question of people at work: the plain answer first, the values in force, the text, the clauses behind it."""

    answer_th = models.TextField(_("Plain answer in Thai"), help_text=_("Two or three sentences that answer the question."))
    answer_en = models.TextField(_("Plain answer in English"))
    applies_th = models.TextField(_("Who it applies to, in Thai"), blank=True)
    applies_en = models.TextField(_("Who it applies to, in English"), blank=True)
    body_th = StreamField(GuidanceText(), blank=True, verbose_name=_("Text in Thai"))
    body_en = StreamField(GuidanceText(), blank=True, verbose_name=_("Text in English"))

    content_panels = [
        *BilingualPage.content_panels,
        MultiFieldPanel([FieldPanel("answer_th"), FieldPanel("answer_en")], heading=_("Plain answer")),
        MultiFieldPanel([FieldPanel("applies_th"), FieldPanel("applies_en")], heading=_("Who it applies to")),
        InlinePanel("rules", heading=_("Rule values shown live")),
        FieldPanel("body_th"),
        FieldPanel("body_en"),
        InlinePanel("clauses", heading=_("Clauses")),
        InlinePanel("circulars", heading=_("Circulars")),
    ]
    parent_page_types = ["cms.HomePage", "cms.GuidanceIndexPage"]
    subpage_types: list[str] = []
    template = "cms/guidance_page.html"

    @property
    def answer(self) -> str:
        return str(self.in_language("answer"))

    @property
    def applies(self) -> str:
        return str(self.in_language("applies"))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.reading import bases_of, shown_rules

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["shown"] = shown_rules([row.rule_id for row in self.rules.all()])
        context["bases"] = bases_of(row.code for row in self.clauses.all())
        context["circulars"] = [row.circular for row in self.circulars.select_related("circular")]
        return context


class CircularPage(BilingualPage):
    """A circular or notification: its number and date, whether it is in force, what it replaced, what it sets."""

    class Status(models.TextChoices):
        IN_FORCE = "in_force", _("In force")
        AMENDED = "amended", _("Amended")
        CANCELLED = "cancelled", _("Cancelled")

    number = models.CharField(_("number"), max_length=120, help_text=_("In full, as on the letter."))
    issued_on = models.DateField(_("date"), null=True, blank=True, help_text=_("Leave empty where the date is not confirmed."))
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.IN_FORCE)
    effective_from = models.DateField(_("in force from"), null=True, blank=True)
    effective_to = models.DateField(_("in force until"), null=True, blank=True)
    supersedes = ParentalManyToManyField("cms.CircularPage", blank=True, related_name="superseded_by", verbose_name=_("supersedes"))
    summary_th = models.TextField(_("Summary of the circular in Thai"))
    summary_en = models.TextField(_("Summary of the circular in English"))
    document = models.ForeignKey(
        "wagtaildocs.Document", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("the letter as PDF")
    )
    body_th = StreamField(GuidanceText(), blank=True, verbose_name=_("Text in Thai"))
    body_en = StreamField(GuidanceText(), blank=True, verbose_name=_("Text in English"))

    content_panels = [
        *BilingualPage.content_panels,
        FieldRowPanel([FieldPanel("number"), FieldPanel("issued_on"), FieldPanel("status")]),
        FieldRowPanel([FieldPanel("effective_from"), FieldPanel("effective_to")]),
        FieldPanel("supersedes"),
        MultiFieldPanel([FieldPanel("summary_th"), FieldPanel("summary_en")], heading=_("Summary")),
        InlinePanel("clauses", heading=_("Clauses")),
        InlinePanel("rules", heading=_("Rule values that it sets")),
        FieldPanel("body_th"),
        FieldPanel("body_en"),
        FieldPanel("document"),
    ]
    parent_page_types = ["cms.GuidanceIndexPage"]
    subpage_types: list[str] = []
    template = "cms/circular_page.html"

    @property
    def summary(self) -> str:
        return str(self.in_language("summary"))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.reading import bases_of, shown_rules

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["shown"] = shown_rules([row.rule_id for row in self.rules.all()])
        context["bases"] = bases_of(row.code for row in self.clauses.all())
        context["replaced"] = list(self.supersedes.all())
        context["replacing"] = list(CircularPage.objects.live().filter(supersedes=self))
        context["topics"] = GuidancePage.objects.live().filter(circulars__circular=self).distinct()
        return context


class ClausePage(BilingualPage):
    """One clause of the law or one house rule: what it says, the values and the steps that stand on it, our explanation."""

    code = models.CharField(_("clause"), max_length=40, unique=True, choices=basis_choices)
    body_th = StreamField(GuidanceText(), blank=True, verbose_name=_("Text in Thai"))
    body_en = StreamField(GuidanceText(), blank=True, verbose_name=_("Text in English"))

    content_panels = [FieldPanel("code", read_only=True), FieldPanel("body_th"), FieldPanel("body_en")]
    parent_page_types = ["cms.GuidanceIndexPage"]
    subpage_types: list[str] = []
    template = "cms/clause_page.html"

    @property
    def basis(self) -> Basis | None:
        """The clause; None where a later release no longer knows it."""
        try:
            return basis(self.code)
        except UnknownBasis:
            return None

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.reading import shown_rules, steps_on
        from marketplace.law.definitions import based_on

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["shown"] = shown_rules([rule.rule_id for rule in based_on(self.code)])
        context["steps"] = steps_on(self.code)
        context["topics"] = GuidancePage.objects.live().filter(clauses__code=self.code).distinct()
        context["circulars"] = CircularPage.objects.live().filter(clauses__code=self.code).distinct()
        return context


class GuidanceRule(Orderable):
    """A rule whose value a guidance page shows."""

    page = ParentalKey(GuidancePage, on_delete=models.CASCADE, related_name="rules")
    rule_id = models.CharField(_("rule"), max_length=60, choices=rule_choices)


class GuidanceClause(Orderable):
    """A clause behind a guidance page."""

    page = ParentalKey(GuidancePage, on_delete=models.CASCADE, related_name="clauses")
    code = models.CharField(_("clause"), max_length=40, choices=basis_choices)


class GuidanceCircular(Orderable):
    """A circular that a guidance page comes from."""

    page = ParentalKey(GuidancePage, on_delete=models.CASCADE, related_name="circulars")
    circular = models.ForeignKey(CircularPage, on_delete=models.CASCADE, related_name="+", verbose_name=_("circular"))


class CircularClause(Orderable):
    """A clause that a circular explains or applies."""

    page = ParentalKey(CircularPage, on_delete=models.CASCADE, related_name="clauses")
    code = models.CharField(_("clause"), max_length=40, choices=basis_choices)


class CircularRule(Orderable):
    """A rule whose value a circular sets."""

    page = ParentalKey(CircularPage, on_delete=models.CASCADE, related_name="rules")
    rule_id = models.CharField(_("rule"), max_length=60, choices=rule_choices)
