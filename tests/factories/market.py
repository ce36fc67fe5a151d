"""Further verified companies with listings on sale, so that there is a market to compare with. Made by the product's own actions."""

from __future__ import annotations

from catalog.actions import drafts
from catalog.models import Category, Listing
from marketplace import audit
from marketplace.accounts.actions.duties import grant
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Organisation, OrganisationKind, Person
from marketplace.procedure import act
from suppliers.states import V
from tests.cast import Cast, Player
from tests.catalog import shelf
from tests.factories.suppliers import verified_row


def seller(number: int, province: str = "เชียงใหม่") -> Player:
    """The owner of the verified company with this serial number (below 100); the same one when asked again."""
    ref = f"S-9{number:03d}"
    known = Organisation.objects.filter(ref=ref).first()
    if known is not None:
        return Player(Person.objects.get(ref=f"P-seller-{number}"), known)
    organisation = Organisation.objects.create(
        ref=ref, kind=OrganisationKind.COMPANY, name_th=f"บริษัท ผู้ขายรายที่ {number} จำกัด", name_en=f"Seller {number} Co., Ltd.", province=province, district="เมือง"
    )  # fmt: skip
    person = Person.objects.create(
        email=f"seller-{number}@talat.example", given_name="ผู้ขาย", family_name=f"รายที่ {number}", ref=f"P-seller-{number}"
    )
    with audit.unit():
        grant(actor=Actor.system(), person=person, organisation=organisation, duty=Duty.OWNER)
    verified_row(organisation, f"01055650{number:05d}", person, V.VERIFIED)
    return Player(person, organisation)


def on_sale(
    cast: Cast, number: int, price_satang: int, category: str = "e-document", province: str = "เชียงใหม่", **given: object
) -> Listing:
    """A listing of seller `number` on sale. `answers` and fields of the version may be given."""
    from suppliers.models import Company

    player = seller(number, province)
    answers = given.pop("answers", {})
    listing = drafts.begin(Company.objects.get(organisation=player.organisation), Category.objects.get(code=category), actor=player.actor)
    drafts.save(
        listing,
        actor=player.actor,
        seen=listing.version,
        fields={**shelf.FIELDS, "price_satang": price_satang, **given},
        answers=shelf.answers_for(category, **answers),  # type: ignore[arg-type]
    )
    listing = Listing.objects.get(pk=listing.pk)
    act(listing, "submit", actor=player.actor, seen=listing.version)
    return shelf.approve(cast, Listing.objects.get(pk=listing.pk))


def five(
    cast: Cast, category: str = "e-document", prices: tuple[int, ...] = (180_00, 190_00, 200_00, 210_00, 220_00), **given: object
) -> list[Listing]:
    """As many listings as there are prices, each of a supplier of its own."""
    return [on_sale(cast, number, price, category, **given) for number, price in enumerate(prices, start=1)]
