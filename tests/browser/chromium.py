"""A real browser for the tests: the machine's own Chromium, and pages that tell what went wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

PROGRAMS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
"""The first there is. The one without windows draws the same with a third less of the processor."""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}

NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright; a browser that is missing fails, it is not skipped."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    assert program, f"none of {', '.join(PROGRAMS)} is installed: apt-get install chromium"
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser said of the pages: CSP reports, script errors, files not found."""
    return []


def open_page(
    browser: Browser,
    complaints: list[str],
    viewport: dict[str, int] | None = None,
    *,
    scripts: bool = True,
) -> Page:
    """Open a page in a profile of its own; what the browser says of it is added to complaints."""
    context = browser.new_context(
        viewport=viewport or WIDE, java_script_enabled=scripts, locale="vi-VN"
    )
    page = context.new_page()

    def listen(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page


@pytest.fixture
def new_page(browser: Browser, complaints: list[str]) -> Iterator[NewPage]:
    """Opens a page in a browser profile of its own: new_page(), new_page(PHONE, scripts=False)."""
    opened = []

    def make(viewport: dict[str, int] | None = None, *, scripts: bool = True) -> Page:
        opened.append(open_page(browser, complaints, viewport, scripts=scripts))
        return opened[-1]

    yield make
    for page in opened:
        page.context.close()
