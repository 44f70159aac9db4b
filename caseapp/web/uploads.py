"""Requests that bring a file: how large they may be, and kept in memory, never in a plain file."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import IO, Any, Final, TypeVar

from flask import Flask, Request, current_app, request
from werkzeug.datastructures import FileStorage

from caseapp.rules.file_kinds import LARGEST, MEGABYTE

LARGEST_REQUEST: Final = 24 * MEGABYTE
"""Above the largest file, so that one somewhat too large is refused beside the form as typed."""

View = TypeVar("View", bound=Callable[..., Any])


class OwnRequest(Request):
    """A request whose files stay in memory: Werkzeug would lay large ones open in /tmp."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        del total_content_length, content_type, filename, content_length
        return BytesIO()


def takes_file(view: View) -> View:
    """Declare that a route's form brings a file: its request may be as large as that takes."""
    view.__takes_file__ = True  # type: ignore[attr-defined]  # the guard below reads it
    return view


def _make_room() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "__takes_file__", False):
        request.max_content_length = LARGEST_REQUEST
        request.max_form_parts = 50


def register_uploads(app: Flask) -> None:
    """Attach to an application, before anything that reads a form."""
    app.request_class = OwnRequest
    app.before_request(_make_room)


def content_of(sent: object) -> bytes:
    """Return the bytes of the file that a form brought, cut one byte above the largest taken.

    Neither its name nor its type is looked at: the one may bear a child's name, and both are
    the sender's word. b"" when none was brought.
    """
    return sent.stream.read(LARGEST + 1) if isinstance(sent, FileStorage) else b""
