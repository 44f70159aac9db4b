"""What signing in leaves in the browser, and where it leads after each step."""

from __future__ import annotations

from typing import Final

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from caseapp.casework.own_account import At, has_untold
from caseapp.casework.sign_in import Entry
from caseapp.web.actor import COOKIE, STEPS, clock, now, safe_next, token
from caseapp.web.caller import BROWSER_COOKIE, caller
from caseapp.web.cookies import keep_cookie

_KEPT: Final = 400 * 24 * 3600  # the longest that browsers keep a cookie


def at() -> At:
    """Return where and when an act on the own account is done."""
    return At(token(), caller(), clock(), now())


def keep(response: Response, entry: Entry) -> Response:
    """Hand the session's token to the browser, and its own token once the sign-in is complete."""
    for name, value, kept in (
        (COOKIE, entry.token, None),
        (BROWSER_COOKIE, entry.browser_token, _KEPT),
    ):
        if value:
            keep_cookie(response, name, value, lasts=kept)
    return response


def onward(entry: Entry) -> str:
    """Return the page that follows: the next step, what others changed, or where one was going."""
    going = safe_next(request.args.get("next"))
    following = None if going == url_for("home.index") else going
    if entry.stage is not None:
        return url_for(STEPS[entry.stage], next=following)
    if has_untold(entry.token, clock=clock()):
        return url_for("account.changes", next=following)
    return going


def lead_on(entry: Entry) -> Response:
    """Lead to the page that follows, with the tokens in the browser."""
    return keep(redirect(onward(entry)), entry)
