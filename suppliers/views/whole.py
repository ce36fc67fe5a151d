"""All facts of a registration on one page: each part that is in order is saved, whatever is wrong with the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from marketplace.accounts.access import duties
from marketplace.accounts.duty import Duty
from marketplace.procedure import Refused
from suppliers.actions import registering as verbs
from suppliers.dossier import Dossier
from suppliers.forms.registering import BankForm, DirectorFormSet, PersonForm, SigningForm
from suppliers.models import Company
from suppliers.views.fetching import actor_of, seen
from suppliers.views.registering import (
    FORMS,
    asked_of,
    director_rows,
    editable_company,
    initial_of,
    initial_person,
    mode_of,
    named_in,
    onwards,
    person_in,
    title_of,
)

#: What somebody types who has an account to name; the account's holder alone is filled in beforehand.
BANK_TYPED = ("bank", "branch", "number")


class Section:
    """One part of the page: its forms, and how they are saved."""

    def __init__(
        self, company: Company, part: str, forms: tuple[Any, ...], save: Callable[[Company, int], Company], *, optional: bool = False
    ) -> None:
        self.part, self.title, self.forms, self._save, self.optional = part, title_of(part, company), forms, save, optional

    @property
    def form(self) -> Any:
        return self.forms[0]

    @property
    def rows(self) -> Any:
        """The second form of a part that has rows."""
        return self.forms[1] if len(self.forms) > 1 else None

    @property
    def is_right(self) -> bool:
        """Whether every form of the part was filled in and can be saved."""
        return not self.is_wrong and all(form.is_bound for form in self.forms)

    @property
    def is_wrong(self) -> bool:
        return any(form.is_bound and not form.is_valid() for form in self.forms)

    def save(self, company: Company, seen: int) -> Company:
        return self._save(company, seen)


def _plain(request: HttpRequest, company: Company, part: str) -> Section:
    form = FORMS[part](request.POST or None, initial=initial_of(request, company, part), about=company.about)
    return Section(
        company,
        part,
        (form,),
        lambda row, version: verbs.write_facts(row, actor=actor_of(request), seen=version, part=part, written=form.cleaned_data),
    )


def _person(request: HttpRequest, company: Company, part: str) -> Section:
    initial = initial_person(request, company)
    form = PersonForm(request.POST or None, initial=initial)

    def save(row: Company, version: int) -> Company:
        given = form.cleaned_data
        if given == initial and row.name_th:
            return row
        return verbs.name_person(
            row, actor=actor_of(request), seen=version, person=person_in(given), name_en=given["name_en"], business=given["business"]
        )

    return Section(company, part, (form,), save)


def _directors(request: HttpRequest, company: Company, part: str) -> Section:
    there = director_rows(company)
    form = SigningForm(request.POST or None, initial={"signing_rule": company.signing_rule})
    rows: Any = DirectorFormSet(request.POST or None, initial=there, prefix="d")

    def save(row: Company, version: int) -> Company:
        named, rule = named_in(rows), form.cleaned_data["signing_rule"]
        if rule == row.signing_rule and named == [verbs.Named(**one) for one in there]:
            return row
        return verbs.name_directors(row, actor=actor_of(request), seen=version, directors=named, signing_rule=rule)

    return Section(company, part, (form, rows), save)


def _bank(request: HttpRequest, company: Company) -> Section:
    bank = Dossier.of(company).bank
    initial = {name: getattr(bank, name) for name in BankForm.base_fields} if bank else {"holder": company.name_th}
    typed = any(request.POST.get(name, "").strip() for name in BANK_TYPED)
    form = BankForm(request.POST if typed else None, initial=initial, about=company.about)

    def save(row: Company, version: int) -> Company:
        if form.cleaned_data == initial:
            return row
        return verbs.write_bank(row, actor=actor_of(request), seen=version, bank=form.cleaned_data)

    return Section(company, "bank", (form,), save, optional=True)


def _sections(request: HttpRequest, company: Company) -> list[Section]:
    made_by = {**dict.fromkeys(FORMS, _plain), "person": _person, "directors": _directors}
    parts = [part for part in company.about.parts if part in made_by]
    return [*(made_by[part](request, company, part) for part in parts), _bank(request, company)]


def _save(company: Company, sections: list[Section], version: int) -> tuple[int, list[Any]]:
    """Save every part that is right, one after the other; answers the version that stands now, and why nothing more was saved."""
    for section in sections:
        if not section.is_right:
            continue
        before = company.version
        try:
            company = section.save(company, version)
        except Refused as refused:
            return version, refused.refusals
        if company.version != before:
            version = company.version
    return version, []


@duties(Duty.OWNER)
@require_http_methods(["GET", "POST"])
def whole(request: HttpRequest) -> HttpResponse:
    """Every fact of the registration in one form, for whoever has all papers at hand."""
    company = editable_company(request)
    if mode_of(company) != "write":
        return redirect("suppliers:my")
    sections = _sections(request, company)
    refusals: list[Any] = []
    version, status = company.version, 200
    if request.method == "POST":
        version, refusals = _save(company, sections, seen(request))
        wrong = [section for section in sections if section.is_wrong]
        if not refusals and not wrong:
            if "more" in request.POST:
                return redirect(f"{reverse('suppliers:whole')}#directors")
            return onwards(Company.objects.get(pk=company.pk), request, "documents")
        status = 409 if refusals else 422
        if not refusals and any(section.is_right for section in sections):
            messages.info(request, _("What is in order was saved. Mend the rest below and save again."))
    context = {
        "company": company,
        "sections": sections,
        "forms": [form for section in sections for form in section.forms],
        "refusals": refusals,
        "asked": asked_of(Dossier.of(company)),
        "seen": version if not refusals else request.POST.get("seen", ""),
    }
    return render(request, "suppliers/register/whole.html", context, status=status)
