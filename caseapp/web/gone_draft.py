"""A draft whose page takes nothing more: what was typed is shown once more, to be thrown away.

A page goes when somebody else signed its paper, when its case is closed, or when the reader's
rights end. What was typed is given back to its writer as long as the file itself opens for them.
"""

from __future__ import annotations

from typing import Final

from flask import current_app, make_response, render_template, request, url_for
from flask.ctx import RequestContext
from flask.globals import request_ctx
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from caseapp.casework.kept_forms import Draft
from caseapp.casework.outcomes import Missing, nothing_written
from caseapp.rules.access import Act, Denied
from caseapp.web.rights import allowed

_FILES: Final = {
    "TE": "children.show",
    "BC": "reports.show",
    "HS": "cases.show",
    "GT": "referrals.show",
}
"""The page of each kind of file, by the letters of its mark."""


def gone_page(draft: Draft) -> Response:
    """Return the page that stands in the place of one that is not there any more."""
    file = _file_of(draft.mark)
    typed = _sentences(draft) if file or not draft.mark else []
    return make_response(render_template("drafts/gone.html", draft=draft, typed=typed, file=file))


def _file_of(mark: str) -> str:
    """Return the address of the file's own page, '' where it does not open for the reader."""
    endpoint = _FILES.get(mark[:2], "")
    view = current_app.view_functions.get(endpoint)
    act = getattr(view, "__act__", None)
    if view is None or act not in set(Act) or not allowed(Act(str(act))):
        return ""
    address = url_for(endpoint, code=mark)
    asked = {**request.environ, "REQUEST_METHOD": "GET", "PATH_INFO": address, "QUERY_STRING": ""}
    asked.pop("werkzeug.request", None)
    inner = RequestContext(request_ctx.app, asked, session=request_ctx.session)
    with inner, nothing_written():
        try:
            view(code=mark)
        except (Denied, HTTPException, Missing):
            return ""
    return address


def _sentences(draft: Draft) -> list[str]:
    """Return what was typed in words of one's own: codes and numbers say nothing by themselves."""
    kept = [value.strip() for name, value in draft.fields if name not in {"version", "base"}]
    return [value for value in dict.fromkeys(kept) if len(value.split()) > 1]
