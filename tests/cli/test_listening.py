"""The server holds bodies in memory, never in a file, and of all together no more than it has."""

from __future__ import annotations

import tempfile
from typing import Any

import pytest
from waitress.adjustments import Adjustments

from caseapp.cli import listening
from caseapp.cli.listening import OPTIONS, SMALL, TOGETHER, Body, Parser
from caseapp.web.uploads import LARGEST_REQUEST

MB = 1 << 20


@pytest.fixture(autouse=True)
def no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any, **_more: Any) -> None:
        raise AssertionError("a file was opened for what somebody sent")

    for name in ("TemporaryFile", "SpooledTemporaryFile", "NamedTemporaryFile"):
        monkeypatch.setattr(tempfile, name, refuse)


def told(head: str, *body: bytes) -> Parser:
    parser = Parser(Adjustments(**OPTIONS))
    for data in (head.replace("\n", "\r\n").encode() + b"\r\n\r\n", *body):
        while data and not parser.completed:
            data = data[parser.received(data) :]  # noqa: PLW2901 - what is left of it
    return parser


def test_a_body_is_given_as_it_came() -> None:
    content = b"x" * (LARGEST_REQUEST - 5) + b"tail!"
    parser = told(f"POST / HTTP/1.1\nContent-Length: {len(content)}", content[:99], content[99:])
    assert (parser.completed, parser.error) == (True, None)
    assert parser.get_body_stream().read() == content
    parser.close()


def test_one_that_is_too_large_is_counted_and_not_held() -> None:
    size = LARGEST_REQUEST + MB
    parser = told(f"POST / HTTP/1.1\nContent-Length: {size}", *[bytes(MB)] * (size // MB))
    assert (parser.completed, parser.error) == (True, None)
    assert parser.headers["CONTENT_LENGTH"] == str(size)  # by which the application answers 413
    assert parser.get_body_stream().read() == b""
    parser.close()


def test_all_together_hold_no_more_than_is_allowed() -> None:
    bodies = [Body() for _ in range(TOGETHER // LARGEST_REQUEST + 3)]
    for body in bodies:
        body.append(bytes(LARGEST_REQUEST))
    held = [body for body in bodies if not body.dropped]
    assert len(held) == TOGETHER // LARGEST_REQUEST
    small = Body()
    small.append(bytes(SMALL))
    assert not small.dropped  # an ordinary form is taken all the same
    held[0].close()
    late = Body()
    late.append(bytes(LARGEST_REQUEST))
    assert not late.dropped
    for body in (*bodies, small, late):
        body.close()
    del body, bodies, held, small, late
    assert sum(len(body) for body in listening._held if not body.dropped) == 0


def test_chunks_are_put_together() -> None:
    parser = told("POST / HTTP/1.1\nTransfer-Encoding: chunked", b"3\r\nabc\r\n0\r\n\r\n")
    assert parser.get_body_stream().read() == b"abc"
    assert parser.headers["CONTENT_LENGTH"] == "3"
    parser.close()


def test_a_line_without_end_in_chunks_is_cut_off() -> None:
    parser = told("POST / HTTP/1.1\nTransfer-Encoding: chunked", *[b"1" * 65536] * 40)
    assert parser.completed
    assert parser.error.code == 413
    parser.close()
