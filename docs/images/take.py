"""Take the README's pictures anew from a running demo: `make demo` in one window, `make pictures` in another.

Needs the packages for tests and a Chromium (Debian: chromium-headless-shell). Signs in as people of the demo, so that it works on
nothing but a demo. Finds what it shows by asking the pages, not by references that change with the demo's day.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))

from marketplace.web.demo import PASSWORD  # noqa: E402
from tests.servers import browser as browser_program  # noqa: E402

MOST_BYTES = 250_000
AGENCIES = ("thakaew", "dokmai", "sairung", "krom", "samut", "lamnam", "bansuan", "thalesai", "khlongyai", "nongbua", "pasak", "phukhao")
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
DESK, PHONE = (1280, 860), (390, 800)


@contextmanager
def page_of(browser: Browser, base: str, who: str = "", size: tuple[int, int] = DESK, language: str = "th") -> Iterator[Page]:
    """A page of one person (or of a visitor) in one language, at one size."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme="light")
    context.add_cookies([{"name": "talat_language", "value": language, "url": base}])
    page = context.new_page()
    page.set_default_timeout(20_000)
    if who:
        page.goto(f"{base}/accounts/login/")
        page.fill("input[name=login]", f"{who}@demo.example")
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda url: "/accounts/login/" not in url)
    yield page
    context.close()


def shot(page: Page) -> Image.Image:
    """What the window shows, without the rest of a long page."""
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def keep(picture: Image.Image, name: str) -> None:
    """Write `picture` as WebP, in the best quality that stays below `MOST_BYTES`."""
    for quality in range(88, 30, -8):
        buffer = io.BytesIO()
        picture.save(buffer, "WEBP", quality=quality, method=6)
        if buffer.tell() < MOST_BYTES:
            break
    target = HERE / f"{name}.webp"
    target.write_bytes(buffer.getvalue())
    print(f"{target.relative_to(HERE.parent.parent)}: {picture.width} x {picture.height}, {buffer.tell() // 1000} kB")


def purchase_that_waits(browser: Browser, base: str) -> Image.Image:
    """A purchase as the first head of an agency sees it for whom one waits."""
    for agency in AGENCIES:
        with page_of(browser, base, f"head.{agency}", (1280, 1000)) as page:
            page.goto(f"{base}/work/")
            waiting = page.locator("section[aria-labelledby=for-me] h3 a[href^='/tenders/']")
            if not waiting.count():
                continue
            waiting.first.click()
            page.wait_for_load_state()
            if page.locator(".step.wait").count():
                return shot(page)
    raise SystemExit("No purchase of this demo waits for a head of agency. Start a fresh one: make demo-reset")


def three_phones(browser: Browser, base: str) -> Image.Image:
    """Search, an invitation and the desk of an officer, side by side on phones."""
    views = []
    with page_of(browser, base, size=PHONE) as page:
        page.goto(f"{base}/search/?q=สารบรรณ")
        views.append(shot(page))
        page.goto(f"{base}/")
        invitation = page.locator("main table a[href^='/tenders/']")
        page.goto(base + (invitation.first.get_attribute("href") or "/tenders/") if invitation.count() else f"{base}/tenders/")
        views.append(shot(page))
    with page_of(browser, base, "head.thakaew", PHONE) as page:
        page.goto(f"{base}/work/")
        views.append(shot(page))
    gap = 28
    sheet = Image.new("RGB", (sum(view.width + gap for view in views) + gap, PHONE[1] + 2 * gap), "#ece8de")
    for number, view in enumerate(views):
        sheet.paste(view, (gap + number * (PHONE[0] + gap), gap))
    return sheet


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", nargs="?", default="http://127.0.0.1:8000", help="address of the running demo")
    base = parser.parse_args().base.rstrip("/")
    program = browser_program()
    if not program:
        raise SystemExit("No Chromium was found. Debian: apt install chromium-headless-shell")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(CHROMIUM))
        with page_of(browser, base) as page:
            page.goto(f"{base}/")
            keep(shot(page), "home")
        keep(purchase_that_waits(browser, base), "purchase")
        with page_of(browser, base, "auditor.cgd", (1280, 960), "en") as page:
            page.goto(f"{base}/audit/")
            keep(shot(page), "overview")
        keep(three_phones(browser, base), "phones")
        browser.close()


if __name__ == "__main__":
    main()
