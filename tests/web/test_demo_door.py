"""The demo's open door: on the sign-in page of a demo, and nowhere else."""

import pytest
from allauth.account.models import EmailAddress

from marketplace.web import demo_people

pytestmark = pytest.mark.django_db


def test_a_system_that_is_no_demo_has_no_open_door(client, cast):
    html = client.get("/accounts/login/").content.decode()
    assert "demo-person" not in html
    assert demo_people.password() not in html


def test_the_door_of_a_demo_names_one_person_for_each_duty_and_the_password(client, cast, settings):
    settings.DEMO = True
    html = client.get("/accounts/login/?next=/tenders/").content.decode()
    assert f'<option value="{cast.officer.person.email}">' in html
    assert demo_people.password() in html
    door = html[: html.index('id="demo-person"')].rpartition("<form")[2]
    assert 'name="next" value="/tenders/"' in door


def test_who_goes_through_the_door_is_signed_in_and_led_on(client, cast, settings):
    settings.DEMO = True
    cast.officer.person.set_password(demo_people.password())
    cast.officer.person.save()
    address = {"email": cast.officer.person.email, "verified": True, "primary": True}
    EmailAddress.objects.update_or_create(user=cast.officer.person, defaults=address)
    answer = client.post("/accounts/login/", {"login": cast.officer.person.email, "password": demo_people.password(), "next": "/tenders/"})
    assert answer.status_code == 302
    assert answer["Location"] == "/tenders/"
