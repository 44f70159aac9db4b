"""Shows a form again, filled, without acting on it: after a stale token, and from a draft.

The page's own route draws it as after a fault: the form's token does not fit, so it is never
valid, and while it is drawn nothing may be written. A draft is shown without its faults, and no
field of it is ever found sound (control.Gov.validate).
"""

from __future__ import annotations

from http import HTTPStatus
from io import BytesIO
from typing import Final
from urllib.parse import urlencode

from flask import Flask, current_app, g, make_response, request
from flask.ctx import RequestContext
from flask.globals import request_ctx
from flask_wtf.csrf import CSRFError, generate_csrf
from werkzeug.wrappers import Response

from caseapp.casework import kept_forms
from caseapp.casework.kept_forms import Fields
from caseapp.casework.outcomes import Held, nothing_written
from caseapp.web.actor import clock
from caseapp.web.draft_box import DRAFT, here, page_of, register_draft_box, sent_token
from caseapp.web.errors import error_page
from caseapp.web.gone_draft import gone_page
from caseapp.web.rights import note_refused

_SHOWN: Final = {409, 422}
"""A form that is shown again: two versions meet in it, or it has faults."""


def _draw() -> Response | None:
    """Draw the page of the request as its route shows a form with faults; None if it has none.

    A refusal (no such row, not allowed) is answered by its page as always.
    """
    view = current_app.view_functions[str(request.endpoint)]
    try:
        with nothing_written():
            drawn = make_response(view(**(request.view_args or {})))
    except Held:
        return None  # a button without a form: there is nothing to show again
    except Exception as fault:  # noqa: BLE001 - the handlers of the application sort it out
        return make_response(current_app.handle_user_exception(fault))
    return drawn if drawn.status_code in _SHOWN else None


def _stale_token(error: CSRFError) -> Response:
    """Answer a post whose token does not fit: its form again, or the page that says so."""
    if request.endpoint is None:
        return error_page(400)
    if "expired" not in str(error.description):
        note_refused()  # a page that was open too long is no attempt at anything
    return _draw() or error_page(400)


def _draft() -> Response | None:
    """Answer a page that takes a form and of which there is a draft: its form as it was typed."""
    takes_form = request.url_rule is not None and "POST" in (request.url_rule.methods or ())
    if request.method != "GET" or g.person is None or not takes_form:
        return None
    found = kept_forms.give_back(g.person.actor, page_of(here()), request.args.get(DRAFT))
    if found is None:
        return None
    g.draft = found
    drawn = draw_filled(here(), list(found.fields))
    if drawn is not None and drawn.status_code != HTTPStatus.NOT_FOUND:
        return drawn
    g.draft = None
    return gone_page(found) if request.args.get(DRAFT) == found.token else None


def draw_filled(address: str, fields: Fields) -> Response | None:
    """Draw the page of an address with these fields typed into its form, no fault told yet."""
    generate_csrf()  # in this request's session, which the inner one shares
    body = urlencode(fields).encode()
    path, _, query = address.partition("?")
    posted = {
        **request.environ,
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": query.encode().decode("latin-1"),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
    }
    posted.pop("werkzeug.request", None)
    g.quiet = True
    with RequestContext(request_ctx.app, posted, session=request_ctx.session):
        drawn = _draw()
    g.quiet = False
    if drawn is not None and drawn.status_code in _SHOWN:
        drawn.status_code = 200
    return drawn


def _sent(response: Response) -> Response:
    """End a draft once what was sent is stored."""
    person = g.get("person")
    if g.get("done") and person is not None and (token := sent_token()):
        kept_forms.end_sent(person.actor, token, clock=clock())
    return response


def register_showing_again(app: Flask) -> None:
    """Attach to an application, after its guards."""
    register_draft_box(app)
    app.register_error_handler(CSRFError, _stale_token)
    app.before_request(_draft)
    app.after_request(_sent)
