"""The pages that combine apps."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.urls import reverse

from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Membership
from marketplace.kernel import clock as product_clock
from marketplace.ui import errors
from marketplace.web import work

pytestmark = pytest.mark.django_db

PUBLIC = ["home", "sell", "buy", "accessibility"]


@pytest.mark.parametrize("name", PUBLIC)
@pytest.mark.parametrize("language", ["th", "en"])
def test_public_pages_speak_the_readers_language(client, name, language):
    client.cookies["talat_language"] = language
    html = client.get(reverse(name)).content.decode()
    assert f'<html lang="{language}">' in html
    main = re.search(r"<main.*</main>", html, re.S)[0]
    thai = len(re.findall("[ก-๙]", main))
    assert thai > 200 if language == "th" else thai < 60


def test_the_first_page_weighs_less_than_100_kb(client):
    page = len(client.get("/").content)
    files = re.findall(r'(?:src|href)="/static/([^"]+)"', client.get("/").content.decode())
    import gzip
    from pathlib import Path

    weight = sum(len(gzip.compress(Path(finders.find(file)).read_bytes())) for file in files)
    assert page + weight < 100_000


def test_the_first_page_asks_nothing_of_third_parties(client):
    html = client.get("/").content.decode()
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', html)


def test_pages_carry_no_inline_style_or_script(client):
    response = client.get("/")
    assert " style=" not in response.content.decode()
    assert "'unsafe-inline'" not in response.headers["Content-Security-Policy"]


def test_the_language_switch_leads_back_to_the_same_query(client):
    response = client.post(reverse("set_language"), {"language": "en", "next": "/search/?q=%E0%B8%81&sort=price"})
    assert response.url == "/search/?q=%E0%B8%81&sort=price"
    assert client.cookies["talat_language"].value == "en"


def test_the_language_switch_leads_nowhere_else(client):
    assert client.post(reverse("set_language"), {"language": "en", "next": "https://elsewhere.example/"}).url == "/"


def test_the_language_is_kept_with_the_person(client, cast):
    client.force_login(cast.officer.person)
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    cast.officer.person.refresh_from_db()
    assert cast.officer.person.language == "en"


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("t-2570-000142", "/tenders/T-2570-000142/"),
        (" C-2570-000001 ", "/contracts/C-2570-000001/"),
        ("ชำระค่าขยะ", "/catalogue/?q=%E0%B8%8A%E0%B8%B3%E0%B8%A3%E0%B8%B0%E0%B8%84%E0%B9%88%E0%B8%B2%E0%B8%82%E0%B8%A2%E0%B8%B0"),
        ("", "/catalogue/"),
        ("X-99", "/catalogue/?q=X-99"),
    ],
)
def test_the_search_box_knows_references_from_words(client, typed, target):
    assert client.get("/search/", {"q": typed}).url == target


def test_my_work_needs_a_sign_in_and_leads_back(client):
    assert client.get("/work/").url.endswith("?next=/work/")


@pytest.mark.parametrize("player", ["officer", "registrar", "auditor", "siam_owner", "stranger"])
def test_my_work_opens_for_everybody_with_an_account(client, cast, player):
    client.force_login(getattr(cast, player).person)
    response = client.get("/work/")
    assert response.status_code == 200
    assert "งานของฉัน" in response.content.decode()


def test_my_work_costs_few_queries(client, cast, django_assert_max_num_queries):
    client.force_login(cast.registrar.person)
    with django_assert_max_num_queries(20):
        client.get("/work/")


def test_who_belongs_nowhere_is_told_how_to_begin(client, cast):
    client.force_login(cast.stranger.person)
    html = client.get("/work/").content.decode()
    assert "/suppliers/register/" in html
    assert cast.stranger.person.email in html


def test_the_nearest_deadline_comes_first(monkeypatch, cast):
    soon, later = product_clock.read(), product_clock.today().replace(year=2099)
    items = [
        work.WorkItem(work.FOR_ME, "no date", "/a/"),
        work.WorkItem(work.FOR_ME, "later", "/b/", due=later),
        work.WorkItem(work.FOR_ME, "soon", "/c/", due=soon),
    ]
    monkeypatch.setattr(work, "_providers", {"x": lambda actor: items})
    assert [item.title for item in work.desk(cast.officer.actor).for_me] == ["soon", "later", "no date"]


def test_acting_for_another_organisation_changes_the_duties(client, cast):
    Membership.objects.create(person=cast.officer.person, organisation=cast.other_agency, duty=Duty.FINANCE, since_at=product_clock.read())
    client.force_login(cast.officer.person)
    client.post("/acting/", {"organisation": cast.other_agency.ref})
    html = client.get("/work/").content.decode()
    assert cast.other_agency.name_th in html
    assert "เจ้าหน้าที่การเงิน" in html


def test_nobody_acts_for_an_organisation_they_do_not_belong_to(client, cast):
    client.force_login(cast.officer.person)
    response = client.post("/acting/", {"organisation": cast.comptroller.ref}, follow=True)
    assert "โปรดเลือกหน่วยงานของท่าน" in response.content.decode()
    html = client.get("/work/").content.decode()
    assert f'<span class="who">{cast.agency.name_th}</span>' in html


def test_a_page_that_does_not_exist_offers_the_search(client):
    response = client.get("/nothing-here/")
    assert response.status_code == 404
    assert 'action="/search/"' in response.content.decode()


def test_a_forbidden_page_says_what_to_do(client, cast):
    request = RequestFactory().get("/x/")
    request.user, request.session, request.actor = cast.officer.person, client.session, cast.officer.actor
    request.acting_for, request.may_act_for = None, []
    response = errors.forbidden(request, PermissionDenied())
    assert response.status_code == 403
    assert "/acting/" in response.content.decode()


def test_what_is_gone_says_since_when_and_where_to_go(client):
    request = RequestFactory().get("/listings/L-1/")
    from django.contrib.auth.models import AnonymousUser

    request.user, request.session = AnonymousUser(), client.session
    response = errors.gone(request, title="ระบบสารบรรณ", sentence="ถอนเมื่อ 1 ธ.ค. 2569", url="/catalogue/", link="หารายการอื่น")
    assert response.status_code == 410
    assert "ถอนเมื่อ 1 ธ.ค. 2569" in response.content.decode()


def test_the_page_of_our_own_failure_needs_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = errors.server_failure(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "ระบบขัดข้องชั่วคราว" in response.content.decode()


def test_the_gallery_is_hidden_outside_debug_and_demo(client, settings):
    settings.DEMO = settings.DEBUG = False
    assert client.get("/gallery/").status_code == 404
    settings.DEMO = True
    assert client.get("/gallery/").status_code == 200


def test_healthz_answers(client):
    assert client.get("/healthz").json()["ok"] is True


def test_a_demo_is_kept_from_search_engines(client, settings):
    settings.DEMO = True
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()
    settings.DEMO = False
    assert "Disallow: /\n" not in client.get("/robots.txt").content.decode()


def test_weaknesses_can_be_reported(client):
    text = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:" in text
    assert re.search(r"Expires: \d{4}-\d\d-\d\dT", text)
