"""The pages shown when something cannot be done: what to do now, never how it broke."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from flask import Response, current_app, g, render_template
from flask_babel import lazy_gettext
from werkzeug.exceptions import HTTPException

from caseapp.web.problems import for_program, problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask
    from flask_babel.speaklater import LazyString


@dataclass(frozen=True)
class _Words:
    """What an error page says: its heading, then each thing to do as a sentence of its own."""

    heading: LazyString
    advice: tuple[LazyString, ...]


_PAGES: Final[Mapping[int, _Words]] = {
    400: _Words(
        lazy_gettext("What was sent could not be read"),
        (
            lazy_gettext("Nothing was saved."),
            lazy_gettext("Go back, load the page again and send it once more."),
        ),
    ),
    404: _Words(
        lazy_gettext("Nothing to show here"),
        (
            lazy_gettext("There is nothing at this address, or it is not open to you."),
            lazy_gettext("Check the address, or start again from the home page."),
        ),
    ),
    409: _Words(
        lazy_gettext("Someone else has changed this in the meantime"),
        (
            lazy_gettext("Your change was not saved, so that theirs is not lost."),
            lazy_gettext("Go back, copy what you typed, load the page again and enter it anew."),
        ),
    ),
    410: _Words(
        lazy_gettext("The file was erased on request"),
        (
            lazy_gettext("Nothing of it can be read or brought back."),
            lazy_gettext("Questions go to the supervisors of the city."),
        ),
    ),
    413: _Words(
        lazy_gettext("What was sent is too large"),
        (
            lazy_gettext("Nothing was saved."),
            lazy_gettext("Choose a smaller file, or send the files one by one."),
        ),
    ),
    422: _Words(
        lazy_gettext("This could not be carried out"),
        (
            lazy_gettext("What was entered or asked for does not allow it. Nothing was changed."),
            lazy_gettext("Go back and check what was entered; shorten very long text."),
        ),
    ),
    429: _Words(
        lazy_gettext("Too many attempts in a short time"),
        (
            lazy_gettext("Wait a few minutes, then try again."),
            lazy_gettext("If you forgot your password, ask the administrator for a new one."),
        ),
    ),
    500: _Words(
        lazy_gettext("Something went wrong in the program"),
        (
            lazy_gettext("It was not your fault. What was saved before is kept."),
            lazy_gettext("Go back and try again in a few minutes."),
            lazy_gettext("If it happens again, tell the administrator when it happened."),
        ),
    ),
    503: _Words(
        lazy_gettext("The program is busy or under maintenance"),
        (
            lazy_gettext("Nothing was saved by this attempt."),
            lazy_gettext("Wait a few minutes, then send the page again."),
        ),
    ),
}

# Shown when even the layout cannot be drawn (the database or the catalogue is gone).
_LAST_RESORT: Final = (
    '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Có lỗi</title>'
    "<h1>Chương trình đang gặp lỗi</h1>"
    "<p>Vui lòng thử lại sau vài phút. Nếu lỗi còn lặp lại, hãy báo cho người quản trị.</p></html>"
)
# Headers of the error that belong to its meaning; everything else is the page's own.
_KEPT: Final = ("Allow", "Retry-After")


def register_error_pages(app: Flask) -> None:
    """Answer every HTTP error, and every exception nobody caught, with one of these pages."""
    app.register_error_handler(HTTPException, _answer)


def error_page(status: int, reason: str | None = None) -> Response:
    """Return the page of an HTTP status; `reason`, already in words for people, stands first on it.

    403 becomes 404: whether something is missing or forbidden must look the same from outside.
    A program is told the bare status.
    Statuses without a page of their own take the words of 400 or 500.
    """
    if for_program():
        return problem(status)
    if status == HTTPStatus.FORBIDDEN:
        status, reason = HTTPStatus.NOT_FOUND, None
    server = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    words = _PAGES.get(status, _PAGES[500 if server else 400])
    html = _plain_page(words) if server else _page(words, reason)
    return Response(html, status=status, mimetype="text/html")


def _answer(error: HTTPException) -> Response:
    page = error_page(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    for name, value in error.get_headers():
        if name in _KEPT:
            page.headers[name] = value
    return page


def _page(words: _Words, reason: str | None) -> str:
    g.refused = True
    return render_template("errors/error.html", words=words, reason=reason)


def _plain_page(words: _Words) -> str:
    """Draw without context processors: what they ask (who is signed in) may be what is broken."""
    try:
        template = current_app.jinja_env.get_template("errors/error.html")
        return template.render(words=words, reason=None, plain=True)
    except Exception:  # whatever is broken, an officer gets words and not a bare status
        current_app.logger.exception("the error page could not be drawn")
        return _LAST_RESORT
