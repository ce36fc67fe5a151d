"""What a reader of the terms of reference looks for: words nobody can verify, brands without an equivalent, sums.

Pure. `blocks` marks what must be mended before the terms are finished; the rest is advice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Finding:
    """One finding in one section."""

    code: str
    section: str
    text: str | Promise
    blocks: bool = False


#: Words that nobody can check at acceptance.
VAGUE = ("คุณภาพดี", "ทันสมัย", "มีประสิทธิภาพสูง", "ใช้งานง่าย", "รวดเร็ว", "modern", "user-friendly", "high quality")
#: Names of products that need "or equivalent" beside them (s. 9).
BRANDS = ("Oracle", "Microsoft", "SQL Server", "VMware", "Cisco", "Fortinet", "Adobe", "SAP", "Azure", "Google Cloud", "AWS")
EQUIVALENT = ("หรือเทียบเท่า", "or equivalent")
#: A gap that the category's template leaves to people.
_GAP = re.compile(r"\[[^\[\]\n]+\]")
_PERCENT = re.compile(r"ร้อยละ\s*(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)\s*%")


def findings(sections: Sequence[Mapping[str, Any]]) -> list[Finding]:
    """Everything found, in the order of the sections."""
    found: list[Finding] = []
    for section in sections:
        key, text = str(section.get("key", "")), str(section.get("text", ""))
        if not text.strip():
            found.append(Finding("empty", key, format_lazy(_("A section is empty: {name}"), name=section.get("title", key)), blocks=True))
        found += [
            Finding("vague", key, format_lazy(_("Nobody can verify: {word}"), word=word)) for word in VAGUE if word.lower() in text.lower()
        ]
        found += [Finding("gap", key, format_lazy(_("Still to be filled in: {gap}"), gap=gap), blocks=True) for gap in _GAP.findall(text)]
        found += _brands(key, text)
        if key == "payment":
            found += _instalments(key, text)
    return found


def _brands(key: str, text: str) -> list[Finding]:
    found = []
    for brand in BRANDS:
        for line in text.splitlines():
            if re.search(rf"\b{re.escape(brand)}\b", line) and not any(word in line for word in EQUIVALENT):
                found.append(Finding("brand", key, format_lazy(_("A brand without “or equivalent”: {brand}"), brand=brand), blocks=True))
                break
    return found


def _instalments(key: str, text: str) -> list[Finding]:
    """Instalments that are stated in percent sum to one hundred."""
    shares = [float(a or b) for a, b in _PERCENT.findall(text)]
    if shares and abs(sum(shares) - 100) > 0.001:
        return [
            Finding(
                "instalments", key, format_lazy(_("The instalments sum to {sum} percent, not 100"), sum=f"{sum(shares):g}"), blocks=True
            )
        ]
    return []
