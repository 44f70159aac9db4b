"""A file stays in memory on its way in, and its name and type are not looked at."""

from __future__ import annotations

import tempfile
from io import BytesIO
from typing import Any

import pytest
from flask import Flask, request
from werkzeug.datastructures import FileStorage

from caseapp.rules.file_kinds import LARGEST
from caseapp.web.uploads import LARGEST_REQUEST, content_of, register_uploads, takes_file
from tests.factories.files import post_parts, sent


def test_only_routes_that_say_so_take_a_large_request_and_no_file_is_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Flask("small")
    app.config["MAX_CONTENT_LENGTH"] = 2 << 20
    register_uploads(app)

    def size() -> str:
        return str(len(request.files["file"].stream.read()))

    def refuse(*_args: Any, **_more: Any) -> None:
        raise AssertionError("a file was opened for what somebody sent")

    app.add_url_rule("/small", "small", size, methods=["POST"])
    app.add_url_rule("/large", "large", takes_file(lambda **_: size()), methods=["POST"])
    for name in ("TemporaryFile", "SpooledTemporaryFile"):
        monkeypatch.setattr(tempfile, name, refuse)
        monkeypatch.setattr(f"werkzeug.formparser.{name}", refuse, raising=False)
    browser = app.test_client()
    body = {"file": sent(bytes(3 << 20))}
    assert post_parts(browser, "/large", body).get_data(as_text=True) == str(3 << 20)
    assert post_parts(browser, "/small", {"file": sent(bytes(3 << 20))}).status_code == 413
    large = {"file": sent(bytes(LARGEST_REQUEST))}
    assert post_parts(browser, "/large", large).status_code == 413


def test_no_more_is_read_than_shows_that_it_is_too_much() -> None:
    assert len(content_of(FileStorage(BytesIO(bytes(LARGEST + 9))))) == LARGEST + 1
    assert content_of(FileStorage(BytesIO(b"abc"), "name.exe", content_type="text/html")) == b"abc"
    assert content_of("abc") == b""
    assert content_of(None) == b""
