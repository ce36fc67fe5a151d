"""What people supply with a step, and on the pages of a purchase. Parsing only: rules decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Membership, Person
from marketplace.law.grounds import CANCELLATION, INADMISSIBLE
from marketplace.ui.forms import MoneyField, TalatForm, ThaiDateField
from tenders.actions.case import seats_of
from tenders.models import CommitteeKind
from tenders.states import S


class StepForm(TalatForm):
    """Base of forms that come with a step: they are told the case and the actor."""

    def __init__(self, data: Any = None, files: Any = None, *, case: Any = None, actor: Any = None, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        self.case, self.actor = case, actor


class ReasonForm(StepForm):
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)


class OptionalReasonForm(StepForm):
    reason = forms.CharField(
        label=_("Reason, where one is needed"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, required=False
    )


class CancelForm(ReasonForm):
    ground = forms.ChoiceField(label=_("Ground of section 67"), widget=forms.RadioSelect)

    field_order = ["ground", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [(f"67.{number}", clause.what) for number, clause in enumerate(CANCELLATION, start=1)]  # type: ignore[attr-defined]


class ResultForm(StepForm):
    """Who took part in the decision, and reasons that the result report needs in some cases (cl. 27, 56, 57)."""

    present = forms.MultipleChoiceField(
        label=_("Who took part in the decision"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The chair and at least half of the committee decide together (clause 27)."),
        required=False,
    )

    single_reason = forms.CharField(
        label=_("Only one bid complies: why it is accepted"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=4000
    )
    over_budget_reason = forms.CharField(
        label=_("The price is above the budget: why it is still appropriate"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=4000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = [seat for seat in seats_of(self.case) if seat.committee.kind == CommitteeKind.EVALUATION and seat.state == S.SWORN]
        field = self.fields["present"]
        field.choices = [(seat.person.ref, f"{seat.person.name} ({seat.get_role_display()})") for seat in seats]  # type: ignore[attr-defined]
        field.initial = [seat.person.ref for seat in seats]


class BudgetForm(ReasonForm):
    budget_satang = MoneyField(label=_("New budget including VAT"))

    field_order = ["budget_satang", "reason"]


class MoreTimeForm(ReasonForm):
    """A later last day for the committee's work (cl. 25)."""

    due_on = ThaiDateField(label=_("New last day for the work"))

    field_order = ["due_on", "reason"]


class NotAdmittedForm(ReasonForm):
    """The ground of the law on which an appeal is not admitted (s. 114-117)."""

    ground = forms.ChoiceField(label=_("Ground of the law"), widget=forms.RadioSelect)

    field_order = ["ground", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [(code, f"{case.words} ({case.basis.name})") for code, case in INADMISSIBLE.items()]  # type: ignore[attr-defined]


class DeclarationForm(StepForm):
    """The declaration of no conflict of interest (s. 13, cl. 27)."""

    confirmed = forms.BooleanField(
        label=_("I have no interest in any bidder or contract party of this purchase, and I will say so at once if that changes.")
    )


class ReplacementForm(StepForm):
    """Who takes the place of a member, by which order, and why (cl. 25, 26)."""

    successor = forms.ModelChoiceField(label=_("Who takes the place"), queryset=Person.objects.none(), empty_label=_("Choose a person"))
    order_no = forms.CharField(label=_("Number of the order"), max_length=80)
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        committee = self.case.committee
        told = {"name": self.case.person.name, "role": self.case.get_role_display(), "committee": committee.get_kind_display()}
        self.fields["successor"].help_text = _("In the place of %(name)s: %(role)s, %(committee)s.") % told
        staff = Membership.objects.in_force().filter(organisation_id=committee.tender.agency_id).values("person_id")
        free = Person.objects.filter(pk__in=staff, is_active=True).exclude(pk__in=committee.seats.values("person_id"))
        self.fields["successor"].queryset = free.order_by("given_name", "family_name")  # type: ignore[attr-defined]


class AnswerForm(StepForm):
    answer = forms.CharField(label=_("Answer"), widget=forms.Textarea(attrs={"rows": 5}), max_length=8000)


TENDER_FORMS = {
    "return_request": ReasonForm,
    "revise_request": ReasonForm,
    "withdraw": ReasonForm,
    "waive_comments": ReasonForm,
    "abandon_negotiation": ReasonForm,
    "next_supplier": ReasonForm,
    "negotiate_price": ReasonForm,
    "call_for_new_prices": ReasonForm,
    "raise_budget": BudgetForm,
    "extend_committee_time": MoreTimeForm,
    "submit_result": ResultForm,
    "return_result": ReasonForm,
    "record_no_compliant_bid": ReasonForm,
    "redo_evaluation": ReasonForm,
    "replace_winner": ReasonForm,
    "cancel": CancelForm,
}
BID_FORMS = {"reject": ReasonForm, "reconsider": ReasonForm}
APPEAL_FORMS = {
    "refuse_admission": NotAdmittedForm,
    **dict.fromkeys(["agree", "forward", "extend", "uphold", "dismiss"], ReasonForm),
}
SEAT_FORMS = {"declare": DeclarationForm, "recuse": ReasonForm, "replace": ReplacementForm}
QUESTION_FORMS = {"answer_question": AnswerForm, "leave_unanswered": ReasonForm}
PLAN_FORMS = {"close": ReasonForm}
