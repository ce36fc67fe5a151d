"""An order from the catalogue names what its frozen list has: said by the product, and held by the database against raw SQL.

The same on SQLite and on PostgreSQL: the guards' texts are one for both.
"""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from catalog.actions import shortlists
from catalog.models import Category, Listing, Shortlist, ShortlistEntry
from catalog.prices import Case
from marketplace import audit
from marketplace.contracts.models import Contract
from marketplace.kernel import clock as product_clock
from marketplace.kernel import guards
from marketplace.procedure import act
from marketplace.procedure.refusals import Refused
from tenders.actions import preparing
from tenders.methods import EBIDDING_PRICE, SPECIFIC_SMALL
from tenders.models import Lot, Offer, Tender, TenderItem
from tests.catalog import shelf
from tests.contracts.conftest import Deal
from tests.factories import small_purchases as small
from tests.factories.purchases import Play

pytestmark = pytest.mark.django_db

PRICE = 30_000_000


@contextmanager
def refuses(sentence: str):
    """The database refuses what happens inside, in these words, and the transaction around it lives on."""
    with pytest.raises(DatabaseError, match=sentence), transaction.atomic():
        yield


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def copied(row, **changes: object) -> None:
    """A raw INSERT of a row like `row`, with changes: past models, forms and actions."""
    fields = {field.column: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key} | changes
    names = ", ".join(fields)
    sql(f"INSERT INTO {row._meta.db_table} ({names}) VALUES ({', '.join(['%s'] * len(fields))})", *fields.values())


def narrowed(cast, *listings: Listing, rejected: Listing | None = None) -> Shortlist:
    """A confirmed list of these; `rejected` stands on it with a reason."""
    every = [*listings, *([rejected] if rejected else [])]
    made = shortlists.begin(actor=cast.officer.actor, name="ระบบสารบรรณ", category=every[0].category, case=Case(1, 1), listings=every)
    if rejected:
        entry = made.entries.get(listing=rejected)
        shortlists.judge_entry(entry, actor=cast.officer.actor, note="", rejected_reason="ราคาสูงกว่ารายอื่น")
    made = Shortlist.objects.get(pk=made.pk)
    proposal = shortlists.fingerprint(made, shortlists.lines_of(made))
    act(made, "freeze", actor=cast.officer.actor, seen=made.version, proposal=proposal)
    return Shortlist.objects.get(pk=made.pk)


def bought(cast, shortlist: Shortlist, *listings: Listing, **given) -> Tender:
    items = [(listing.live_version, 1, 1) for listing in listings]
    return preparing.start_purchase(
        actor=cast.officer.actor, title="ระบบสารบรรณ", category=shortlist.category, method=SPECIFIC_SMALL, budget_satang=PRICE,
        shortlist=shortlist, items=items, **given,
    )  # fmt: skip


def test_raw_sql_cannot_name_what_the_frozen_list_does_not_have_nor_a_higher_price(cast) -> None:
    cheap, dear, outside = (shelf.live(cast, price_satang=PRICE + extra) for extra in (0, 500, 900))
    shortlist = narrowed(cast, cheap, rejected=dear)
    tender = bought(cast, shortlist, cheap)
    item = tender.items.get()
    said = "names versions of its frozen list"
    with refuses(said):
        copied(item, listing_version_id=outside.live_version_id)
    with refuses(said):  # rejected, with a reason
        copied(item, listing_version_id=dear.live_version_id)
    with refuses(said):
        copied(item, total_satang=PRICE + 1)
    with refuses(said):  # the same total for more than the list says would be another price
        copied(item, quantity=2)
    for name, value in (("listing_version_id", outside.live_version_id), ("total_satang", PRICE + 1), ("months", 12)):
        with refuses(said):
            sql(f"UPDATE tenders_tenderitem SET {name} = %s WHERE id = %s", value, item.pk)
    copied(item, total_satang=PRICE - 1)  # a lower price may be written
    assert TenderItem.objects.filter(tender=tender).count() == 2
    # without the guards the same statement goes through: it is they that refuse
    with guards.removed():
        copied(item, listing_version_id=outside.live_version_id)
    TenderItem.objects.filter(tender=tender).exclude(pk=item.pk).delete()
    assert not guards.missing()


def test_raw_sql_cannot_change_a_frozen_list_nor_move_a_purchase_to_another_one(cast) -> None:
    cheap, other = shelf.live(cast, price_satang=PRICE), shelf.live(cast, price_satang=PRICE + 500)
    shortlist, second = narrowed(cast, cheap), narrowed(cast, other)
    entry = shortlist.entries.get()
    never = "a frozen shortlist never changes"
    for statement in (
        "UPDATE catalog_shortlistentry SET total_satang = 99999999999 WHERE id = %s",
        "UPDATE catalog_shortlistentry SET rejected_reason = 'x' WHERE id = %s",
        "DELETE FROM catalog_shortlistentry WHERE id = %s",
    ):
        with refuses(never):
            sql(statement, entry.pk)
    with refuses(never):
        copied(entry, version_id=other.live_version_id, listing_id=other.pk)
    with refuses(never):  # out of another list into this one
        sql("UPDATE catalog_shortlistentry SET shortlist_id = %s WHERE id = %s", shortlist.pk, second.entries.get().pk)
    for statement in ("UPDATE catalog_shortlist SET state = 'open' WHERE id = %s", "DELETE FROM catalog_shortlist WHERE id = %s"):
        with refuses(never):
            sql(statement, shortlist.pk)
    with refuses("begins open"):
        copied(shortlist, ref="SL-2570-009999")
    empty = Shortlist.objects.get(pk=shortlists.begin(actor=cast.officer.actor, name="ว่าง", category=cheap.category, case=Case(1, 1)).pk)
    with refuses("1 to 30 listings"):
        sql("UPDATE catalog_shortlist SET state = 'frozen', sha256 = 'x', frozen_at = %s WHERE id = %s", product_clock.read(), empty.pk)
    tender = bought(cast, shortlist, cheap)
    for value in (second.pk, None):
        with refuses("keeps the frozen list"):
            sql("UPDATE tenders_tender SET shortlist_id = %s WHERE id = %s", value, tender.pk)
    if connection.vendor == "sqlite":  # it removes the row in the way without asking a DELETE trigger
        with refuses("begins open|never changes"):
            sql("INSERT OR REPLACE INTO catalog_shortlist SELECT * FROM catalog_shortlist WHERE id = %s", shortlist.pk)


def test_offers_and_the_order_itself_stay_within_the_list_on_either_database(cast) -> None:
    play = Play(cast=cast, category=Category.objects.get(code="construction-permit"))
    version = small.on_sale(play, "siam", PRICE)
    small.approved(play, version, PRICE)
    siam, lanna = version.listing.company, shelf.company_of(cast, "lanna")
    with pytest.raises(Refused) as refused:
        small.approach(play, lanna)
    assert [refusal.code for refusal in refused.value.refusals] == ["suppliers_on_the_list"]
    small.approach(play, siam)
    for company, price, code in ((siam, PRICE + 1, "above_the_list"), (lanna, PRICE, "not_on_the_list")):
        with pytest.raises(Refused) as refused:
            small.offer(play, company, price, price)
        assert [refusal.code for refusal in refused.value.refusals] == [code]
    made = small.offer(play, siam, PRICE, PRICE - 100)
    with refuses("never above its frozen list"):
        copied(made, price_satang=PRICE + 1)
    with refuses("never above its frozen list"):
        copied(made, company_id=lanna.pk)
    with refuses("never above its frozen list"):
        sql("UPDATE tenders_offer SET price_satang = %s WHERE id = %s", PRICE + 1, made.pk)
    lot = play.tender.lot
    award = "UPDATE tenders_lot SET state = 'awarded', winner_id = %s, award_satang = %s WHERE id = %s"
    for winner, price in ((siam.pk, PRICE + 1), (lanna.pk, PRICE - 100), (None, PRICE)):
        with refuses("goes to a supplier of its frozen list"):
            sql(award, winner, price, lot.pk)
    play.step("accept_offer", cast.head_officer)
    assert Lot.objects.get(pk=lot.pk).award_satang == PRICE - 100
    item = play.tender.items.get()
    with refuses("what was ordered keeps its services"):
        sql("DELETE FROM tenders_tenderitem WHERE id = %s", item.pk)
    with refuses("keeps the frozen list"):  # neither by a detour over another method
        sql("UPDATE tenders_tender SET method_code = 'ebidding_price' WHERE id = %s", play.tender.pk)
        sql("UPDATE tenders_tender SET method_code = 'specific_small' WHERE id = %s", play.tender.pk)
    assert Offer.objects.get().price_satang == PRICE - 100


def test_a_listing_that_changes_while_it_is_on_a_list_is_bought_as_it_was_frozen(cast) -> None:
    listing = shelf.live(cast, price_satang=PRICE)
    made = shortlists.begin(actor=cast.officer.actor, name="ระบบสารบรรณ", category=listing.category, case=Case(1, 1), listings=[listing])
    seen = shortlists.fingerprint(made, shortlists.lines_of(made))
    # the supplier raises its price between the page and the click: nothing is frozen that nobody saw
    first, second = listing.live_version, _dearer(cast, listing, PRICE + 900).live_version
    with pytest.raises(Refused) as refused:
        act(made, "freeze", actor=cast.officer.actor, proposal=seen)
    assert [refusal.code for refusal in refused.value.refusals] == ["what_was_seen_is_what_is_frozen"]
    assert made.entries.get().version == first
    made = Shortlist.objects.get(pk=made.pk)
    act(made, "freeze", actor=cast.officer.actor, proposal=shortlists.fingerprint(made, shortlists.lines_of(made)))
    frozen = Shortlist.objects.get(pk=made.pk)
    assert (frozen.entries.get().version, frozen.entries.get().total_satang) == (second, PRICE + 900)
    # and again after it was frozen: the list, its hash and the order keep the frozen version and price
    _dearer(cast, listing, PRICE + 5000)
    frozen = Shortlist.objects.get(pk=made.pk)
    assert shortlists.fingerprint(frozen, shortlists.lines_of(frozen)) == frozen.sha256
    tender = preparing.start_purchase(
        actor=cast.officer.actor, title="ระบบสารบรรณ", category=frozen.category, method=SPECIFIC_SMALL, budget_satang=PRICE + 900,
        shortlist=frozen, items=[(second, 1, 1)],
    )  # fmt: skip
    assert (tender.items.get().listing_version, tender.items.get().total_satang) == (second, PRICE + 900)
    with pytest.raises(Refused) as refused:
        preparing.choose_items(tender, actor=cast.officer.actor, items=[(Listing.objects.get().live_version, 1, 1)])
    assert [refusal.code for refusal in refused.value.refusals] == ["not_on_the_list"]
    assert tender.items.count() == 1


def _dearer(cast, listing: Listing, price_satang: int) -> Listing:
    """The supplier changes the price, and the registrar approves the new version."""
    from catalog.actions import drafts

    listing = Listing.objects.get(pk=listing.pk)
    drafts.save(listing, actor=cast.siam_lister.actor, seen=listing.version, fields={"price_satang": price_satang}, answers={})
    listing = Listing.objects.get(pk=listing.pk)
    act(listing, "submit_change", actor=cast.siam_lister.actor, seen=listing.version)
    return shelf.approve(cast, Listing.objects.get(pk=listing.pk))


def test_above_the_limit_the_frozen_list_is_market_research_in_the_log(cast) -> None:
    cheap, dear, poor = (shelf.live(cast, price_satang=price) for price in (60_000_000, 70_000_000, 65_000_000))
    shortlist = narrowed(cast, cheap, dear, rejected=poor)
    tender = preparing.start_purchase(
        actor=cast.officer.actor, title="ระบบสารบรรณ", category=shortlist.category, method=EBIDDING_PRICE, budget_satang=75_000_000, shortlist=shortlist,
    )  # fmt: skip
    entry = next(e for e in audit.entries(root=("tender", tender.ref)) if e.event.code == "tenders.market_research_recorded")
    assert (entry.payload["lowest_satang"], entry.payload["highest_satang"], entry.payload["kept"]) == (60_000_000, 70_000_000, 2)
    assert entry.payload["shortlist_sha256"] == shortlist.sha256
    reasons = {row["listing"]: row["rejected_reason"] for row in entry.payload["listings"]}
    assert reasons == {cheap.ref: "", dear.ref: "", poor.ref: "ราคาสูงกว่ารายอื่น"}
    assert not tender.items.exists()


def test_a_list_of_another_agency_or_one_still_open_is_not_bought_from(cast) -> None:
    listing = shelf.live(cast, price_satang=PRICE)
    open_list = shortlists.begin(actor=cast.officer.actor, name="x", category=listing.category, case=Case(1, 1), listings=[listing])
    theirs = shortlists.begin(actor=cast.other_officer.actor, name="y", category=listing.category, case=Case(1, 1), listings=[listing])
    act(theirs, "freeze", actor=cast.other_officer.actor, proposal=shortlists.fingerprint(theirs, shortlists.lines_of(theirs)))
    for shortlist in (open_list, theirs):
        with pytest.raises(Refused) as refused:
            bought(cast, Shortlist.objects.get(pk=shortlist.pk), listing)
        assert [refusal.code for refusal in refused.value.refusals] == ["not_a_list_for_this"]
    assert not Tender.objects.exists()


def test_buying_straight_from_a_listing_freezes_a_list_of_that_one_version(cast) -> None:
    listing = shelf.live(cast, price_satang=PRICE)
    tender = preparing.start_purchase(
        actor=cast.officer.actor, title="ระบบสารบรรณ", category=listing.category, method=SPECIFIC_SMALL, budget_satang=PRICE, items=[(listing.live_version, 1, 1)],
    )  # fmt: skip
    shortlist = tender.shortlist
    entry = shortlist.entries.get()
    assert (shortlist.direct, shortlist.is_frozen, entry.version, entry.total_satang) == (True, True, listing.live_version, PRICE)
    assert [e.event.code for e in audit.entries(root=("shortlist", shortlist.ref))] == [
        "catalog.shortlist_begun",
        "catalog.shortlist_frozen",
    ]


def test_the_check_of_the_database_names_a_guard_that_was_taken_away(cast) -> None:
    call_command("check", "--database", "default")
    with guards.removed():
        assert "tenderitem_on_the_list_insert" in guards.missing()
        with pytest.raises(Exception, match="tenderitem_on_the_list_insert"):
            call_command("check", "--database", "default")
    assert not guards.missing()


def test_the_guards_speak_of_tables_and_columns_that_exist() -> None:
    tables = {made.table for made in guards.everything() if not made.table.startswith("suppliers_")}
    assert tables == {row._meta.db_table for row in (Shortlist, ShortlistEntry, Tender, TenderItem, Offer, Lot, Contract)}


def test_the_order_itself_goes_to_whom_it_was_awarded_at_most_at_that_price(cast) -> None:
    play = Play(cast=cast, category=Category.objects.get(code="construction-permit"))
    small.ordered(play, cast.lanna_owner, 10_000_000)
    deal = Deal(play, play.now).drafted()
    contract = Contract.objects.get(pk=deal.contract.pk)
    version = play.tender.items.get().listing_version
    assert f"{version.listing.ref} ฉบับที่ {version.number}" in contract.lines.get().description
    for column, value in (("total_satang", 10_000_001), ("company_id", shelf.company_of(cast, "siam").pk)):
        with refuses("goes to whom it was awarded"):
            sql(f"UPDATE contracts_contract SET {column} = %s WHERE id = %s", value, contract.pk)
        with refuses("goes to whom it was awarded"):
            copied(contract, ref="C-2570-009999", **{column: value})
