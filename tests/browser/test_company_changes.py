"""A verified company asks for a change and a registrar decides it; its owner looks after the team."""

from __future__ import annotations

from typing import Any

import pytest

from suppliers.models import ChangeRequest

pytestmark = [pytest.mark.browser, pytest.mark.one_round]


def test_a_company_asks_for_a_change_and_a_registrar_decides_it(walks: Any, cast: Any) -> None:
    owner, registrar = walks(cast.siam_owner), walks(cast.registrar)
    asking = owner.begin("ask for a change")
    owner.open("/suppliers/my/")
    owner.follow("/suppliers/register/place/")
    owner.type("address", "1 ถนนใหม่")
    owner.type("reason", "ย้ายสำนักงานตามหนังสือรับรองฉบับใหม่")
    owner.press()
    owner.sees("1 ถนนใหม่", "รอนายทะเบียน")
    assert (len(asking.pages), len(asking.typed)) == (3, 2)
    owner.follow("/suppliers/register/directors/")
    owner.open("/suppliers/register/bank/")
    deciding = registrar.begin("decide")
    registrar.open("/suppliers/desk/")
    registrar.follow(cast.company(cast.siam).ref)
    registrar.follow(f"/suppliers/changes/{ChangeRequest.objects.get().ref}/")
    registrar.choose("address-verdict", "accept")
    registrar.press()
    assert len(deciding.pages) == 4
    owner.open("/suppliers/my/")
    owner.misses("รอนายทะเบียน")
    assert cast.company(cast.siam).address == "1 ถนนใหม่"


def test_an_owner_looks_after_the_team(walks: Any, cast: Any) -> None:
    owner = walks(cast.siam_owner)
    owner.open("/suppliers/team/")
    owner.type("email", "new@siam.example")
    owner.choose("duty", "biller")
    owner.press()
    owner.sees("new@siam.example")
    owner.follow("/suppliers/team/hand-over/")
    owner.choose("person", cast.siam_bidder.person.ref)
    owner.choose("sure")
    owner.press()
    owner.sees(cast.siam_bidder.person.name)
