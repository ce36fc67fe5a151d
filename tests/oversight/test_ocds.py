"""Open contracting data: what is published when, that it never changes, and that it is valid."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from catalog.models import Category
from marketplace.kernel import clock
from marketplace.oversight.ocds import feed, files
from marketplace.procedure import act
from tenders.actions import ending, opening
from tenders.models import Tender
from tests.factories import purchases as p
from tests.factories import small_purchases as small

pytestmark = pytest.mark.django_db


def releases(play: p.Play) -> list[dict[str, Any]]:
    return feed.of_process(play.tender.ref)


def tags(play: p.Play) -> list[str]:
    return [tag for release in releases(play) for tag in release["tag"]]


def test_nothing_is_published_before_the_purchase_is_public(play: p.Play) -> None:
    p.approved(play)
    assert releases(play) == []


def test_a_purchase_on_receipt_is_published_from_tender_to_payment(paid: p.Play) -> None:
    assert tags(paid)[:4] == ["planning", "tender", "award", "contract"]
    assert {"implementation", "implementationUpdate"} <= set(tags(paid))
    last = releases(paid)[-1]
    (contract,) = last["contracts"]
    assert contract["value"] == {"amount": 90_000, "currency": "THB"}
    assert contract["milestones"][0]["status"] == "met"
    assert [transaction["value"]["amount"] for transaction in contract["implementation"]["transactions"]] == [89_158.88]
    assert (last["tender"]["procurementMethod"], last["tender"]["status"]) == ("direct", "complete")


def test_bids_are_published_with_the_award_and_never_before(announced: p.Play) -> None:
    *before, award = releases(announced)
    assert before
    assert all("bids" not in release and "tenderers" not in release["tender"] for release in before)
    assert announced.cast.siam.name_th not in json.dumps(before, ensure_ascii=False)
    assert award["tag"] == ["award"]
    assert sorted(bid["value"]["amount"] for bid in award["bids"]["details"]) == [2_280_000, 2_300_000]
    assert award["tender"]["numberOfTenderers"] == 2


def test_the_reference_price_is_published_with_the_invitation_and_never_before(play: p.Play) -> None:
    """In the round of comments something of the purchase is public already; its value is the budget then."""
    p.approved(play).step("publish_draft", play.cast.head_officer)
    visitor, ocid = Client(), feed.ocid_of(play.tender.ref)
    addresses = (f"/api/v1/ocds/releases/{ocid}/", "/api/v1/ocds/releases/", "/open-data/")
    before = [visitor.get(address).content.decode() for address in addresses]
    assert ocid in before[0]
    assert [text for text in before if "2315000" in text or "2,315,000" in text] == []
    assert releases(play)[-1]["tender"]["value"]["amount"] == 2_400_000
    invited = p.invited(p.Play(cast=play.cast, category=play.category))
    assert releases(invited)[-1]["tender"]["value"]["amount"] == 2_315_000


def test_ids_are_never_used_twice_and_what_was_published_stays_as_it_was(play: p.Play) -> None:
    p.invited(play)
    early = releases(play)
    p.bid(play, play.cast.siam_bidder, 230_000_000)
    play.at(play.tender.bid_opens_at)
    play.step("cancel", play.cast.head_of_agency, ground="67.1", reason="งบประมาณถูกตัด")
    late = releases(play)
    assert late[: len(early)] == early
    assert late[-1]["tag"] == ["tenderCancellation"]
    assert late[-1]["tender"]["status"] == "cancelled"
    assert len({release["id"] for release in late}) == len(late)
    assert {release["ocid"] for release in late} == {f"ocds-213czf-{play.tender.ref}"}


def test_every_organisation_that_is_named_is_a_party_with_its_role(announced: p.Play) -> None:
    last = releases(announced)[-1]
    roles = {party["id"]: set(party["roles"]) for party in last["parties"]}
    assert {"buyer", "procuringEntity"} <= roles[last["buyer"]["id"]]
    assert all("supplier" in roles[who["id"]] for award in last["awards"] for who in award["suppliers"])
    assert all("tenderer" in roles[who["id"]] for bid in last["bids"]["details"] for who in bid["tenderers"])


def test_a_citizens_number_is_not_published(announced: p.Play) -> None:
    from suppliers.models import Company

    Company.objects.filter(ref=announced.cast.siam.ref).update(number="1100200300401")
    told = json.dumps(releases(announced))
    assert "1100200300401" not in told
    assert "0015562000024" in told


def test_pages_by_key_hold_every_release_once(client: Client, announced: p.Play) -> None:
    address, seen = "/api/v1/ocds/releases/?size=1", []
    while address:
        package = client.get(address.removeprefix("http://127.0.0.1:8000")).json()
        seen += [release["id"] for release in package["releases"]]
        address = package.get("links", {}).get("next", "")
    assert seen == [release["id"] for release in releases(announced)]


def test_a_page_makes_few_queries(client: Client, announced: p.Play, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(5):
        response = client.get("/api/v1/ocds/releases/")
    assert response["Last-Modified"]


@pytest.mark.parametrize("path", ["ocds-213czf-T-9999-1", "ocds-other-T-2569-000001", "T-2569-000001"])
def test_an_ocid_that_is_not_published_is_answered_in_both_languages(client: Client, path: str) -> None:
    response = client.get(f"/api/v1/ocds/releases/{path}/")
    assert response.status_code == 404
    assert set(response.json()["sentence"]) == {"th", "en"}


def test_a_purchase_that_is_not_public_is_not_found(client: Client, play: p.Play) -> None:
    p.approved(play)
    assert client.get(f"/api/v1/ocds/releases/{feed.ocid_of(play.tender.ref)}/").status_code == 404


def test_the_export_holds_every_public_purchase(announced: p.Play, tmp_path: Path) -> None:
    out = io.StringIO()
    call_command("export_ocds", output=tmp_path / "all.json", stdout=out)
    package = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    assert {release["tender"]["id"] for release in package["releases"]} == set(Tender.objects.public().values_list("ref", flat=True))
    assert f"{len(package['releases'])} releases of 1 purchases" in out.getvalue()


def test_an_export_of_nothing_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("export_ocds", output=tmp_path / "all.json")
    assert list(tmp_path.iterdir()) == []


def test_the_page_about_open_data_names_an_example(client: Client, announced: p.Play) -> None:
    assert feed.ocid_of(announced.tender.ref) in client.get("/open-data/").content.decode()


@pytest.mark.shared
@pytest.mark.parametrize("made", ["announced", "paid"])
def test_packages_are_valid(made: str, request: pytest.FixtureRequest, client: Client, shared_folder: Path, tmp_path: Path) -> None:
    play = request.getfixturevalue(made)
    files.write(tmp_path / "all.json")
    judge = validator(shared_folder / "data" / "ocds" / "standard-1__1__5.zip")
    documents = [
        json.loads((tmp_path / "all.json").read_text(encoding="utf-8")),
        client.get("/api/v1/ocds/releases/").json(),
        client.get(f"/api/v1/ocds/releases/{feed.ocid_of(play.tender.ref)}/").json(),
    ]
    for document in documents:
        assert [f"{list(fault.absolute_path)}: {fault.message}" for fault in judge.iter_errors(document)] == []
    wrong = [{**documents[0]["releases"][0], "tag": ["nonsense"]}]
    assert list(judge.iter_errors({**documents[0], "releases": wrong})), "the schema must be able to refuse"


def outcomes(cast: Any, category: Any) -> dict[str, p.Play]:
    """One purchase per outcome, each by its real steps; the names are the outcomes."""
    prices = [(cast.siam_bidder, 230_000_000), (cast.lanna_bidder, 228_000_000)]
    played: dict[str, p.Play] = {}

    def begin(name: str) -> p.Play:
        return played.setdefault(name, p.Play(cast=cast, category=category))

    p.approved(begin("draft open for comments")).step("publish_draft", cast.head_officer)
    nobody = p.invited(begin("nobody bid"))
    nobody.at(nobody.tender.bid_closes_at + dt.timedelta(minutes=5))
    with clock.shifted_to(nobody.now):
        for holder in (cast.chair, cast.head_officer):
            opening.hand_in_share(nobody.tender, actor=holder.actor, passphrase=p.PASSPHRASE)
    nobody.step("record_no_bid", cast.head_officer)
    cancelled = p.invited(begin("cancelled with a sealed bid"))
    p.bid(cancelled, cast.siam_bidder, 230_000_000)
    cancelled.step("cancel", cast.head_of_agency, ground="67.1", reason="งบประมาณถูกตัด")
    unfit = p.judged(begin("no bid complies"), prices, reject=[cast.siam_bidder, cast.lanna_bidder])
    unfit.step("record_no_compliant_bid", cast.head_of_agency, reason="ไม่มีผู้ผ่าน")
    replaced = p.announced(begin("the winner did not sign"), prices)
    replaced.step("replace_winner", cast.head_of_agency, reason="ไม่มาลงนามในกำหนด")
    undone = p.announced(begin("an appeal was agreed with"), prices)
    with clock.shifted_to(undone.now):
        appeal = ending.file_appeal(undone.tender, actor=cast.siam_bidder.actor, text="ผู้ชนะไม่มีผลงานตามที่ประกาศกำหนด")
        act(appeal, "admit", actor=cast.officer.actor)
        act(appeal, "agree", actor=cast.head_of_agency.actor, reason="พิจารณาแล้วเห็นด้วย")
    undone.step("redo_evaluation", cast.head_of_agency, reason="ปฏิบัติตามผลอุทธรณ์")
    direct = begin("direct, still negotiated")
    small.approved(direct, small.on_sale(direct, "lanna", 20_000_000), 20_000_000)
    small.approach(direct, p.company_of(cast.lanna_owner))
    small.ordered(begin("direct, awarded"), cast.lanna_owner, 20_000_000)
    return played


@pytest.mark.shared
def test_every_outcome_is_in_the_export_and_valid(cast: Any, shared_folder: Path, tmp_path: Path) -> None:
    played = outcomes(cast, Category.objects.get(code="construction-permit"))
    files.write(tmp_path / "all.json")
    package = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    judge = validator(shared_folder / "data" / "ocds" / "standard-1__1__5.zip")
    assert [f"{list(fault.absolute_path)}: {fault.message}" for fault in judge.iter_errors(package)] == []
    newest = {release["tender"]["id"]: release for release in package["releases"]}
    assert set(newest) == {play.tender.ref for play in played.values()} == set(Tender.objects.public().values_list("ref", flat=True))
    statuses = {name: newest[play.tender.ref]["tender"]["status"] for name, play in played.items()}
    assert statuses == {
        "draft open for comments": "planned",
        "nobody bid": "unsuccessful",
        "cancelled with a sealed bid": "cancelled",
        "no bid complies": "unsuccessful",
        "the winner did not sign": "active",
        "an appeal was agreed with": "active",
        "direct, still negotiated": "active",
        "direct, awarded": "active",
    }


def test_the_prefix_of_the_publisher_is_a_setting(announced: p.Play, settings: Any) -> None:
    settings.OCID_PREFIX = "ocds-a1b2c3"
    assert {release["ocid"] for release in releases(announced)} == {f"ocds-a1b2c3-{announced.tender.ref}"}


def validator(archive: Path) -> Any:
    """The standard's own schema of release packages, with its codelists closed as it says, from the given archive."""
    if not archive.exists():
        pytest.skip("the standard's schema is not beside the repository")
    from jsonschema import Draft4Validator, FormatChecker
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT4

    with zipfile.ZipFile(archive) as folder:
        read = {
            name: json.loads(folder.read(f"standard-1__1__5/schema/{name}"))
            for name in ("release-package-schema.json", "release-schema.json")
        }
    registry: Any = Registry().with_resources(
        (schema["id"].rstrip("#"), Resource.from_contents(schema, default_specification=DRAFT4)) for schema in read.values()
    )
    return Draft4Validator(read["release-package-schema.json"], registry=registry, format_checker=FormatChecker())
