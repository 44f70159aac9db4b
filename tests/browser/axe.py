"""Asks axe-core what keeps people with a screen reader or a keyboard from using a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPT = Path(__file__).resolve().parents[1] / "web/axe.min.js"


def axe(page: Page) -> list[str]:
    """Return every violation of the page as "rule: element", one a node; empty is what we want.

    The script is evaluated by the debugger's door, so the page's own CSP stays as strict as it is.
    """
    page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("() => axe.run(document)")
    return [
        f"{violation['id']}: {node['html']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def sideways(page: Page) -> int:
    """Return by how many pixels the page is wider than its window; 0 or less is what we want."""
    return int(
        page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
    )
