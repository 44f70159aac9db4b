"""Where a request comes from, as tries with passwords and codes are counted."""

from __future__ import annotations

from typing import Final

from flask import request

from caseapp.casework.limits import Caller
from caseapp.web.browser_words import browser_words
from caseapp.web.cookies import kept_cookie

BROWSER_COOKIE: Final = "caseapp_browser"
"""Tells that an account was signed in to here before; it opens nothing."""


def caller() -> Caller:
    """Return where this request comes from."""
    return Caller(
        source=request.remote_addr or "",
        browser_token=kept_cookie(request, BROWSER_COOKIE) or "",
        browser=browser_words(request.user_agent.string),
    )
