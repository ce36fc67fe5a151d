"""What the tests of the registry share."""

import pytest


@pytest.fixture(autouse=True)
def kept_in_a_folder_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def registrar(cast):
    return cast.registrar.actor


@pytest.fixture
def reads():
    """A signed-in browser of a player, in a language."""
    from django.test import Client

    def open_as(player, language="th"):
        client = Client(headers={"accept-language": language})
        if player is not None:
            client.force_login(player.person)
        return client

    return open_as
