"""The open register of the Department of Business Development, asked about one number at a time.

It needs no key, but answers some hundred questions a day and shuts out whoever asks quickly. So every answer is kept
for a day, a spent quota is respected until midnight in Bangkok, and a page that is no answer is left alone for a while.
It knows neither directors nor accounts.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import requests
from django.conf import settings
from django.core.cache import cache
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from marketplace.kernel import clock, provinces
from marketplace.kernel.money import UnreadableAmount, parse_baht
from suppliers.registries.answers import Answer, Entry, Outcome

_FOUND, _NOT_FOUND, _QUOTA_SPENT = "1000", "1004", "8888"
_PERSON = "cd:OrganizationJuristicPerson"
_DAY, _COOLING = 24 * 3600, 15 * 60
_SHUT = "suppliers.dbd.shut"


class DbdRegister:
    """Asks openapi.dbd.go.th (the address is a setting)."""

    source = "dbd"
    timeout = 8.0

    def find(self, number: str) -> Answer:
        kept: Answer | None = cache.get(f"suppliers.dbd.{number}")
        if kept is not None:
            return kept
        if cache.get(_SHUT):
            return Answer(self.source, Outcome.UNAVAILABLE)
        said = self._ask(number)
        code = str(said.get("status", {}).get("code", "")) if isinstance(said.get("status"), dict) else ""
        answer = self._read(code, said, number)
        if answer.outcome is Outcome.UNAVAILABLE:
            cache.set(_SHUT, True, _until_midnight() if code == _QUOTA_SPENT else _COOLING)
        else:
            cache.set(f"suppliers.dbd.{number}", answer, _DAY)
        return answer

    def _ask(self, number: str) -> dict[str, Any]:
        """The decoded answer; empty where none came. The content is JSON whatever its header says."""
        patience = Retry(total=2, backoff_factor=0.5, status_forcelist=(500, 502, 503, 504), allowed_methods=("GET",))
        with requests.Session() as session:
            session.mount("https://", HTTPAdapter(max_retries=patience))
            session.mount("http://", HTTPAdapter(max_retries=patience))
            try:
                response = session.get(
                    f"{settings.DBD_URL.rstrip('/')}/juristic_person/{number}",
                    headers={"Accept": "application/json", "User-Agent": f"Talat (+{settings.BASE_URL})"},
                    timeout=self.timeout,
                )
                said = response.json() if response.status_code == 200 else {}
            except (requests.RequestException, ValueError):
                return {}
        return said if isinstance(said, dict) else {}

    def _read(self, code: str, said: dict[str, Any], number: str) -> Answer:
        if code == _NOT_FOUND:
            return Answer(self.source, Outcome.NOT_FOUND)
        if code == _FOUND:
            try:
                return Answer(self.source, Outcome.FOUND, entry_of(said["data"][0][_PERSON], number))
            except (KeyError, IndexError, TypeError, AttributeError):
                return Answer(self.source, Outcome.UNAVAILABLE)
        return Answer(self.source, Outcome.UNAVAILABLE)


def entry_of(person: dict[str, Any], number: str) -> Entry:
    """An entry from the register's own structure, whose keys carry the prefixes of its XML."""

    def text(name: str) -> str:
        return str(person.get(f"cd:OrganizationJuristic{name}") or "").strip()

    place = _dict(_dict(person.get("cd:OrganizationJuristicAddress")).get("cr:AddressType"))
    objective = _dict(_dict(person.get("cd:OrganizationJuristicObjective")).get("td:JuristicObjective"))
    return Entry(
        number=text("ID") or number,
        name_th=text("NameTH"),
        name_en=text("NameEN"),
        kind=text("Type"),
        status=text("Status"),
        registered_on=_day(text("RegisterDate")),
        capital_satang=_amount(text("RegisterCapital")),
        paid_up_capital_satang=_amount(text("PaidUpCapital")),
        address=_address(place),
        district=_text(_dict(place.get("cd:City")), "cr:CityTextTH"),
        province=_province(_text(_dict(place.get("cd:CountrySubDivision")), "cr:CountrySubDivisionTextTH")),
        business=str(objective.get("td:JuristicObjectiveTextTH") or "").strip(),
    )


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(part: dict[str, Any], name: str) -> str:
    return str(part.get(name) or "").strip()


def _day(text: str) -> dt.date | None:
    try:
        return dt.date(int(text[:4]), int(text[4:6]), int(text[6:8])) if len(text) == 8 else None
    except ValueError:
        return None


def _amount(text: str) -> int | None:
    try:
        return parse_baht(text) if text else None
    except UnreadableAmount:
        return None


def _address(place: dict[str, Any]) -> str:
    whole = _text(place, "cd:Address")
    named = (("cd:AddressNo", ""), ("cd:Building", "อาคาร"), ("cd:Moo", "หมู่"), ("cd:Soi", "ซอย"), ("cd:Road", "ถนน"))
    parts = [f"{prefix}{_text(place, name)}" for name, prefix in named if _text(place, name)]
    tambon = _text(_dict(place.get("cd:CitySubDivision")), "cr:CitySubDivisionTextTH")
    return " ".join([*([whole] if whole else parts), *([tambon] if tambon and tambon not in whole else [])])


def _province(name: str) -> str:
    """The name as rows keep it; the register writes some with จังหวัด before it."""
    plain = name.removeprefix("จังหวัด").strip()
    return plain if plain in provinces.PROVINCES else ""


def _until_midnight() -> int:
    now = clock.read_true().astimezone(clock.BANGKOK)
    midnight = clock.at(now.date() + dt.timedelta(days=1))
    return int((midnight - now).total_seconds()) + 60
