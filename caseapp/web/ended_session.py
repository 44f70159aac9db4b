"""What happens to somebody whose session has ended: led to sign in, and nothing typed is lost."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from flask_wtf.csrf import validate_csrf
from werkzeug.wrappers import Response
from wtforms.validators import ValidationError

from caseapp.casework import kept_forms

_UNKEPT: Final = frozenset({"csrf_token"})
KEPT: Final = "kept"
"""The part of an address that names the kept form which its page shows."""


def here() -> str:
    """Return the address asked for, as a path of this site."""
    return request.full_path if request.query_string else request.path


def coming_back() -> str | None:
    """Return the address to come back to; what was posted is gone, and a GET would mislead."""
    return here() if request.method == "GET" else None


def lead_to_sign_in(token: str, *, clock: datetime) -> Response:
    """Lead to the sign-in page and from there back; keep a form that was sent too late."""
    if request.method == "GET":
        return redirect(url_for("account.sign_in", next=here()))
    if not token:
        return redirect(url_for("account.sign_in"))
    number = _keep(token, clock)
    if number is None:
        flash(gettext("Your session has ended. Sign in again"))
        return redirect(url_for("account.sign_in", next=request.path))
    flash(
        gettext("Your session has ended. What you typed is kept: sign in to look at it and send it")
    )
    return redirect(url_for("account.sign_in", next=address_of(number, here())))


def _keep(token: str, clock: datetime) -> int | None:
    """Keep the form that was sent, if its own token fits the browser; None when it does not."""
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return None
    fields = [pair for pair in request.form.items(multi=True) if pair[0] not in _UNKEPT]
    return kept_forms.keep(token, page_of(here()), fields, clock=clock)


def page_of(address: str) -> str:
    """Return an address without the part that names a kept form."""
    path, _, query = address.partition("?")
    parts = [part for part in query.split("&") if part and not part.startswith(f"{KEPT}=")]
    return f"{path}?{'&'.join(parts)}" if parts else path


def address_of(number: int, address: str) -> str:
    """Return the address at which a page shows a kept form."""
    page = page_of(address)
    return f"{page}{'&' if '?' in page else '?'}{urlencode({KEPT: number})}"
