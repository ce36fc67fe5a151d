"""The registration as a task list: each part a short page, saved when left, to be gone on with at any time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseFormSet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from marketplace.accounts.access import duties, signed_in
from marketplace.accounts.duty import Duty
from marketplace.accounts.middleware import SESSION_KEY
from marketplace.accounts.models import Person
from marketplace.kernel import clock
from marketplace.law import rulebook
from marketplace.procedure import Refused
from suppliers import numbers, terms
from suppliers.actions import agreeing, changing
from suppliers.actions import registering as verbs
from suppliers.dossier import Dossier, Item
from suppliers.forms.changing import AskForm
from suppliers.forms.registering import (
    BankForm,
    CompanyForm,
    DirectorFormSet,
    ForeignNumberForm,
    NumberForm,
    PersonForm,
    PlaceForm,
    RegistrationsForm,
    RepresentativeForm,
    SigningForm,
)
from suppliers.identity import BANK, DIRECTORS, OPEN
from suppliers.machine import ONCE_VERIFIED
from suppliers.models import ChangeRequest, Company
from suppliers.paths import SUPPLIERS
from suppliers.states import EDITABLE
from suppliers.verdicts import Verdict
from suppliers.views.fetching import actor_of, own_company, own_company_or_404, seen
from suppliers.words import COMPANY as WORDS

#: Parts that are one form over fields of the company.
FORMS: dict[str, type[Any]] = {
    "company": CompanyForm,
    "place": PlaceForm,
    "representative": RepresentativeForm,
    "registrations": RegistrationsForm,
}
#: The number's form by where the supplier is registered, as the address says it.
NUMBERS: dict[str, type[NumberForm]] = {"": NumberForm, "abroad": ForeignNumberForm}


def title_of(part: str, company: Company) -> str:
    """Name of a part of this company's registration."""
    own = company.about.words.get(part)
    return (
        str(own)
        if own
        else {
            "company": _("Who the company is"),
            "person": _("Who the person is"),
            "representative": _("Representative in Thailand"),
            "place": _("Address and contact"),
            "registrations": _("VAT, e-GP and SME-GP"),
            "directors": _("Directors and who signs"),
            "documents": _("Documents"),
            "bank": _("Bank account"),
        }[part]
    )


def address_of(part: str) -> str:
    """Page of a part of the registration."""
    return reverse(f"suppliers:{part}") if part in ("directors", "documents") else reverse("suppliers:part", args=[part])


def lacking(company: Company, dossier: Dossier, name: str) -> dict[str, Any]:
    """Part to what is missing in it, for the person of this name."""
    today = clock.today()
    months = rulebook.current("", today).integer("H.EVIDENCE.DBD")
    return dossier.missing(today=today, certificate_months=months, hands_in=name)


def place_of(company: Company, item: Item) -> str:
    """The part on which an item that the registrar judges is written."""
    part = {
        "identity": company.about.parts[0],
        "place": "place",
        "representative": "representative",
        "directors": "directors",
        "bank": "bank",
    }
    return part.get(item.code, "documents" if item.code.startswith("document") else "registrations")


def asked_of(dossier: Dossier) -> list[dict[str, Any]]:
    """What the registrar asks for or refused and is not changed since, with the page on which it is mended."""
    items = [item for item in dossier.items() if item.verdict in (Verdict.ASK, Verdict.REFUSE)]
    parts = [place_of(dossier.company, item) for item in items]
    return [{"item": item, "part": part, "url": address_of(part)} for item, part in zip(items, parts, strict=True)]


def tasks(company: Company, dossier: Dossier, name: str) -> list[dict[str, Any]]:
    """The task list: what is done, what is missing, what can be left out."""
    missing = lacking(company, dossier, name)
    asked = {one["part"] for one in asked_of(dossier)}
    made = [{"title": company.about.number_label, "state": "done", "note": numbers.shown(company.number)}]
    for part in company.about.parts:
        lacks = missing.get(part)
        note = _("Missing: %(what)s") % {"what": lacks} if lacks else ""
        state = "todo" if lacks else "done"
        if part in asked:
            state, note = "amiss", note or _("The registrar asks you to mend this part.")
        made.append({"title": title_of(part, company), "url": address_of(part), "state": state, "note": note})
    bank = {"title": title_of("bank", company), "url": address_of("bank"), "state": "done" if dossier.bank else "todo"}
    if "bank" in asked:
        made.append({**bank, "state": "amiss", "note": _("The registrar asks you to mend this part.")})
    else:
        made.append({**bank, "word": "" if dossier.bank else _("Can be left out for now")})
    url = reverse("suppliers:check")
    note = _("Complete the parts above first.") if missing else ""
    made.append({"title": _("Check and hand in"), "url": url, "state": "blocked" if missing else "wait", "note": note})
    return made


def mode_of(company: Company) -> str:
    """What a page of facts does now: `write` them, `ask` a registrar to change them, or neither (`locked`)."""
    if company.identity_is_locked and company.state in ONCE_VERIFIED:
        return "ask"
    return "write" if company.state in EDITABLE else "locked"


def editable_company(request: HttpRequest) -> Company:
    """The company whose facts the person may write now."""
    company = own_company_or_404(request)
    if not actor_of(request).has(Duty.OWNER):
        raise PermissionDenied
    return company


def onwards(company: Company, request: HttpRequest, after: str) -> HttpResponse:
    """To the next part that is not complete, else to the check."""
    missing = lacking(company, Dossier.of(company), actor_of(request).name)
    parts = company.about.parts
    order = [*parts[parts.index(after) + 1 :], *parts] if after in parts else list(parts)
    return redirect(next((address_of(part) for part in order if part in missing), reverse("suppliers:check")))


@signed_in
@require_http_methods(["GET"])
def start(request: HttpRequest) -> HttpResponse:
    """Where a registration begins, or goes on."""
    company = own_company(request)
    if company is None or "new" in request.GET:
        return redirect("suppliers:number")
    if company.state not in EDITABLE or not actor_of(request).has(Duty.OWNER):
        return redirect("suppliers:my")
    dossier = Dossier.of(company)
    context = {"company": company, "tasks": tasks(company, dossier, actor_of(request).name), "asked": asked_of(dossier)}
    return render(request, "suppliers/register/tasks.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def number(request: HttpRequest) -> HttpResponse:
    """The number: with it the registration begins; a register fills in what it knows."""
    actor = actor_of(request)
    origin = request.GET.get("from", "") if request.GET.get("from", "") in NUMBERS else ""
    form = NUMBERS[origin](request.POST or None, person_id=actor.person_id)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["number"]
        answer = verbs.look_up(typed, form.form)
        person = Person.objects.get(pk=actor.person_id)
        try:
            company = verbs.claim(actor=actor, person=person, number=typed, answer=answer, form=form.form, country=form.home)
        except verbs.AlreadyRegistered as taken:
            form.add_error("number", str(taken.sentence))
        else:
            request.session[SESSION_KEY] = company.organisation_id
            if answer.entry is not None:
                messages.success(request, _("The register knows this company. Check what was filled in."))
            elif company.about.in_register:
                messages.info(
                    request, _("No register answered for this number. Fill in what the company certificate says; a registrar compares it.")
                )
            return redirect("suppliers:whole")
    mine = Company.objects.of_person(actor.person_id).order_by("name_th")
    return render(
        request,
        "suppliers/register/number.html",
        {"form": form, "mine": mine, "origin": origin, "about": SUPPLIERS[form.form] if form.form else None},
        status=status_of(request, form),
    )


def status_of(request: HttpRequest, *forms: Any) -> int:
    return 422 if request.method == "POST" and any(form.errors for form in forms) else 200


def initial_of(request: HttpRequest, company: Company, part: str) -> dict[str, Any]:
    """What the form of a part begins with: what is written already, else what the person's account knows."""
    initial = {name: getattr(company, name) for name in FORMS[part].base_fields}
    if part == "registrations" and company.vat_registered is not None:
        initial["vat_registered"] = "yes" if company.vat_registered else "no"
    if part == "place" and not company.contact_email:  # whoever registers is usually whom agencies call
        initial |= {"contact_name": actor_of(request).name, "contact_email": request.user.email}  # type: ignore[union-attr]
    return initial


@duties(Duty.OWNER)
@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, part: str) -> HttpResponse:
    """One part of the registration that is a plain form."""
    company = editable_company(request)
    if part == "bank":
        return _bank(request, company)
    if part not in (*FORMS, "person") or part not in company.about.parts:
        raise Http404
    if part == "person":
        return _person(request, company)
    form = FORMS[part](request.POST or None, initial=initial_of(request, company, part), about=company.about)
    if mode_of(company) == "ask":
        return _asks(request, company, part, form)
    refusals: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            verbs.write_facts(company, actor=actor_of(request), seen=seen(request), part=part, written=form.cleaned_data)
        except Refused as refused:
            refusals = refused.refusals
        else:
            return onwards(company, request, part)
    return _page(request, company, part, form, refusals)


def _asks(
    request: HttpRequest, company: Company, part: str, form: Any, wanted: Callable[[], dict[str, Any]] | None = None, **more: Any
) -> HttpResponse:
    """The same page for a verified company: what is open is written at once, what was verified becomes a request."""
    actor, why = actor_of(request), AskForm(request.POST or None)
    refusals: list[Any] = []
    posted = request.method == "POST" and form.is_valid() & all(one.is_valid() for one in more.get("forms", ()))
    if posted:
        given = dict(wanted() if wanted else form.cleaned_data)
        own = {name: given.pop(name) for name in list(given) if name in OPEN}
        asks = bool(changing.differing(company, given))
        if not asks or why.is_valid():
            try:
                company = verbs.write_facts(company, actor=actor, seen=seen(request), part=part, written=own)
                if asks:
                    changing.ask(company, actor=actor, seen=None, part=part, wanted=given, reason=why.cleaned_data["reason"])
            except Refused as refused:
                refusals = refused.refusals
            else:
                said = _("The request was sent. Everything stays as it is until a registrar has decided.") if asks else _("Written down.")
                messages.success(request, said)
                return redirect("suppliers:my")
    waiting = ChangeRequest.objects.waiting().filter(company=company, part=part).first()
    return _page(
        request,
        company,
        part,
        form,
        refusals,
        why=why,
        waiting=waiting,
        **{**more, "forms": (*more.get("forms", ()), *([why] if posted else []))},
    )


def initial_person(request: HttpRequest, company: Company) -> dict[str, Any]:
    """What the person's form begins with: who is written down, else the person whose account it is."""
    there = company.directors.present().first() or request.user
    names = {name: getattr(there, name) for name in ("title", "given_name", "family_name")}
    return {**names, "name_en": company.name_en, "business": company.business}


def person_in(given: dict[str, Any]) -> verbs.Named:
    """The person of a filled-in form: who sells in their own name signs for themselves."""
    return verbs.Named(given["given_name"], given["family_name"], given["title"], True)


def _person(request: HttpRequest, company: Company) -> HttpResponse:
    form = PersonForm(request.POST or None, initial=initial_person(request, company))
    if mode_of(company) == "ask":
        return _asks(request, company, "person", form, lambda: _person_wanted(form.cleaned_data))
    refusals: list[Any] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            verbs.name_person(
                company,
                actor=actor_of(request),
                seen=seen(request),
                person=person_in(given),
                name_en=given["name_en"],
                business=given["business"],
            )
        except Refused as refused:
            refusals = refused.refusals
        else:
            return onwards(company, request, "person")
    return _page(request, company, "person", form, refusals)


def _person_wanted(given: dict[str, Any]) -> dict[str, Any]:
    one = person_in(given)
    people = [[one.title, one.given_name, one.family_name, one.may_sign]]
    return {"name_th": one.name, "name_en": given["name_en"], "business": given["business"], DIRECTORS: people}


def _bank(request: HttpRequest, company: Company) -> HttpResponse:
    bank = Dossier.of(company).bank
    initial = {name: getattr(bank, name) for name in BankForm.base_fields} if bank else {"holder": company.name_th}
    form = BankForm(request.POST or None, initial=initial, about=company.about)
    if mode_of(company) == "ask":
        return _asks(request, company, "bank", form, lambda: {BANK: dict(form.cleaned_data)})
    refusals: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            verbs.write_bank(company, actor=actor_of(request), seen=seen(request), bank=form.cleaned_data)
        except Refused as refused:
            refusals = refused.refusals
        else:
            return onwards(company, request, "bank")
    return _page(request, company, "bank", form, refusals)


def _page(request: HttpRequest, company: Company, part: str, form: Any, refusals: list[Any], **more: Any) -> HttpResponse:
    context = {
        "company": company,
        "part": part,
        "title": title_of(part, company),
        "form": form,
        "refusals": refusals,
        "seen": request.POST.get("seen", "") if request.method == "POST" and not refusals else company.version,
        "locked": mode_of(company) == "locked",
        "asked": [one for one in asked_of(Dossier.of(company)) if one["part"] == part] if company.state in EDITABLE else [],
        **more,
    }
    template = "suppliers/register/directors.html" if part == "directors" else "suppliers/register/part.html"
    return render(request, template, context, status=409 if refusals else status_of(request, form, *more.get("forms", ())))


def named_in(formset: BaseFormSet) -> list[verbs.Named]:
    return [
        verbs.Named(**{name: row.cleaned_data[name] for name in ("title", "given_name", "family_name", "may_sign")})
        for row in formset.forms
        if not row.is_empty
    ]


def director_rows(company: Company) -> list[dict[str, Any]]:
    """The present directors as the rows of the form begin."""
    return [
        {"title": one.title, "given_name": one.given_name, "family_name": one.family_name, "may_sign": one.may_sign}
        for one in company.directors.present()
    ]


@duties(Duty.OWNER)
@require_http_methods(["GET", "POST"])
def directors(request: HttpRequest) -> HttpResponse:
    """The directors, a row each; more rows come with every save."""
    company = editable_company(request)
    if "directors" not in company.about.parts:
        return redirect("suppliers:register")
    rows = director_rows(company)
    form = SigningForm(request.POST or None, initial={"signing_rule": company.signing_rule})
    formset: BaseFormSet = DirectorFormSet(request.POST or None, initial=rows, prefix="d")
    if mode_of(company) == "ask":
        return _asks(
            request, company, "directors", form,
            lambda: {"signing_rule": form.cleaned_data["signing_rule"], DIRECTORS: [[one.title, one.given_name, one.family_name, one.may_sign] for one in named_in(formset)]},
            formset=formset, forms=(formset,),
        )  # fmt: skip
    refusals: list[Any] = []
    if request.method == "POST" and form.is_valid() & formset.is_valid():
        named = named_in(formset)
        try:
            verbs.name_directors(
                company, actor=actor_of(request), seen=seen(request), directors=named, signing_rule=form.cleaned_data["signing_rule"]
            )
        except Refused as refused:
            refusals = refused.refusals
        else:
            if "more" in request.POST:
                return redirect("suppliers:directors")
            return onwards(company, request, "directors")
    return _page(request, company, "directors", form, refusals, formset=formset, forms=(formset,))


@duties(Duty.OWNER)
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Everything that was written, once more, and the one button that hands it in."""
    company = editable_company(request)
    refusals: list[Any] = []
    if request.method == "POST":
        try:
            agreeing.accept_and_submit(company, actor=actor_of(request), seen=seen(request), number=_ticked(request))
        except Refused as refused:
            refusals = refused.refusals
        else:
            messages.success(request, _("The registration was handed in. A registrar examines it next."))
            return redirect("suppliers:my")
    dossier = Dossier.of(company)
    missing = lacking(company, dossier, actor_of(request).name)
    rows = [
        {
            "item": item,
            "rows": [{"term": claim.label, "value": claim.text} for claim in item.claims],
            "url": address_of(place_of(company, item)),
        }
        for item in dossier.items()
    ]
    context = {
        "company": company, "rows": rows, "missing": missing, "refusals": refusals, "words": WORDS["submit"],
        "editable": company.state in EDITABLE, "documents_url": address_of("documents"), "terms": terms.to_accept(company),
        "ticked": _ticked(request),
    }  # fmt: skip
    return render(request, "suppliers/register/check.html", context, status=409 if refusals else 200)


def _ticked(request: HttpRequest) -> int | None:
    """Number of the version of the terms whose tick was sent."""
    value = request.POST.get("terms", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else None
