"""The server holds bodies in memory, never in a file, and of all together no more than it has."""

from __future__ import annotations

import tempfile
from typing import Any

import pytest
from waitress.adjustments import Adjustments
from waitress.proxy_headers import proxy_headers_middleware

from caseapp.cli import listening
from caseapp.cli.listening import BEHIND_PROXY, OPTIONS, SMALL, TOGETHER, Body, Parser
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


def test_chunks_end_a_request_whatever_length_it_says() -> None:
    """ASVS 4.2.1: what follows the last chunk is another request, never a part of this one."""
    said = "POST / HTTP/1.1\nContent-Length: 40\nTransfer-Encoding: chunked"
    parser = told(said, b"3\r\nabc\r\n0\r\n\r\nGET /accounts HTTP/1.1\r\n\r\n")
    assert (parser.completed, parser.error) == (True, None)
    assert parser.get_body_stream().read() == b"abc"
    assert parser.headers["CONTENT_LENGTH"] == "3"
    parser.close()
    for coding in ("gzip, chunked", "chunked, identity", "xchunked"):
        parser = told(f"POST / HTTP/1.1\nContent-Length: 3\nTransfer-Encoding: {coding}", b"abc")
        assert parser.error is not None, coding
        parser.close()


def test_a_line_without_end_in_chunks_is_cut_off() -> None:
    parser = told("POST / HTTP/1.1\nTransfer-Encoding: chunked", *[b"1" * 65536] * 40)
    assert parser.completed
    assert parser.error.code == 413
    parser.close()


def _seen(head: dict[str, str], **options: object) -> tuple[str, str]:
    """Return the address and scheme that the application is told of a request with this head."""
    told: list[tuple[str, str]] = []

    def app(environ: dict[str, str], start: object) -> list[bytes]:
        told.append((environ["REMOTE_ADDR"], environ["wsgi.url_scheme"]))
        return []

    adjusted = Adjustments(**options)
    if adjusted.trusted_proxy is not None:
        app = proxy_headers_middleware(
            app,
            trusted_proxy=adjusted.trusted_proxy,
            trusted_proxy_count=adjusted.trusted_proxy_count,
            trusted_proxy_headers=adjusted.trusted_proxy_headers,
        )
    list(app({"REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "http", **head}, lambda *_: None))
    return told[0]


def test_behind_the_proxy_people_have_their_own_addresses() -> None:
    head = {"HTTP_X_FORWARDED_FOR": "203.0.113.7, 10.1.2.3", "HTTP_X_FORWARDED_PROTO": "https"}
    assert _seen(head, **OPTIONS) == ("127.0.0.1", "http")
    # The last one is what the proxy saw; what stands before it a browser may have made up.
    assert _seen(head, **OPTIONS, **BEHIND_PROXY) == ("10.1.2.3", "https")
    assert _seen({}, **OPTIONS, **BEHIND_PROXY) == ("127.0.0.1", "http")
