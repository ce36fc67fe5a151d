"""The demo's suppliers and what they sell: registered, verified, listed and reviewed by real steps."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from stdnum.th import moa

from catalog.actions import drafts, review
from catalog.models import Category, Listing
from catalog.questions import Question, definitions
from marketplace.accounts.actor import Actor
from marketplace.accounts.models import Person
from marketplace.kernel import clock
from marketplace.procedure import act, perform
from marketplace.web.demo import wording as w
from marketplace.web.demo.bodies import FAMILY, GIVEN, World
from marketplace.web.demo.stage import Scene, Stage, later
from suppliers import terms
from suppliers.actions import agreeing, examining, registering
from suppliers.dossier import Dossier
from suppliers.kinds import Doc
from suppliers.models import Company
from suppliers.registries.answers import ACTIVE, Answer, Entry, Outcome
from suppliers.verdicts import Verdict

#: What a micro, a small and a medium company of the demo says of its staff and revenue.
SIZES = (
    {"staff": 4, "revenue_satang": 150_000_000},
    {"staff": 22, "revenue_satang": 3_200_000_000},
    {"staff": 85, "revenue_satang": 21_000_000_000},
)
#: A page without anything on it.
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] >>\nendobj\nxref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000058 00000 n \n0000000115 00000 n \ntrailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n186\n%%EOF\n"


@dataclass
class Seller:
    """A company with the person who does everything for it."""

    person: Person
    company: Company | None = None
    number: str = ""
    name_th: str = ""
    name_en: str = ""
    province: str = ""
    sme: bool = True

    @property
    def actor(self) -> Actor:
        assert self.company is not None
        return Actor.of(self.person, self.company.organisation)


def paper(name: str, salt: str) -> SimpleUploadedFile:
    """A one-page paper that differs from every other."""
    return SimpleUploadedFile(name, PDF + f"% {salt}\n".encode())


def _numbers(count: int) -> list[str]:
    """Valid 13-digit numbers of the province code 01, which no register gives out."""
    made = []
    for serial in range(count):
        body = f"0015{560 + serial % 9}{10000 + serial * 37:05d}"
        made.append(body + moa.calc_check_digit(body))
    return made


def invent(stage: Stage, count: int) -> list[Seller]:
    """Names, numbers and people of `count` companies."""
    names = [(f"{a} {b}", c, d) for a, c in w.FIRST for b, d in w.SECOND]
    stage.rng.shuffle(names)
    sellers = []
    for place, number in enumerate(_numbers(count)):
        th, first_en, second_en = names[place % len(names)]
        person = stage.person(
            f"sales{place + 1:02d}.supplier", stage.rng.choice(["นาย", "นาง", "นางสาว"]), stage.rng.choice(GIVEN), stage.rng.choice(FAMILY)
        )
        sellers.append(
            Seller(
                person,
                number=number,
                name_th=f"บริษัท {th} จำกัด (ตัวอย่าง)",
                name_en=f"{first_en} {second_en} Co., Ltd. (example)",
                province=w.PROVINCES[place % len(w.PROVINCES)],
                sme=place % 4 != 3,
            )
        )
    return sellers


#: Certificates of a company, by the last digit of its serial number; the others have none.
CERTIFIED: dict[int, tuple[Doc, ...]] = {
    0: (Doc.ISO_29110,),
    2: (Doc.ISO_27001,),
    3: (Doc.DIGITAL_ACCOUNT, Doc.DSURE),
    5: (Doc.MIT,),
    7: (Doc.ISO_27001, Doc.ISO_29110),
    8: (Doc.DSURE, Doc.INNOVATION),
}


def registers(stage: Stage, world: World, seller: Seller, outcome: str) -> Scene:
    """A company claims its number, fills everything in, and is examined; `outcome` says how far it gets."""
    rng = stage.rng
    salt = seller.number
    district = w.DISTRICTS.get(seller.province, f"เมือง{seller.province}")
    entry = Entry(
        number=seller.number, name_th=seller.name_th, name_en=seller.name_en, status=ACTIVE, registered_on=dt.date(2012 + int(salt[5]) % 10, 1 + int(salt[8]) % 12, 11),
        capital_satang=100_000_000 * (1 + int(salt[9]) % 9), paid_up_capital_satang=100_000_000 * (1 + int(salt[9]) % 9), address=f"{1 + int(salt[7:11]) % 299} หมู่ {1 + int(salt[10]) % 9}",
        district=district, province=seller.province, postcode="10220", business="พัฒนาและให้บริการซอฟต์แวร์",
    )  # fmt: skip
    seller.company = registering.claim(
        actor=alone(seller.person), person=seller.person, number=seller.number, answer=Answer("local", Outcome.FOUND, entry)
    )
    if outcome == "claimed":
        return
    yield later(clock.read(), hours=2)
    actor, company = seller.actor, seller.company
    registering.write_facts(
        company, actor=actor, seen=None, part="place",
        written={
            "district": district, "province": seller.province, "address": entry.address, "postcode": "10220", "contact_name": seller.person.name, "contact_email": seller.person.email,
            "contact_phone": f"02{salt[4:11]}", "vat_registered": True, "vat_branch": "00000", "egp_no": f"EGP-{salt[4:12]}", "sme_gp_no": f"SME-{salt[5:12]}" if seller.sme else "",
            **({"sector": "trade", **SIZES[int(salt[10]) % 3]} if seller.sme else {}),
        },
    )  # fmt: skip
    registering.name_directors(
        company, actor=actor, seen=None,
        directors=[registering.Named(seller.person.given_name, seller.person.family_name, seller.person.title, True), registering.Named(rng.choice(GIVEN), f"{rng.choice(FAMILY)}{salt[9:11]}", "นาย")],
        signing_rule="กรรมการหนึ่งคนลงลายมือชื่อและประทับตราสำคัญของบริษัท",
    )  # fmt: skip
    today = clock.today()
    registering.add_evidence(
        company, actor=actor, kind=Doc.CERTIFICATE, upload=paper("certificate.pdf", f"c{salt}"), issued_on=today - dt.timedelta(days=10)
    )
    registering.add_evidence(company, actor=actor, kind=Doc.VAT, upload=paper("vat.pdf", f"v{salt}"))
    if seller.sme:
        registering.add_evidence(
            company,
            actor=actor,
            kind=Doc.SME_GP,
            upload=paper("sme-gp.pdf", f"s{salt}"),
            issued_on=today - dt.timedelta(days=30),
            expires_on=today + dt.timedelta(days=900),
            number=f"SME-{salt[5:12]}",
        )
    for kind in CERTIFIED.get(int(salt[11]), ()):
        registering.add_evidence(
            company, actor=actor, kind=kind, upload=paper(f"{kind}.pdf", f"{kind}{salt}"), issued_on=today - dt.timedelta(days=60),
            expires_on=today + dt.timedelta(days=1000), number=f"CERT-{salt[5:12]}",
        )  # fmt: skip
    yield later(clock.read(), hours=3)
    hands_in(company, actor)
    if outcome == "submitted":
        return
    yield from examined(world, company)


def hands_in(company: Company, actor: Actor) -> None:
    """The owner accepts the supplier's terms and hands the registration in."""
    newest = terms.to_accept(company)
    agreeing.accept_and_submit(company, actor=actor, seen=None, number=newest.number if newest else None)


def examined(world: World, company: Company) -> Scene:
    """A registrar examines what was handed in, accepts every item and verifies."""
    yield later(clock.read(), days=2)
    registrar = world.office.actor("registrar")
    perform(company, "begin_examination", actor=registrar)
    yield later(clock.read(), hours=1)
    for item in Dossier.of(company).items():
        if item.verdict != Verdict.ACCEPT:
            examining.judge_item(company, actor=registrar, item=item.code, verdict=Verdict.ACCEPT, fingerprint=item.fingerprint)
    examining.compare_with_list(company, actor=registrar)
    act(company, "verify", actor=registrar)
    company.refresh_from_db()


def alone(person: Person) -> Actor:
    """A person who acts for nobody yet."""
    return Actor(kind="person", ref=person.ref, name=person.name, person_id=person.pk)


def lists(stage: Stage, world: World, seller: Seller, category: Category, outcome: str) -> Scene:
    """A seller writes a listing and sends it; a registrar outside the company looks at it and lets it in."""
    rng = stage.rng
    if seller.company is None or not seller.company.is_verified(clock.today()):
        return
    actor, registrar = seller.actor, world.office.actor("registrar")
    listing = drafts.begin(seller.company, category, actor=actor)
    fields, answers = _text(rng, seller, category), _answers(rng, category)
    drafts.save(listing, actor=actor, fields=fields, answers=answers | _more(random.Random(listing.ref), category, answers))  # noqa: S311
    if outcome == "draft":
        return
    yield later(clock.read(), hours=1)
    act(listing, "submit", actor=actor)
    if outcome == "submitted":
        return
    yield later(clock.read(), days=1)
    listing.refresh_from_db()
    draft = listing.draft_version
    assert draft is not None
    review.publish(listing, "approve", actor=registrar, number=draft.number, content=draft.content)
    if outcome == "suspended":
        yield later(clock.read(), days=20)
        act(listing, "suspend", actor=registrar, reason="หลักฐานมาตรฐานหมดอายุ รอเอกสารใหม่")


def _caps(price: int, unit: str) -> dict[str, dict[str, int]]:
    """Usage that a part of the prices includes up to a cap; by the price, so that chance is drawn on as before."""
    uses = definitions().units[unit].usage
    if not uses or price // 100 % 3:
        return {}
    first = {"included": 10 * (1 + price // 1000 % 5), "step": 10, "price_satang": max(100, price // 1000 * 100)}
    return {uses[0].code: first, **({uses[1].code: {"included": 12}} if len(uses) > 1 and price // 100 % 2 else {})}


def _text(rng: Any, seller: Seller, category: Category) -> dict[str, Any]:
    products, low, high = w.PRODUCTS[category.code]
    (name_th, name_en), (suffix_th, suffix_en) = rng.choice(products), rng.choice(w.SUFFIX)
    parts = [rng.choice(pool) for pool in (w.OPENING, w.MIDDLE, w.CLOSING)]
    brand_th, brand_en = seller.name_th.split()[1], seller.name_en.split()[0]
    baht = rng.randint(low, high)
    step = 1 if high < 100 else (10 if high < 5000 else 500)
    price = max(low, baht // step * step) * 100 + (rng.choice([0, 25, 50, 75]) if high < 10 else 0)
    tiers = (
        [[100, int(price * Decimal("0.9"))], [500, int(price * Decimal("0.8"))]]
        if category.unit in {"user-month", "device-year"} and rng.random() < 0.5
        else []
    )
    return {
        "title_th": f"{name_th} {brand_th} {suffix_th}"[:160],
        "title_en": f"{brand_en} {name_en} {suffix_en}"[:160],
        "summary_th": " ".join(part[0] for part in parts),
        "summary_en": ". ".join(part[1] for part in parts) + ".",
        "price_satang": price,
        "tiers": tiers,
        "caps": _caps(price, category.unit),
        "setup_satang": rng.choice([0, 0, 0, 500_000, 1_500_000]) if category.unit != "man-day" else 0,
        "minimum_term": rng.choice([1, 1, 12]) if category.unit in {"user-month", "system-month"} else 1,
        "vat_included": rng.random() < 0.75,
    }


def _answers(rng: Any, category: Category) -> dict[str, Any]:
    """An answer to every required question and to most others."""
    asked = definitions().set_for(category.code)
    return {q.name: _answer(rng, q) for q in asked if not _apart(q) and (q.required or rng.random() < 0.8)}


def _apart(q: Question) -> bool:
    """Questions that are answered by other dice, so that what the rest says stays the same."""
    return bool(q.follows) or q.type in ("tree", "file") or q.name.startswith("reference_")


def _more(rng: Any, category: Category, answers: dict[str, Any]) -> dict[str, Any]:
    """Answers to follow-ups that are asked, to trees and to what belongs to a group; some sellers attach a file."""
    asked = definitions().set_for(category.code)
    found: dict[str, Any] = {}
    has_reference = rng.random() < 0.4
    for q in asked:
        wanted = has_reference if q.name.startswith("reference_") else rng.random() < (0.15 if q.type == "file" else 0.7)
        if _apart(q) and wanted and asked.asks(q, answers):
            found[q.name] = _said(rng, q)
    return found


def _said(rng: Any, q: Question) -> Any:
    if q.type == "file":
        return paper("service.pdf", f"service{rng.random()}")
    if q.type == "tree":
        leaves = [path[-1].value for path in q.paths() if not path[-1].children]
        return [value for value in leaves if rng.random() < 0.3] or leaves[:1]
    words = {"reference_agency": w.REFERENCES, "iso_27001_scope": w.SCOPES}
    return rng.choice(words[q.name]) if q.name in words else rng.randint(10, 300) * 10_000_00 if q.type == "money" else _answer(rng, q)


def _answer(rng: Any, q: Question) -> Any:
    values = [option.value for option in q.options]
    whole = rng.randint(q.minimum or 0, min(q.maximum or 1000, (q.minimum or 0) + 400))
    made: dict[str, Any] = {
        "boolean": rng.random() < 0.6,
        "choice": rng.choice(values) if values else None,
        "multi_choice": [value for value in values if rng.random() < 0.5] or values[:1],
        "number": f"{whole}.{'5' * min(q.decimals, 1)}".rstrip(".")
        if q.decimals and whole < (q.maximum or 1000)
        else (str(whole) if q.decimals else whole),
        "money": rng.randint(1, 200) * 100,
        "date": f"{rng.randint(2016, 2025)}-0{rng.randint(1, 9)}-15",
        "list": _lines(rng, q),
        "long_text": rng.choice(w.EXCLUDED),
        "text": "ขอทดลองใช้ได้ทางอีเมลของบริษัท",
    }
    return made[q.type]


def _lines(rng: Any, q: Question) -> list[str]:
    """Two to four lines in the question's language."""
    pool = w.LISTS.get(q.name) or (*w.OPENING, *w.MIDDLE)
    return [line[1 if q.name.endswith("_en") else 0] for line in rng.sample(pool, rng.randint(2, 4))]


def plan(stage: Stage, world: World, sellers: list[Seller], count: int) -> None:
    """Put every registration and every listing on the timeline; the last few stay unfinished on purpose."""
    leaves = list(Category.objects.leaves().open().order_by("position"))
    for place, seller in enumerate(sellers):
        outcome = {len(sellers) - 1: "claimed", len(sellers) - 2: "submitted", len(sellers) - 3: "submitted"}.get(place, "verified")
        begin = stage.day(320 - place // 2 if outcome == "verified" else 6, 8 + place % 8, (place * 7) % 60)
        stage.enter(registers(stage, world, seller, outcome), begin)
    for place in range(count):
        seller = sellers[place % (len(sellers) - 3)]
        category = leaves[(place // (len(sellers) - 3) * 5 + place) % len(leaves)]
        outcome = {count - 1: "draft", count - 2: "submitted", count - 3: "submitted", count - 4: "submitted", 17: "suspended"}.get(
            place, "live"
        )
        back = 270 - place * 40 // count if outcome in {"live", "suspended"} else 3
        stage.enter(lists(stage, world, seller, category, outcome), stage.day(back, 8 + place % 9, (place * 11) % 60))


def live_in(category: Category) -> list[Listing]:
    """What is on sale in a category."""
    return list(Listing.objects.live().filter(category=category).select_related("live_version", "company", "company__organisation"))
