"""Templates point down the layers too, speak plainly, and never ask which method a purchase has."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.urls import get_resolver

from marketplace.kernel.translations import KEYWORDS, TextSource, extracted
from marketplace.web.reference.addresses import every_address
from tests.architecture.layers import may_use, own_apps, package_of, templates

URL_TAG = re.compile(r"{%\s*url\s+['\"]([\w:.-]+)['\"]")
USED_TEMPLATE = re.compile(r"{%\s*(?:include|extends)\s+['\"]([^'\"]+)['\"]")
MARKUP = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|<script.*?</script>|<style.*?</style>|<!--.*?-->|<[^>]*>", re.DOTALL)
BLAME = re.compile(r"\b(error|errors|invalid|oops|whoops)\b", re.IGNORECASE)
METHOD_ASKED = re.compile(r"{%\s*(?:if|elif)[^%]*\bmethod(?:\.code|_code)?\s*(?:==|!=|in)\s")


def package(config_name: str) -> str:
    found = package_of(config_name)
    assert found is not None
    return found


def owners() -> dict[str, str]:
    """Which app's view serves each URL name."""
    return {address.name: owner for address in every_address() if (owner := package_of(address.module))}


def test_addresses_in_templates_belong_to_the_same_app_or_one_below() -> None:
    known = owners()
    upward, unknown = [], []
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)} | {address.name for address in every_address()}
    for config, path, text in templates():
        for name in URL_TAG.findall(text):
            if name not in names:
                unknown.append(f"{path}: {name}")
            elif name in known and not may_use(package(config.name), known[name]):
                upward.append(f"{config.label}: {path} names {name} of {known[name]}")
    assert (upward, unknown) == ([], [])


def test_included_and_extended_templates_belong_to_the_same_app_or_one_below() -> None:
    homes = {path.as_posix(): package(config.name) for config, path, _ in templates()}
    upward = [
        f"{config.label}: {path} uses {used} of {homes[used]}"
        for config, path, text in templates()
        for used in USED_TEMPLATE.findall(text)
        if used in homes and not may_use(package(config.name), homes[used])
    ]
    assert upward == []


@pytest.mark.parametrize("name", [path.as_posix() for _, path, _ in templates() if path.suffix == ".html"])
def test_every_template_can_be_read(name: str) -> None:
    get_template(name)


def test_pages_never_speak_of_errors() -> None:
    found = [
        f"{path}: {match[0]}"
        for _, path, text in templates()
        if path.suffix in {".html", ".txt"} and (match := BLAME.search(MARKUP.sub(" ", text)))
    ]
    assert found == []


def test_no_text_for_people_speaks_of_errors() -> None:
    found = []
    for config in own_apps():
        for message in extracted(TextSource(config.label, Path(config.path))):
            texts = message.id if isinstance(message.id, list | tuple) else [message.id]
            found += [f"{config.label}: {text}" for text in texts if BLAME.search(text)]
    assert found == []


def test_no_text_for_people_is_hidden_in_an_f_string() -> None:
    """What stands there is not extracted, so that it stays English on a Thai page."""
    found = []
    for config in own_apps():
        for path in TextSource(config.label, Path(config.path)).files():
            if path.suffix == ".py":
                texts = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.JoinedStr)]
                calls = [call.func for text in texts for call in ast.walk(text) if isinstance(call, ast.Call)]
                found += [f"{path}:{call.lineno}" for call in calls if isinstance(call, ast.Name) and call.id in KEYWORDS]
    assert found == []


def test_templates_do_not_ask_for_the_method() -> None:
    assert [str(path) for _, path, text in templates() if METHOD_ASKED.search(text)] == []


def test_no_template_reaches_outside() -> None:
    """No third party hears of a visit: no address of another host in `src`, `href` of styles, or CSS."""
    outside = re.compile(r"""(?:src=|<link[^>]+href=|url\()\s*['"]?(?:https?:)?//""")
    assert [str(path) for _, path, text in templates() if outside.search(text)] == []
