"""What happens to somebody whose session has ended: led to sign in, and nothing typed is lost."""

from __future__ import annotations

from datetime import datetime

from flask import current_app, flash, jsonify, make_response, redirect, request, session, url_for
from flask_babel import gettext
from flask_wtf.csrf import validate_csrf
from werkzeug.wrappers import Response
from wtforms.validators import ValidationError

from caseapp.casework import kept_forms
from caseapp.web.draft_box import address_of, asks_by_script, here, typed


def coming_back() -> str | None:
    """Return the address to come back to; what was posted is gone, and a GET would mislead."""
    return here() if request.method == "GET" else None


def lead_to_sign_in(token: str, *, clock: datetime) -> Response:
    """Lead to the sign-in page and from there back; keep a form that was sent too late."""
    if request.method == "GET":
        return redirect(url_for("account.sign_in", next=here()))
    if not token:
        return redirect(url_for("account.sign_in"))
    draft = _keep(token, clock)
    if asks_by_script():
        return make_response(jsonify(said=str(_words(kept=draft is not None))), 401)
    _tell_once(_words(kept=draft is not None))
    if draft is not None:
        return redirect(url_for("account.sign_in", next=address_of(draft, typed().path)))
    back = request.path if _is_page() else _page_of_search()
    return redirect(url_for("account.sign_in", next=back))


def _tell_once(words: str) -> None:
    """Put words on the page that comes next, where they are not on it already.

    Whoever goes on sending without opening that page would fill the cookie that carries them.
    """
    if not any(waiting == words for _, waiting in session.get("_flashes", ())):
        flash(words)


def _is_page() -> bool:
    return request.url_rule is not None and "GET" in (request.url_rule.methods or ())


def _page_of_search() -> str | None:
    """Return the page whose search was sent; its words are not kept: they may be a name."""
    view = current_app.view_functions[str(request.endpoint)]
    page = getattr(view, "__page__", None)
    return url_for(page) if page else None


def _words(*, kept: bool) -> str:
    if kept:
        return str(
            gettext(
                "Your session has ended. What you typed is kept: sign in to look at it and send it"
            )
        )
    return str(gettext("Your session has ended. Sign in again"))


def _keep(token: str, clock: datetime) -> str | None:
    """Keep the form that was sent, if its own token fits the browser; None when it does not.

    A button that has no page of its own has typed nothing.
    """
    if not _is_page() and request.blueprint != "drafts":
        return None
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return None
    return kept_forms.keep(token, typed(), clock=clock)
