"""Turns what an act could not do into the right error page: missing and forbidden look alike."""

from __future__ import annotations

from typing import Final

from flask import Flask, Response, current_app
from flask_babel import gettext

from caseapp.casework.file_reading import ERASED, Unreadable
from caseapp.casework.outcomes import Erased, KeyDestroyed, Missing, Stale, StoreRefused, Unwritable
from caseapp.rules.access import Denied
from caseapp.rules.values import RuleBroken
from caseapp.web.errors import error_page

_STATUS: Final = {Denied: 404, Missing: 404, Stale: 409, RuleBroken: 422}


def _full_or_locked(error: Exception) -> Response:
    """The store refused to write: nothing was kept, and the page says so."""
    current_app.logger.error("the store refused: %s", type(error).__name__)
    return error_page(503)


def _unreadable(error: Unreadable) -> Response:
    """A file that was erased, or that somebody changed: said plainly, and never shown."""
    if error.why == ERASED:
        return error_page(422, gettext("This file was erased with the child's key."))
    current_app.logger.error("a file is not as it was stored")
    return error_page(
        422,
        gettext(
            "This file is not as it was stored, so it is not shown. Tell the administrator at "
            "once: the log holds the moment."
        ),
    )


def _erased(error: Erased) -> Response:
    """A page of a file that was erased: said to who could open it, with the erasure's number."""
    words = gettext("The file was erased on request, by erasure %(number)s.", number=error.number)
    return error_page(410, words)


def _keyless(_error: KeyDestroyed) -> Response:
    """Something was to be read from or written into a file whose key is destroyed."""
    return error_page(410)


def register_refusals(app: Flask) -> None:
    """Attach the pages to an application."""
    for kind, status in _STATUS.items():
        app.register_error_handler(kind, lambda _error, status=status: error_page(status))
    app.register_error_handler(Unreadable, _unreadable)
    app.register_error_handler(Erased, _erased)
    app.register_error_handler(KeyDestroyed, _keyless)
    for kind in (StoreRefused, Unwritable):
        app.register_error_handler(kind, _full_or_locked)
