"""Answers a form that the page's script sent (static/unsent.js): where it leads stands in a header.

A script cannot read the address of a redirect, and following it would show its message to nobody.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from flask import Flask, request
from werkzeug.wrappers import Response

SENT_BY: Final = "X-Sent-By"
LEAD_TO: Final = "X-Lead-To"
_LEADS: Final = frozenset({HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.MOVED_PERMANENTLY})


def _after(response: Response) -> Response:
    by_script = request.method == "POST" and request.headers.get(SENT_BY) == "page"
    if by_script and response.status_code in _LEADS and "Location" in response.headers:
        response.headers[LEAD_TO] = response.headers.pop("Location")
        response.status_code = HTTPStatus.NO_CONTENT
        response.set_data(b"")
    return response


def register_sent_by_script(app: Flask) -> None:
    """Attach to an application."""
    app.after_request(_after)
