"""Forms sent back as a page shows them, and two versions put together as somebody would."""

from __future__ import annotations

import json
from typing import Any

from flask.testing import FlaskClient

from tests.factories.forms import Form, forms_on


def form_in(page: str, address: str, asking: str = "") -> Form:
    """Return the form of a page that goes to an address, and asks for this."""
    (found, *_) = [
        form
        for form in forms_on(address, page)
        if form.action == address and (not asking or asking in {f.name for f in form.fields})
    ]
    return found


def shown_in(page: str, address: str, asking: str = "") -> dict[str, str]:
    """Return what the form of a page would send if nothing in it were changed."""
    fields = form_in(page, address, asking).fields
    return {f.name: f.value for f in fields if f.value or f.kind not in {"radio", "checkbox"}}


def rows_in(page: str) -> list[dict[str, Any]]:
    """Return the answers on which two versions meet in a page."""
    found = json.loads(shown_in(page, "/drafts/meeting")["rows"])
    assert isinstance(found, list)
    return found


def settle(browser: FlaskClient, page: str, **sides: str) -> str:
    """Choose a version of each answer named; return the address of the form put together."""
    chosen = {f"choose-{name}": side for name, side in sides.items()}
    answer = browser.post("/drafts/meeting", data=shown_in(page, "/drafts/meeting") | chosen)
    assert answer.status_code == 302, answer.text
    return answer.location
