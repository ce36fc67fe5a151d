"""The public list of purchases: each filter narrows it, and says so in the form."""

from __future__ import annotations

import re

import pytest

from catalog.models import Category
from suppliers.models import Company
from tests.factories import purchases as p


@pytest.fixture
def invited(cast):
    Company.objects.update(vat_registered=True)
    play = p.Play(cast=cast, category=Category.objects.get(code="construction-permit"))
    p.invited(play)
    return play


def test_each_filter_shows_what_fits_and_hides_what_does_not(client, cast, invited):
    tender = invited.tender
    other = "ยะลา" if tender.agency.province != "ยะลา" else "เลย"
    fits = {"phase": "open", "method": tender.method_code, "province": tender.agency.province, "q": tender.title[:10]}
    misses = {"phase": "ended", "method": "specific_small", "province": other, "q": "ไม่มีคำนี้"}
    for name, value in fits.items():
        assert tender.ref in client.get("/tenders/", {name: value}).content.decode(), name
    for name, value in misses.items():
        assert tender.ref not in client.get("/tenders/", {name: value}).content.decode(), name


def test_the_form_offers_values_that_filter_and_keeps_the_choice(client, invited):
    """Every option but the first has a value; the one chosen stays chosen."""
    province = invited.tender.agency.province
    html = client.get("/tenders/", {"province": province, "phase": "open"}).content.decode()
    for options in re.findall(r"<select[^>]*>(.*?)</select>", html, re.S):
        values = re.findall(r'<option value="([^"]*)"', options)
        assert all(values[1:]), options[:200]
        assert len(set(values)) == len(values)
    assert f'<option value="{province}" selected>' in html
    assert '<option value="open" selected>' in html
