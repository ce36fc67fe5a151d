"""Wagtail's admin is open to rule editors of the comptroller, as long as they hold the duty, and to nobody else."""

import pytest
from django.test import Client
from wagtail.models import Page

from cms.access import EDITORS
from cms.models import GuidancePage, HomePage
from marketplace import audit
from marketplace.accounts.actions import duties
from marketplace.accounts.models import Membership, Person
from tests.factories.papers import PDF

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_round,
]  # pages; every page is opened on both databases by tests/architecture/test_access.py


def test_a_rule_editor_opens_the_desk_and_edits_guidance(cast, at_browser):
    client = at_browser(cast.rule_editor)
    assert client.get("/cms/").status_code == 200
    page = GuidancePage.objects.get(slug="splitting")
    assert client.get(f"/cms/pages/{page.pk}/edit/").status_code == 200


def test_an_edit_is_published_and_read(cast, at_browser):
    at_browser(cast.rule_editor).get("/cms/")
    page = GuidancePage.objects.get(slug="splitting")
    page.answer_th = "คำตอบที่แก้แล้ว"
    page.save_revision(user=cast.rule_editor.person).publish(user=cast.rule_editor.person)
    assert "คำตอบที่แก้แล้ว" in Client().get("/guidance/splitting/").content.decode()


@pytest.mark.parametrize("path", ["/cms/", "/cms/login/", "/cms/password_reset/", "/cms/pages/", "/cms/documents/", "/cms/images/"])
def test_a_visitor_is_sent_to_the_one_sign_in(path):
    response = Client().get(path)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("who", ["auditor", "registrar", "officer", "siam_owner", "stranger"])
@pytest.mark.parametrize("path", ["/cms/", "/cms/login/", "/cms/pages/", "/cms/documents/multiple/add/"])
def test_who_does_not_edit_rules_stays_outside(cast, at_browser, who, path):
    assert at_browser(getattr(cast, who)).get(path).status_code == 403


def test_a_superuser_without_the_duty_stays_outside(cast, at_browser):
    Person.objects.filter(pk=cast.stranger.person.pk).update(is_superuser=True, is_staff=True)
    assert at_browser(cast.stranger).get("/cms/").status_code == 403


def test_the_desk_closes_when_the_duty_ends(cast, at_browser):
    client = at_browser(cast.rule_editor)
    assert client.get("/cms/").status_code == 200
    assert cast.rule_editor.person.groups.filter(name=EDITORS).exists()
    with audit.unit():
        duties.end(actor=cast.rule_editor.actor, membership=Membership.objects.get(person=cast.rule_editor.person))
    assert client.get("/cms/").status_code == 403
    assert not cast.rule_editor.person.groups.filter(name=EDITORS).exists()


def test_an_editor_reaches_guidance_and_documents_only(cast, at_browser):
    client = at_browser(cast.rule_editor)
    client.get("/cms/")
    assert client.get("/cms/documents/").status_code == 200
    for path in ("/cms/users/", "/cms/groups/", "/cms/sites/"):
        assert client.get(path).status_code in {302, 403, 404}, path
    root = Page.get_first_root_node()
    assert client.get(f"/cms/pages/{root.pk}/edit/").status_code in {302, 403}
    assert client.get(f"/cms/pages/{HomePage.objects.get().pk}/edit/").status_code == 200


def test_the_menu_shows_what_an_editor_needs(cast, at_browser):
    page = at_browser(cast.rule_editor).get("/cms/").content.decode()
    assert "/rules/" in page
    assert "/cms/images/" not in page


def test_a_preview_may_stand_in_a_frame_of_the_same_site_only(cast, rf):
    page = GuidancePage.objects.get(slug="splitting")
    request = rf.get("/guidance/splitting/")
    request.user = cast.rule_editor.person
    response = page.make_preview_request(request, "")
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert Client().get("/guidance/splitting/")["X-Frame-Options"] == "DENY"


def attach(client, name, content):
    from django.core.files.uploadedfile import SimpleUploadedFile

    given = {"title": "หนังสือ", "tags": "", "file": SimpleUploadedFile(name, content)}
    return client.post("/cms/documents/add/", given)


def test_an_editor_attaches_a_letter_that_everyone_may_read(cast, at_browser):
    from wagtail.documents.models import Document

    assert attach(at_browser(cast.rule_editor), "w119.pdf", PDF).status_code == 302
    letter = Document.objects.get()
    assert letter.url.startswith("/guidance/files/")
    assert b"".join(Client().get(letter.url).streaming_content).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<script>alert(1)</script>"),
        ("not-really.pdf", b"<html><body>no</body></html>"),
        ("harmful.pdf", PDF + b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"),
    ],
)
def test_a_letter_passes_the_same_gate_as_every_upload(cast, at_browser, name, content):
    from wagtail.documents.models import Document

    assert attach(at_browser(cast.rule_editor), name, content).status_code == 200
    assert not Document.objects.exists()
