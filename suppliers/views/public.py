"""The public registry: who sells here, and what each has proved."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from marketplace.accounts.access import public
from marketplace.kernel import clock, provinces
from marketplace.kernel.money import latin_digits
from marketplace.ui.paging import Keyset
from suppliers import lapses, standing, visibility
from suppliers.kinds import Doc
from suppliers.marks import marks
from suppliers.models import Company, Evidence
from suppliers.views.fetching import actor_of, visible_company


@public
@require_GET
def company_list(request: HttpRequest) -> HttpResponse:
    """Companies that a registrar has let in, by name, with filters in the address."""
    today = clock.today()
    chosen = {name: request.GET.get(name, "").strip() for name in ("q", "province", "sme", "all")}
    found = Company.objects.once_verified() if chosen["all"] else Company.objects.verified(today)
    if chosen["province"] in provinces.PROVINCES:
        found = found.filter(province=chosen["province"])
    else:
        chosen["province"] = ""
    if chosen["sme"]:
        registered = Evidence.objects.proving(today).filter(company=OuterRef("pk"), kind=Doc.SME_GP)
        found = found.exclude(sme_gp_no="").filter(Exists(registered))
    if chosen["q"]:
        digits = "".join(c for c in latin_digits(chosen["q"]) if c.isdigit())
        named = Q(name_th__icontains=chosen["q"]) | Q(name_en__icontains=chosen["q"])
        found = found.filter(named | Q(number=digits) if len(digits) == 13 and digits.startswith("0") else named)
    held = Prefetch("evidence", Evidence.objects.proving(today), to_attr="proofs")
    page = Keyset(found.prefetch_related(held), order=("name_th", "id"), size=20).page(request)
    for company in page:
        company.marks = marks(company, company.proofs, today)  # type: ignore[attr-defined]
    context = {"page": page, "chosen": chosen, "provinces": provinces.choices(), "chips": _chips(request, chosen)}
    return render(request, "suppliers/list.html", context)


def _chips(request: HttpRequest, chosen: dict[str, str]) -> list[dict[str, str]]:
    """Filters that are on, each with the address without it."""
    words = {
        "q": f"“{chosen['q']}”",
        "province": str(provinces.PROVINCES.get(chosen["province"], "")),
        "sme": _("Registered SMEs"),
        "all": _("Also those not verified at present"),
    }
    made = []
    for name, value in chosen.items():
        if not value:
            continue
        kept = request.GET.copy()
        for gone in (name, "after", "before"):
            kept.pop(gone, None)
        made.append({"label": words[name], "url": f"{request.path}?{kept.urlencode()}" if kept else request.path})
    return made


@public
@require_GET
def company(request: HttpRequest, ref: str) -> HttpResponse:
    """One company as buyers and the public see it; more for agencies and for its own people."""
    actor, today = actor_of(request), clock.today()
    found = visible_company(request, ref)
    proofs = list(found.evidence.proving(today))
    context = {
        "company": found,
        "marks": marks(found, proofs, today),
        "is_verified": found.is_verified(today),
        "bans": standing.bans(found, today),
        "directors": list(found.directors.present()) if visibility.sees_directors(found, actor) else None,
        "sees_contact": visibility.sees_contact(found, actor),
        "is_member": visibility.is_member(found, actor),
        "proofs": [one for one in proofs if one.about.mark],
        "sme": standing.preferences(found, today),
        "province": provinces.PROVINCES.get(found.province, found.province),
        "check_at": request.build_absolute_uri(reverse("suppliers:company", args=[found.ref])),
    }
    return render(request, "suppliers/company.html", context)


@public
@require_GET
def lapse_table(request: HttpRequest) -> HttpResponse:
    """What the lapse of each kind of document does, each effect with its basis, and when a company is told beforehand."""
    rows = [{"kind": kind.label, "lapses": lapses.table()[kind]} for kind in Doc if kind in lapses.table()]
    return render(request, "suppliers/lapses.html", {"rows": rows, "days": lapses.days_before()})
