"""Outside registers: the open register's real protocol against a server on loopback, the practice register, none."""

import http.server
import json
import threading

import pytest
from django.core.cache import cache

from suppliers import registries
from suppliers.registries import Outcome
from suppliers.registries.dbd import DbdRegister

NUMBER = "0107544000108"
PERSON = {
    "cd:OrganizationJuristicID": NUMBER,
    "cd:OrganizationJuristicNameTH": "บริษัท ตัวอย่าง จำกัด (มหาชน)",
    "cd:OrganizationJuristicNameEN": "EXAMPLE PUBLIC COMPANY LIMITED",
    "cd:OrganizationJuristicType": "บริษัทมหาชนจำกัด",
    "cd:OrganizationJuristicRegisterDate": "20011001",
    "cd:OrganizationJuristicStatus": "ยังดำเนินกิจการอยู่",
    "cd:OrganizationJuristicRegisterCapital": "28562996250",
    "cd:OrganizationJuristicObjective": {"td:JuristicObjective": {"td:JuristicObjectiveTextTH": "การผลิตโปรแกรมคอมพิวเตอร์"}},
    "cd:OrganizationJuristicAddress": {
        "cr:AddressType": {
            "cd:Address": "555 ถนนวิภาวดีรังสิต",
            "cd:CitySubDivision": {"cr:CitySubDivisionTextTH": "จตุจักร"},
            "cd:City": {"cr:CityTextTH": "จตุจักร"},
            "cd:CountrySubDivision": {"cr:CountrySubDivisionTextTH": "กรุงเทพมหานคร"},
        }
    },
}


class Api(http.server.BaseHTTPRequestHandler):
    """Answers as the open register does: JSON that calls itself HTML; and as its guard does, with a page."""

    def do_GET(self):
        self.server.asked += 1
        status, body = self.server.answers[min(self.server.asked, len(self.server.answers)) - 1]
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body if isinstance(body, bytes) else json.dumps(body).encode())

    def log_message(self, *args):
        """Quiet."""


@pytest.fixture
def api(settings):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Api)
    server.asked, server.answers = 0, []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.DBD_URL, settings.COMPANY_REGISTER = f"http://127.0.0.1:{server.server_address[1]}/api/v1", "dbd"
    cache.clear()
    yield server
    server.shutdown()
    server.server_close()
    cache.clear()


def answer(code, *people):
    return 200, {"status": {"code": code, "description": ""}, "data": [{"cd:OrganizationJuristicPerson": one} for one in people]}


@pytest.mark.django_db
def test_an_entry_is_read_from_the_registers_own_structure(api):
    api.answers = [answer("1000", PERSON)]
    found = registries.register().find(NUMBER)
    assert (found.source, found.outcome) == ("dbd", Outcome.FOUND)
    entry = found.entry
    assert (entry.registered_on.isoformat(), entry.capital_satang) == ("2001-10-01", 2_856_299_625_000)
    assert (entry.province, entry.district, entry.is_active) == ("กรุงเทพมหานคร", "จตุจักร", True)
    assert entry.address == "555 ถนนวิภาวดีรังสิต จตุจักร"
    assert entry.paid_up_capital_satang is None


@pytest.mark.django_db
def test_an_answer_is_kept_for_a_day_instead_of_being_asked_for_again(api):
    api.answers = [answer("1000", PERSON)]
    registries.register().find(NUMBER)
    registries.register().find(NUMBER)
    assert api.asked == 1


@pytest.mark.django_db
def test_not_found_is_an_answer(api):
    api.answers = [answer("1004")]
    assert registries.register().find(NUMBER).outcome is Outcome.NOT_FOUND


@pytest.mark.django_db
def test_a_spent_quota_is_respected(api):
    api.answers = [answer("8888"), answer("1000", PERSON)]
    assert registries.register().find(NUMBER).outcome is Outcome.UNAVAILABLE
    assert registries.register().find(NUMBER).outcome is Outcome.UNAVAILABLE
    assert api.asked == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body", [b"<html>Request unsuccessful</html>", b"", b"[]", b'{"status": null}', b'{"status": {"code": "1000"}, "data": []}']
)
def test_a_page_that_is_no_answer_counts_as_silence(api, body):
    api.answers = [(200, body)]
    assert registries.register().find(NUMBER).outcome is Outcome.UNAVAILABLE


@pytest.mark.django_db
def test_a_passing_failure_is_tried_again(api):
    api.answers = [(503, b""), answer("1000", PERSON)]
    assert registries.register().find(NUMBER).outcome is Outcome.FOUND
    assert api.asked == 2


def test_a_server_that_is_not_there_counts_as_silence(settings, monkeypatch):
    settings.DBD_URL = "http://127.0.0.1:9/api/v1"
    monkeypatch.setattr(DbdRegister, "timeout", 0.5)
    cache.clear()
    assert DbdRegister().find(NUMBER).outcome is Outcome.UNAVAILABLE
    cache.clear()


def test_the_practice_register_has_only_numbers_that_no_real_register_gives_out():
    from suppliers.numbers import read_number
    from suppliers.registries.local import entries

    assert len(entries()) >= 6
    for number, entry in entries().items():
        assert number.startswith("001")
        assert read_number(number) == entry.number


def test_without_a_register_everything_is_looked_up_by_hand(settings):
    settings.COMPANY_REGISTER = ""
    assert registries.register().find(NUMBER).outcome is Outcome.UNAVAILABLE
