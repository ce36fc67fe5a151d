"""Whether agencies may deal with a company: verified, not a work abandoner (s. 111), and which preferences it has proved.

Used by bidding, award and order. `bans` reads, `check` also writes down that the list was looked at, with its day.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.kernel import clock
from marketplace.law import clauses
from marketplace.law.clauses import Basis
from suppliers import events
from suppliers.kinds import Doc
from suppliers.models import Abandoner, AbandonerCheck, AbandonerImport, Company, Director, NamesakeClearing
from suppliers.models.abandoner import Purpose, Who
from suppliers.models.evidence import Evidence
from suppliers.names import key


@dataclass(frozen=True)
class Ban:
    """One reason why no agency may deal with the company."""

    sentence: str | Promise
    basis: Basis
    remedy: str | Promise
    abandoner: str
    director_id: int | None = None


def bans(company: Company, on: dt.date) -> list[Ban]:
    """Entries of the abandoner list that bind the company on the day: its own, and those of its directors (s. 111).

    A director is met by given and family name together; a registrar may find that it is another person of the same
    name. At most three queries.
    """
    return bans_of([company], on)[company.pk]


def bans_of(companies: Iterable[Company], on: dt.date) -> dict[int, list[Ban]]:
    """`bans` of several companies at once, by their primary keys. At most three queries for all."""
    companies = list(companies)
    found: dict[int, list[Ban]] = {company.pk: [] for company in companies}
    directors: dict[str, list[Director]] = defaultdict(list)
    for director in Director.objects.present().filter(company__in=companies):
        directors[key(f"{director.given_name} {director.family_name}")].append(director)
    numbers = {company.number: company for company in companies}
    entries = list(
        Abandoner.objects.in_force(on)
        .filter(Q(number__in=numbers) | Q(who=Who.PERSON, name_key__in=list(directors)))
        .order_by("ordered_on", "id")
    )
    if not entries:
        return found
    cleared = set(NamesakeClearing.objects.filter(abandoner__in=entries).values_list("director_id", "abandoner_id"))
    for entry in entries:
        if entry.number in numbers:
            found[numbers[entry.number].pk].append(_own(entry))
        for director in directors.get(entry.name_key, ()) if entry.who == Who.PERSON else ():
            if (director.pk, entry.pk) not in cleared:
                found[director.company_id].append(_of_director(entry, director))
    return found


def _own(entry: Abandoner) -> Ban:
    return Ban(
        format_lazy(_("The company is a work abandoner by order {order}"), order=entry.order_no),
        clauses.ACT_111,
        _("It may return after a removal order (s. 110)."),
        entry.ref,
    )


def _of_director(entry: Abandoner, director: Director) -> Ban:
    return Ban(
        format_lazy(_("{name} of the company is a work abandoner by order {order}"), name=director.name, order=entry.order_no),
        clauses.ACT_111,
        _("It ends with a removal order, when the person leaves, or when a registrar finds that it is another person of the same name."),
        entry.ref,
        director.pk,
    )


def check(company: Company, *, actor: Actor, purpose: Purpose, case_ref: str = "", on: dt.date | None = None) -> AbandonerCheck:
    """Compare company and directors with the list and write it down. Inside the caller's unit."""
    on = on or clock.today()
    found = bans(company, on)
    directors = list(company.directors.present())
    newest = AbandonerImport.objects.order_by("-as_of").values_list("as_of", flat=True).first()
    uuid = audit.record(
        events.AbandonersChecked,
        actor=actor,
        subject=company,
        basis=(clauses.ACT_111,),
        payload={
            "company": company.ref,
            "purpose": str(purpose),
            "case": case_ref,
            "on": on.isoformat(),
            "list_as_of": newest.isoformat() if newest else "",
            "directors": len(directors),
            "found": [ban.abandoner for ban in found],
        },
        personal={"names": [director.name for director in directors]},
    )
    return AbandonerCheck.objects.create(
        company=company,
        purpose=purpose,
        case_ref=case_ref,
        on=on,
        list_as_of=newest,
        directors=len(directors),
        found=[ban.abandoner for ban in found],
        entry_uuid=uuid,
        made_at=clock.read(),
        made_by_id=actor.person_id,
    )


@dataclass(frozen=True)
class Preferences:
    """What the company has proved on a day, for price preferences (MR on promoted supplies)."""

    sme: bool = False
    sme_size: str = ""
    sector: str = ""
    mit: bool = False
    thai: bool = True


def preferences(company: Company, on: dt.date) -> Preferences:
    """Preferences of a verified company: an SME only with a registration that has not lapsed. One query."""
    if not company.is_verified(on):
        return Preferences(thai=not company.is_foreign)
    held = set(Evidence.objects.proving(on).filter(company=company, kind__in=(Doc.SME_GP, Doc.MIT)).values_list("kind", flat=True))
    sme = company.about.sme and bool(company.sme_gp_no) and Doc.SME_GP in held
    return Preferences(sme, company.sme_size if sme else "", company.sector, Doc.MIT in held, not company.is_foreign)


def in_egp(company: Company, on: dt.date) -> bool:
    """Whether the company is registered in e-GP on the day: it has a number, and no paper of it that has lapsed. No query."""
    last = company.proved.get(str(Doc.EGP), "")
    return bool(company.egp_no) and (not last or last >= on.isoformat())
