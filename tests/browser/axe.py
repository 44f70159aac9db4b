"""Asks axe-core what keeps people with a screen reader or a keyboard from using a page."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPT = Path(__file__).resolve().parents[1] / "web/axe.min.js"
RUN = """
axe.run(document, {resultTypes: ["violations"]}).then(found => found.violations.flatMap(
  violation => violation.nodes.map(node => violation.id + ": " + node.html)))
"""
"""All rules look at all nodes; only what passes is not written up, which took longer than they."""


@cache
def _expression() -> str:
    return f"{SCRIPT.read_text(encoding='utf-8')};{RUN}"


def axe(page: Page) -> list[str]:
    """Return every violation of the page as "rule: element", one a node; empty is what we want.

    The script is evaluated by the debugger's door, so the page's own CSP stays as strict as it is.
    """
    door = page.context.new_cdp_session(page)
    asked = {"expression": _expression(), "awaitPromise": True, "returnByValue": True}
    answer = door.send("Runtime.evaluate", asked)
    door.detach()
    assert "exceptionDetails" not in answer, answer["exceptionDetails"]
    found = answer["result"]["value"]
    assert isinstance(found, list), answer
    return found


def sideways(page: Page) -> int:
    """Return by how many pixels the page is wider than its window; 0 or less is what we want."""
    return int(
        page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
    )
