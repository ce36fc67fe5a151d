"""Two suppliers of the demo who are no Thai companies: a person who sells in their own name, and a company of Singapore."""

from __future__ import annotations

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.kernel import clock
from marketplace.web.demo.bodies import World
from marketplace.web.demo.sellers import Seller, alone, examined, hands_in, paper
from marketplace.web.demo.stage import Scene, Stage, later
from suppliers.actions import registering
from suppliers.kinds import Doc, LegalForm

#: A citizen number of a province code that is given to nobody.
CITIZEN = "1000000000122"
_REACHED = {
    "address": "88/1 ถนนพหลโยธิน",
    "district": "จตุจักร",
    "province": "กรุงเทพมหานคร",
    "postcode": "10900",
    "contact_phone": "02 555 0101",
}


def _handed_in(seller: Seller, kind: Doc, **about: dt.date) -> None:
    assert seller.company is not None
    upload: SimpleUploadedFile = paper(f"{kind}.pdf", f"{kind}{seller.company.ref}")
    registering.add_evidence(seller.company, actor=seller.actor, kind=kind, upload=upload, **about)


def individual(world: World, seller: Seller) -> Scene:
    """A person registers with their citizen number and identity card."""
    person = seller.person
    seller.company = company = registering.claim(actor=alone(person), person=person, number=CITIZEN, answer=registering.look_up(CITIZEN))
    yield later(clock.read(), hours=1)
    named = registering.Named(person.given_name, person.family_name, person.title, True)
    registering.name_person(company, actor=seller.actor, seen=None, person=named, name_en="", business="อบรมและให้คำปรึกษาด้านดิจิทัล")
    written = {**_REACHED, "contact_name": person.name, "contact_email": person.email, "vat_registered": False, "egp_no": "EGP-P-0001"}
    registering.write_facts(company, actor=seller.actor, seen=None, part="place", written=written)
    _handed_in(seller, Doc.IDENTITY, expires_on=clock.today() + dt.timedelta(days=1500))
    hands_in(company, seller.actor)
    yield from examined(world, company)


def abroad(world: World, seller: Seller) -> Scene:
    """A company of Singapore registers with its own number, legalised papers and a representative in Thailand."""
    person = seller.person
    seller.company = company = registering.claim(
        actor=alone(person), person=person, number="SG 209912345X", answer=registering.look_up("", LegalForm.FOREIGN), form=LegalForm.FOREIGN, country="SG"
    )  # fmt: skip
    yield later(clock.read(), hours=1)
    written = {
        "name_th": "เมอร์ไลออน ซีวิค ซอฟต์แวร์ (ตัวอย่าง)", "name_en": "Merlion Civic Software Pte. Ltd. (example)", "registered_on": dt.date(2019, 3, 4), "address": "1 Example Way, Singapore 018983",
        "contact_name": person.name, "contact_email": person.email, "contact_phone": "+65 6123 4567", "vat_registered": False, "egp_no": "EGP-F-0001",
        "representative": "บริษัท ผู้แทนตัวอย่าง จำกัด (ตัวอย่าง)", "representative_number": "0017565000086", "business": "Software for cities",
    }  # fmt: skip
    registering.write_facts(company, actor=seller.actor, seen=None, part="company", written=written)
    directors = [registering.Named("Mei", "Tan", "", True)]
    registering.name_directors(company, actor=seller.actor, seen=None, directors=directors, signing_rule="Any director signs alone")
    _handed_in(seller, Doc.FOREIGN_CERTIFICATE, issued_on=clock.today() - dt.timedelta(days=20))
    _handed_in(seller, Doc.TRANSLATION)
    _handed_in(seller, Doc.REPRESENTATIVE)
    hands_in(company, seller.actor)
    yield from examined(world, company)


def plan(stage: Stage, world: World) -> None:
    """Both register some months ago and are verified."""
    for name, scene, back in (("freelance", individual, 240), ("merlion", abroad, 235)):
        person = stage.person(f"{name}.supplier", "นางสาว", *(("กานดา", "รับจ้างดี") if scene is individual else ("เหมย", "ตัน")))
        stage.enter(scene(world, Seller(person)), stage.day(back, 9, 20))
