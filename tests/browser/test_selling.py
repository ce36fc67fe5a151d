"""From nothing to a service on sale: a supplier signs up, is verified, and lists; a registrar looks at both."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail

from catalog.models import Listing
from marketplace import audit
from suppliers.models import Company
from tests.browser.walking import Walker
from tests.factories.papers import PDF
from tests.factories.suppliers import CHAO_PHRAYA

pytestmark = [pytest.mark.browser, pytest.mark.one_round]
#: From the home page, without an account, to a listing that a registrar is asked to review.
MOST_PAGES, MOST_TYPED, MOST_CHOSEN = 12, 31, 18
PASSWORD = "ช้างเดินทางไกล-4471"


def paper(folder: Path, name: str) -> Path:
    """A small PDF that differs from the others."""
    path = folder / f"{name}.pdf"
    path.write_bytes(PDF + name.encode())
    return path


def signs_up(walker: Walker) -> None:
    walker.page.goto(walker.base)
    walker.follow("/sell/")
    walker.follow("/accounts/signup/")
    walker.type("given_name", "กัญญา")
    walker.type("family_name", "เจ้าพระยา")
    walker.type("email", "kanya@chaophraya.example")
    walker.type("password1", PASSWORD)
    walker.type("password2", PASSWORD)
    walker.press()
    link = re.search(r"https?://\S+/accounts/confirm-email/\S+", mail.outbox[-1].body)
    assert link, mail.outbox[-1].body
    walker.open(re.sub(r"https?://[^/]+", walker.base, link[0]))
    walker.press()  # and goes straight on: signed in, at the number of the company


def registers(walker: Walker, folder: Path) -> None:
    """The number fills in most; the rest of the facts is one page, the documents are another."""
    walker.type("number", CHAO_PHRAYA)
    walker.press()
    walker.type("contact_phone", "02 123 4567")
    walker.choose("vat_registered", "yes")
    walker.type("egp_no", "EGP-445566")
    walker.type("sme_gp_no", "SME-9988")
    walker.choose("sector", "trade")
    walker.type("staff", "12")
    walker.type("revenue_satang", "30,000,000")
    walker.type("d-0-given_name", "กัญญา")
    walker.type("d-0-family_name", "เจ้าพระยา")
    walker.choose("d-0-may_sign")
    walker.type("signing_rule", "กรรมการหนึ่งคนลงลายมือชื่อและประทับตราสำคัญ")
    walker.press()
    for kind in ("certificate", "vat", "sme_gp"):
        walker.attach(f"{kind}-file", paper(folder, kind))
    walker.type("certificate-issued_on", "1/9/2569")
    walker.type("sme_gp-expires_on", "1/9/2570")
    walker.press()
    walker.choose("terms")
    walker.press()  # read once more, and handed in


def answers_everything(walker: Walker, folder: Path) -> None:
    """Fill each field of the page that is empty, as the kind of field asks."""
    fields = walker.page.locator("main form[method=post] :is(input, textarea, select):visible:not([type=hidden])")
    done: set[str] = set()
    for field in fields.all():
        name, kind = str(field.get_attribute("name")), field.evaluate("e => e.type")
        if name in done or field.get_attribute("disabled") is not None:
            continue
        done.add(name)
        if kind == "file":
            walker.attach(name, paper(folder, name))
        elif kind in {"radio", "checkbox"}:
            field.check()
            walker.leg.chosen.append(name)
        elif kind.startswith("select"):
            if not field.input_value():
                field.select_option(index=1)
                walker.leg.chosen.append(name)
        elif not field.input_value():
            numeric = field.get_attribute("inputmode") in {"numeric", "decimal"}
            dated = walker.page.locator(f'main [name="{name}_era"]').count()
            walker.type(name, "15/1/2566" if dated else "12" if numeric else "ข้อความตัวอย่าง")


def lists(walker: Walker, folder: Path) -> str:
    """A listing of a training course on one page, from My work to the registrar."""
    walker.page.goto(walker.base + "/work/")
    walker.follow("/work/listings/new/")
    walker.choose("category", "training")
    walker.press()
    walker.type("title_th", "อบรมการใช้ระบบสารบรรณอิเล็กทรอนิกส์")
    walker.type("title_en", "Training in electronic document work")
    answers_everything(walker, folder)
    walker.press()
    return str(Listing.objects.get().ref)


def verifies(walker: Walker) -> None:
    """The registrar: begins, accepts each item, compares with the abandoner list, verifies."""
    walker.open("/work/")
    walker.follow("/suppliers/desk/")
    walker.follow(f"/suppliers/desk/{Company.objects.get(number=CHAO_PHRAYA).ref}/")
    walker.follow("/begin_examination/")
    walker.press()
    with walker.over_and_over():
        while walker.page.locator('button[name="verdict"][value="accept"]').count():
            walker.press("verdict", value="accept")
    walker.page.locator('form[action$="/compare/"] button').click()
    walker._arrived()
    walker.follow("/verify/")
    walker.press()


def test_a_supplier_comes_from_nothing_and_sells(walks: Any, cast: Any, tmp_path: Path) -> None:
    supplier, registrar = walks(), walks(cast.registrar)
    came = supplier.begin("sign up and register")
    signs_up(supplier)
    registers(supplier, tmp_path)
    registrar.begin("verify")
    verifies(registrar)
    sells = supplier.begin("list")
    ref = lists(supplier, tmp_path)
    pages = [*came.pages, *sells.pages]
    assert len(pages) <= MOST_PAGES, f"{len(pages)} pages: {', '.join(pages)}"
    assert len(came.typed + sells.typed) <= MOST_TYPED, f"{came.told()}; {sells.told()}"
    assert len(came.chosen + sells.chosen) <= MOST_CHOSEN, f"{came.told()}; {sells.told()}"
    registrar.begin("review")
    registrar.open("/work/")
    registrar.follow("/work/review/listings/")
    registrar.follow(ref)
    registrar.press("decision", value="approve")
    audit.deliver()
    buyer = walks()
    buyer.open("/")
    buyer.search("อบรมสารบรรณ")
    buyer.follow(f"/listings/{ref}/")
    buyer.sees("อบรมการใช้ระบบสารบรรณอิเล็กทรอนิกส์", "เจ้าพระยาเน็ตเวิร์ก")
