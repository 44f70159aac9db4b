"""Shows a form again, filled, without acting on it: after a stale token, and from what was kept.

The page's own route draws it as after a fault: the form's token does not fit, so it is never
valid, and while it is drawn nothing may be written.
"""

from __future__ import annotations

from io import BytesIO
from typing import Final
from urllib.parse import urlencode

from flask import Flask, current_app, g, make_response, request
from flask.ctx import RequestContext
from flask.globals import request_ctx
from flask_wtf.csrf import CSRFError, generate_csrf
from werkzeug.wrappers import Response

from caseapp.casework import kept_forms
from caseapp.casework.outcomes import Held, nothing_written
from caseapp.web.actor import clock
from caseapp.web.ended_session import KEPT, here, page_of
from caseapp.web.errors import error_page
from caseapp.web.rights import note_refused

_FAULTY: Final = 422


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
    return drawn if drawn.status_code == _FAULTY else None


def _stale_token(error: CSRFError) -> Response:
    """Answer a post whose token does not fit: its form again, or the page that says so."""
    if request.endpoint is None:
        return error_page(400)
    if "expired" not in str(error.description):
        note_refused()  # a page that was open too long is no attempt at anything
    return _draw() or error_page(400)


def _kept() -> Response | None:
    """Answer a page asked for with a kept form: its form filled with what was typed."""
    number = request.args.get(KEPT, "")
    if request.method != "GET" or g.person is None or not number.isdecimal():
        return None
    fields = kept_forms.give_back(g.person.actor, int(number[:9]), page_of(here()), clock=clock())
    if fields is None:
        return None
    generate_csrf()  # in this request's session, which the inner one shares
    body = urlencode(fields).encode()
    posted = {
        **request.environ,
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
    }
    with RequestContext(request_ctx.app, posted, session=request_ctx.session):
        drawn = _draw()
    if drawn is not None and drawn.status_code == _FAULTY:
        drawn.status_code = 200
    return drawn


def _sent(response: Response) -> Response:
    """Erase a kept form once it was sent: its post led on."""
    number = request.args.get(KEPT, "")
    done = request.method == "POST" and 300 <= response.status_code < 400  # noqa: PLR2004 - led on
    person = g.get("person")
    if done and person is not None and number.isdecimal():
        kept_forms.erase(person.actor.user_id, int(number[:9]))
    return response


def register_showing_again(app: Flask) -> None:
    """Attach to an application, after its guards."""
    app.register_error_handler(CSRFError, _stale_token)
    app.before_request(_kept)
    app.after_request(_sent)
