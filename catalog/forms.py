"""Forms of the catalogue: reasons, titles, price, and one form for every group of questions, made from data."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog import caps
from catalog.actions.sheets import KINDS as SHEET_KINDS
from catalog.actions.sheets import MOST_BYTES as SHEET_BYTES
from catalog.following import not_asked, only_if
from catalog.models import Category, Listing, ListingVersion
from catalog.prices import Tier, tier_faults
from catalog.questions import KINDS, Question, QuestionSet, Unit, Usage
from marketplace.accounts.actor import Actor
from marketplace.kernel import money
from marketplace.ui.forms import FileField, MoneyField, NumberField, TalatForm


class StepForm(TalatForm):
    """Base of forms that a step of a listing asks for."""

    def __init__(self, *args: Any, case: Listing, actor: Actor, **kwargs: Any) -> None:
        self.case, self.actor = case, actor
        super().__init__(*args, **kwargs)


class ReasonForm(StepForm):
    """Why a listing is suspended, resumed or withdrawn."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Shown to the company; once on sale, also to whoever opens the listing."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SeenForm(StepForm):
    """Names the version that was read, so that nothing else can be approved."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    content = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        draft = self.case.draft_version
        if draft is not None:
            self.fields["number"].initial, self.fields["content"].initial = draft.number, draft.content


class SendBackForm(SeenForm):
    """Why a version is sent back; reasons per question are written on the review page."""

    reason = forms.CharField(
        label=_("Reason"), help_text=_("Say what the company should mend."), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


class CategoryForm(TalatForm):
    """The first page of a listing: what kind of service it is."""

    category = forms.ModelChoiceField(
        label=_("Category"),
        queryset=Category.objects.none(),
        to_field_name="code",
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["category"]
        field.queryset = Category.objects.open().leaves()
        field.label_from_instance = lambda row: f"{row.name}: {row.summary}"


class SheetForm(TalatForm):
    """A spreadsheet of listings."""

    file = FileField(label=_("Filled-in file"), kinds=SHEET_KINDS, max_bytes=SHEET_BYTES)


@dataclass(frozen=True)
class Together:
    """Fields that stand together, below a title where they have one."""

    title: str
    hint: str
    fields: list[Any]

    @property
    def is_open(self) -> bool:
        """Whether something is written in it, or amiss."""
        return any(bound.errors or bound.value() not in (None, "") for bound in self.fields)


class SectionForm(TalatForm):
    """A part of a draft. `values` answers what is to be saved: fields of the version and answers of questions.

    Fields that a listing needs are marked as such, but may be left open while it is a draft.
    """

    #: What stands behind one click: title, hint, names of fields.
    aside: tuple[tuple[Any, Any, tuple[str, ...]], ...] = ()

    def add_error(self, field: str | None, error: Any) -> None:
        if field is not None and getattr(error, "code", "") == "required":
            self.cleaned_data[field] = None
            return
        super().add_error(field, error)

    @property
    def blocks(self) -> list[Together]:
        """What is asked at once, in order."""
        hidden = {name for _title, _hint, names in self.aside for name in names}
        return [Together("", "", [bound for bound in self if bound.name not in hidden])]

    @property
    def drawers(self) -> list[Together]:
        """What stands behind one click each; open where it holds something."""
        return [Together(str(title), str(hint), [self[name] for name in names]) for title, hint, names in self.aside if names]

    def values(self) -> tuple[dict[str, Any], dict[str, Any]]:
        raise NotImplementedError


class AboutForm(SectionForm):
    """Titles and summaries."""

    title_th = forms.CharField(label=_("Title in Thai"), help_text=_("Say what it does and for whom; no words of praise."), max_length=160)
    summary_th = forms.CharField(
        label=_("Summary in Thai"),
        help_text=_("Two to four sentences that an officer can put into a report."),
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    title_en = forms.CharField(label=_("Title in English"), max_length=160, required=False)
    summary_en = forms.CharField(label=_("Summary in English"), max_length=1200, required=False, widget=forms.Textarea(attrs={"rows": 5}))

    def values(self) -> tuple[dict[str, Any], dict[str, Any]]:
        return {name: value or "" for name, value in self.cleaned_data.items()}, {}


class QuestionsForm(SectionForm):
    """The questions of one group. Required answers may be left for later: the check before sending names them."""

    def __init__(self, *args: Any, questions: QuestionSet, group: str, **kwargs: Any) -> None:
        self.question_set, self.group = questions, group
        self.questions = questions.in_group(group)
        super().__init__(*args, **kwargs)
        for question in self.questions:
            field: Any = self.fields[question.name]
            field.asked_if = only_if(questions, question)

    @property
    def blocks(self) -> list[Together]:
        return [
            Together(str(block.heading.label), str(block.heading.hint or ""), [self[question.name] for question in block.questions])
            if block.heading
            else Together("", "", [self[question.name] for question in block.questions])
            for block in self.question_set.blocks(self.group)
            if block.questions
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        given = {question.name: self._stored(question) for question in self.questions}
        for question in self.question_set.contradicted(given):
            if question.name not in self.errors:
                self.add_error(question.name, not_asked(self.question_set, question))
        return cleaned

    def _stored(self, question: Question) -> Any:
        return KINDS[question.type].stored(question, self.cleaned_data.get(question.name))

    @property
    def names(self) -> list[str]:
        return [question.name for question in self.questions]

    def values(self) -> tuple[dict[str, Any], dict[str, Any]]:
        return {}, {question.name: self._stored(question) for question in self.questions}


def questions_form(questions: QuestionSet, group: str, answers: dict[str, Any], data: Any = None, files: Any = None) -> QuestionsForm:
    """The form of a group with the stored answers, its fields made by each question's kind."""
    made = {question.name: KINDS[question.type].form_field(question) for question in questions.in_group(group)}
    initial = {question.name: KINDS[question.type].initial(question, answers.get(question.name)) for question in questions.in_group(group)}
    form_class = type("GroupForm", (QuestionsForm,), made)
    form: QuestionsForm = form_class(data, files, initial=initial, questions=questions, group=group)
    return form


class PriceForm(SectionForm):
    """What it costs. The unit is the category's, so that offers can be compared."""

    TIERS = 3
    TIER_FIELDS = tuple(f"tier_{place}_{what}" for place in range(1, TIERS + 1) for what in ("from", "price"))

    price_satang = MoneyField(label=_("Price of one unit"))
    vat_included = forms.TypedChoiceField(
        label=_("VAT"),
        choices=[("yes", _("The prices contain VAT")), ("no", _("VAT is added to the prices"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )
    setup_satang = MoneyField(label=_("Set-up cost, once"), help_text=_("0 if there is none."), min_satang=0, required=False)
    minimum_quantity = NumberField(label=_("Smallest quantity charged"), min_value=1, max_value=1_000_000, required=False)
    minimum_term = NumberField(label=_("Shortest term charged"), min_value=1, max_value=1_000, required=False)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        self.unit = unit
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields  # ours carry the unit that stands behind the input
        fields["price_satang"].unit = unit.per
        fields["minimum_quantity"].unit = unit.quantity
        fields["minimum_term"].unit = unit.term
        if unit.term is None:
            del fields["minimum_term"]
        for place in range(1, self.TIERS + 1):
            self.fields[f"tier_{place}_from"] = NumberField(
                label=_("Lower price %(place)d: from") % {"place": place},
                min_value=2,
                max_value=10_000_000,
                required=False,
                unit=unit.quantity,
            )
            self.fields[f"tier_{place}_price"] = MoneyField(
                label=_("Lower price %(place)d: price of one unit") % {"place": place}, required=False
            )
        for use in unit.usage:
            for part, made in zip(caps.PARTS, _cap_fields(use), strict=True):
                self.fields[caps.field(use.code, part)] = made
        self.aside = (
            (_("Lower prices by quantity"), "", self.TIER_FIELDS),
            (
                _("Usage included"),
                _("Only if the price includes a limited amount. It does not enter the total that buyers compare."),
                tuple(chain.from_iterable(caps.names_by_use(unit))),
            ),
        )

    @classmethod
    def initial_of(cls, version: ListingVersion) -> dict[str, Any]:
        """What the form starts with."""
        found = {
            "price_satang": version.price_satang,
            "vat_included": {True: "yes", False: "no"}.get(version.vat_included),  # type: ignore[arg-type]
            "setup_satang": version.setup_satang,
            "minimum_quantity": version.minimum_quantity,
            "minimum_term": version.minimum_term,
        }
        for place, (quantity, satang) in enumerate(version.tiers[: cls.TIERS], start=1):
            found |= {f"tier_{place}_from": quantity, f"tier_{place}_price": satang}
        return found | caps.values_of(version.caps)

    def _tiers(self, cleaned: dict[str, Any]) -> list[list[int]]:
        found = []
        for place in range(1, self.TIERS + 1):
            quantity, satang = cleaned.get(f"tier_{place}_from"), cleaned.get(f"tier_{place}_price")
            if quantity and satang:
                found.append([quantity, satang])
            elif quantity and f"tier_{place}_price" not in self.errors:
                self.add_error(f"tier_{place}_price", _("Write the price that goes with this quantity, or leave both empty."))
            elif satang and f"tier_{place}_from" not in self.errors:
                self.add_error(f"tier_{place}_from", _("Write from which quantity this price applies, or leave both empty."))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        tiers = self._tiers(cleaned)
        price = cleaned.get("price_satang")
        if price and tiers and tier_faults(price, [Tier(*tier) for tier in tiers]):
            self.add_error(
                "tier_1_from",
                _("Lower prices must begin at growing quantities and be below the price before them (%s baht).") % money.baht(price),
            )
        cleaned["tiers"] = tiers
        cleaned["caps"], amiss = caps.gathered(cleaned, self.unit)
        for names in caps.names_by_use(self.unit):
            if not any(name in self.errors for name in names):  # what cannot be read is mended first
                for name in filter(amiss.__contains__, names):
                    self.add_error(name, amiss[name])
        return cleaned

    def values(self) -> tuple[dict[str, Any], dict[str, Any]]:
        given = self.cleaned_data
        return {
            "price_satang": given["price_satang"],
            "vat_included": given["vat_included"],
            "setup_satang": given["setup_satang"] or 0,
            "minimum_quantity": given["minimum_quantity"] or 1,
            "minimum_term": given.get("minimum_term") or 1,
            "tiers": given["tiers"],
            "caps": given["caps"],
        }, {}


def _cap_fields(use: Usage) -> tuple[forms.Field, ...]:
    """How much is included, what more costs, and for how much more."""
    words, measure = {"use": str(use.name)}, str(use.measure)
    return (
        NumberField(label=_("%(use)s: included in the price") % words, max_value=caps.MOST, required=False, unit=measure),
        MoneyField(label=_("%(use)s: price of more") % words, required=False),
        NumberField(label=_("%(use)s: for each further") % words, min_value=1, max_value=caps.MOST, required=False, unit=measure),
    )
