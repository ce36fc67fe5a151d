"""People at real browsers: they open pages, type and press as a person does, and every page they see is looked over.

Looked over means: no accessibility violation in Thai and in English (contrast wherever a kind of element is new), nothing
wider than a phone of 360 px, no console error, nothing refused by the Content-Security-Policy. Pages and filled fields are
counted on the way.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

LAPTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
#: Pictures of every page, for people who want to look: a folder, or nothing.
PICTURES = os.environ.get("TALAT_JOURNEY_PICTURES", "")
WATCH_POLICY = (
    "document.addEventListener('securitypolicyviolation', e => console.error('CSP: ' + e.violatedDirective + ' ' + e.blockedURI))"
)
#: Every rule of axe; of its answer only the violations cross over to us. Our style sheets come from our own address: nothing to fetch anew.
JUDGE = """contrast => axe.run({resultTypes: ["violations"], preload: false, rules: {"color-contrast": {enabled: contrast}}})
  .then(found => found.violations)"""
#: What decides the colours of a page: the kinds of its elements, each below its parent, with its classes and state.
KINDS = """() => {
  const kind = e => `${e.tagName}.${e.className}${e.disabled ? ":disabled" : ""}${e.getAttribute("aria-current") ?? ""}`;
  return [...new Set([...document.body.querySelectorAll("*")].map(e => `${kind(e.parentElement)} > ${kind(e)}`))];
}"""
#: Kinds of elements whose contrast has been judged, in this process. Judging contrast takes nine tenths of axe's time.
CONTRASTED: set[str] = set()
WIDE = """() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide <= 0) return "";
  const over = [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".sr-only"));
  return wide + " px: " + over.slice(0, 3).map(e => e.tagName + "." + e.className).join(", ");
}"""


@dataclass
class Leg:
    """One part of a journey, as it is counted."""

    name: str
    pages: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)

    def told(self) -> str:
        return f"{self.name}: {len(self.pages)} pages, {len(self.typed)} fields typed, {len(self.chosen)} chosen"


@dataclass
class Inspection:
    """What has been looked over already, shared by all walkers of a run: a page that stands twice is looked over once."""

    seen: set[tuple[str, ...]] = field(default_factory=set)
    found: list[str] = field(default_factory=list)
    pictures: int = 0


def session_of(person: Any) -> str:
    """A session of the person, as signing in leaves one."""
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return str(store.session_key)


class Walker:
    """One person at one browser, in Thai. `person` None: a stranger. `english`: pages are looked over in English as well."""

    def __init__(
        self, browser: Browser, base: str, inspection: Inspection, person: Any = None, *, javascript: bool = True, english: bool = True
    ) -> None:
        self.base, self.inspection, self.javascript, self.english = base, inspection, javascript, english
        self.leg, self.looks = Leg(""), True
        self._browser = browser
        self._complaints: list[str] = []
        self._status = 200
        self.context = self._open("th-TH")
        if person is not None:
            self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_of(person), "url": base}])
        self.page = self._watched(self.context)
        self._english: Page | None = None

    def _open(self, locale: str) -> BrowserContext:
        context = self._browser.new_context(
            locale=locale, viewport=LAPTOP, java_script_enabled=self.javascript, timezone_id="Asia/Bangkok", reduced_motion="reduce"
        )
        context.set_default_timeout(30_000)
        context.add_init_script(WATCH_POLICY)
        return context

    def _watched(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self._complaints.append(f"script: {error}"))
        page.on("response", self._answered)
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        # A refused step is answered with 409 or 422 on purpose; the browser calls that a failed resource.
        if message.type == "error" and not re.search(r"status of (409|422)", message.text):
            self._complaints.append(f"console: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.status not in {301, 302, 303}:
            self._status = response.status

    def close(self) -> None:
        self.context.close()
        if self._english is not None:
            self._english.context.close()

    # --- what a person does

    def begin(self, name: str) -> Leg:
        """From here on pages and fields are counted under `name`."""
        self.leg = Leg(name)
        return self.leg

    def open(self, address: str) -> None:
        """Type an address or follow a bookmark."""
        self.page.goto(address if address.startswith("http") else self.base + address)
        self._arrived()

    def follow(self, href: str) -> None:
        """Press a link of the page by (a part of) its address. It has to be there."""
        links = self.page.locator(f'main a[href*="{href}"], a[href*="{href}"]')
        links.first.click()
        self._arrived()

    def turn(self, words: str) -> None:
        """Press a link of the page by its words."""
        self.page.locator("main").get_by_role("link", name=words).first.click()
        self._arrived()

    def press(self, name: str = "", *, value: str = "", within: str = "main") -> None:
        """Press a button of a form: by its words, by name and value, or the only main one."""
        if value:
            target = self.page.locator(f'{within} button[name="{name}"][value="{value}"]')
        elif name:
            target = self.page.locator(within).get_by_role("button", name=name)
        else:
            main = "button.button:not(.quiet, .small, .stop)"
            target = self.page.locator(f'{within} form[method="post"] {main}')
        target.first.click()
        self._arrived()

    def type(self, name: str, text: str) -> None:
        """Type into a field."""
        self.page.locator(f'main [name="{name}"]').first.fill(text)
        self.leg.typed.append(name)

    def choose(self, name: str, value: str = "", *, label: str = "") -> None:
        """Choose in a list, a radio button or a box."""
        first = self.page.locator(f'main [name="{name}"]').first
        if first.evaluate("e => e.tagName") == "SELECT":
            first.select_option(label=label) if label else first.select_option(value)
        else:
            (self.page.locator(f'main [name="{name}"][value="{value}"]').first if value else first).check()
        self.leg.chosen.append(name)

    def attach(self, name: str, file: Path) -> None:
        """Choose a file."""
        self.page.locator(f'main input[type="file"][name="{name}"]').first.set_input_files(file)
        self.leg.chosen.append(name)

    def search(self, words: str) -> None:
        """Type into the search box of the page and press Enter."""
        box = self.page.locator('main input[name="q"]:visible').first
        box.fill(words)
        self.leg.typed.append("q")
        with self.page.expect_navigation():
            box.press("Enter")
        self._arrived()

    def move_clock(self, to: str) -> None:
        """Move the demo's clock by the control on top of the page."""
        self.page.locator(".demo details summary, details:has(.clock-form) summary").first.click()
        self.page.locator(f'.clock-form button[value="{to}"]').click()
        self._arrived(counted=False)

    @contextmanager
    def at_another_desk(self) -> Iterator[None]:
        """Pages that are not ours (Wagtail's own): used as ours; only what our policy refuses there is a finding."""
        self.looks = False
        yield
        self.looks = True

    @contextmanager
    def over_and_over(self) -> Iterator[None]:
        """The same act again and again on one page, which is looked over when it is over."""
        with self.at_another_desk():
            yield
        self._look_over()

    # --- what the person sees

    @property
    def address(self) -> str:
        return self.page.url.removeprefix(self.base)

    def text(self) -> str:
        return self.page.locator("body").inner_text()

    def sees(self, *words: str) -> None:
        """Each of the words is on the page."""
        text = self.text()
        for word in words:
            assert word in text, f"{word!r} is not on {self.address}:\n{text[:3000]}"

    def misses(self, *words: str) -> None:
        """None of the words is on the page."""
        text = self.text()
        for word in words:
            assert word not in text, f"{word!r} is on {self.address}"

    def _arrived(self, *, counted: bool = True) -> None:
        self.page.wait_for_load_state("load")
        if counted:
            self.leg.pages.append(self.address)
        complaints, self._complaints = self._complaints, []
        if not self.looks:
            complaints = [complaint for complaint in complaints if "CSP: " in complaint]
        self._keep([f"{self.address}: {complaint}" for complaint in complaints])
        assert self._status < 400 or self._status in {409, 422}, f"{self.address} answered {self._status}:\n{self.text()[:1500]}"
        if self.javascript and self.looks:
            self._look_over()
        if PICTURES:
            self._picture("laptop")

    def _picture(self, kind: str) -> None:
        self.inspection.pictures += 1
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        name = f"{PICTURES}/{self.inspection.pictures:03d}-{kind}"
        self.page.screenshot(path=f"{name}.png", full_page=True)
        Path(f"{name}.txt").write_text(f"{self.address}\n{self.page.locator('main').inner_text()}")

    def _keep(self, found: list[str]) -> None:
        self.inspection.found += found

    def _look_over(self) -> None:
        headings = self.page.locator("main h1, main h2, main [class*=state]").all_inner_texts()
        key = (re.sub(r"[A-Z]+-[\w-]*\d|\d{2,}", "*", self.address.split("?")[0]), str(self._status), *headings)
        if key in self.inspection.seen or os.environ.get("TALAT_JOURNEY_QUICK"):
            return
        self.inspection.seen.add(key)
        self._judge(self.page, "th")
        self.page.set_viewport_size(PHONE)
        if wide := self.page.evaluate(WIDE):
            self._keep([f"{self.address} at 360 px: {wide}"])
        if PICTURES:
            self._picture("phone")
        self.page.set_viewport_size(LAPTOP)
        if self._status < 400 and self.english and ("en", *key[:2]) not in self.inspection.seen:
            self.inspection.seen.add(("en", *key[:2]))
            self._look_over_in_english()

    def _look_over_in_english(self) -> None:
        if self._english is None:
            self._english = self._open("en-GB").new_page()
        self._english.context.add_cookies([c for c in self.context.cookies() if c["name"] != settings.LANGUAGE_COOKIE_NAME])  # type: ignore[misc]
        answer = self._english.goto(self.page.url)
        if answer is not None and answer.status < 400:
            self._judge(self._english, "en")
            self._english.set_viewport_size(PHONE)
            if wide := self._english.evaluate(WIDE):
                self._keep([f"{self.address} in English at 360 px: {wide}"])
            self._english.set_viewport_size(LAPTOP)

    def _judge(self, page: Page, language: str) -> None:
        page.evaluate(Axe().axe_script)
        kinds = set(page.evaluate(KINDS))
        new = not kinds <= CONTRASTED
        CONTRASTED.update(kinds)
        for violation in page.evaluate(JUDGE, new):
            nodes = "; ".join(str(node["html"])[:160] for node in violation["nodes"][:3])
            self._keep([f"{self.address} in {language}: {violation['id']}: {nodes}"])
