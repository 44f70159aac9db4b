"""Asks axe-core what keeps people with a screen reader or a keyboard from using a page."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

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


FRAME = """
({headings: document.querySelectorAll("h1").length,
  over: document.documentElement.scrollWidth - document.documentElement.clientWidth})
"""


class Eye:
    """Looks at what a page shows by the debugger's door, whatever it goes to.

    The page's own CSP stays as strict as it is, and nothing of Playwright's is put into each page
    that is opened: that took as long as to draw it.
    """

    def __init__(self, page: Page) -> None:
        self._door = page.context.new_cdp_session(page)

    def violations(self) -> list[str]:
        """Return what axe found as "rule: element", one a node; empty is what we want."""
        found = self._ask(_expression())
        assert isinstance(found, list), found
        return found

    def frame(self) -> tuple[int, int]:
        """Return how many headings of the first rank there are, and `sideways`."""
        found = self._ask(FRAME)
        return found["headings"], found["over"]

    def _ask(self, expression: str) -> Any:
        asked = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        answer = self._door.send("Runtime.evaluate", asked)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"]["value"]


def axe(page: Page) -> list[str]:
    """Return every violation of the page (Eye.violations)."""
    return Eye(page).violations()


def sideways(page: Page) -> int:
    """Return by how many pixels the page is wider than its window; 0 or less is what we want."""
    return Eye(page).frame()[1]
