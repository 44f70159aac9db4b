"""What the process makes of a document: tagged, the same each time, from no file but its own."""

import http.server
import os
import sys
import threading
from io import BytesIO

import pytest
from pypdf import PdfReader

from caseapp.upkeep.priority import PRINTS
from caseapp.web import pdf_renderer
from caseapp.web.pdf_process import GIVE_WAY, PRINT_FOLDER
from caseapp.web.pdf_renderer import _OwnFilesOnly
from caseapp.web.printing import Unprintable, render_pdf
from tests.factories.printed_text import texts_of

START = '<!doctype html><html lang="vi"><title>Thử</title>'
OUTSIDE = [
    '<img alt="" src="file:///etc/passwd">',
    '<img alt="" src="{folder}/../../boot.js">',
    '<img alt="" src="{folder}/%2e%2e/%2e%2e/boot.js">',
    '<img alt="" src="file://localhost/etc/passwd">',
    '<img alt="" src="{server}/a.png">',
    '<img alt="" src="data:image/png;base64,iVBORw0KGgo=">',
    '<link rel="stylesheet" href="{server}/a.css">',
    '<style>@import "{server}/b.css";</style>',
    '<style>p {{ background: url("{server}/c.png") }}</style><p>a</p>',
    '<style>@font-face {{ font-family: x; src: url("{server}/d.ttf") }}</style>',
    '<style>@font-face {{ font-family: x; src: local("DejaVu Sans") }}</style>',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<base href="{server}/"><img alt="" src="e.png">',
    '<svg><image href="{server}/f.png" width="9" height="9"/></svg>',
    '<object data="{server}/g.svg" type="image/svg+xml"></object>',
]


@pytest.fixture
def asked():
    """Addresses that a server of this machine was asked for, its own address first."""
    paths = []

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, *args):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Answer) as server:
        paths.append(f"http://127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield paths
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("markup", OUTSIDE)
def test_nothing_outside_the_print_folder_is_fetched(markup, asked):
    page = START + markup.format(folder=PRINT_FOLDER.as_uri(), server=asked[0]) + "<p>xong"
    try:
        made = render_pdf(page)
    except Unprintable:
        made = b""
    assert asked[1:] == []
    if made:  # WeasyPrint did not even look
        reader = PdfReader(BytesIO(made))
        assert reader.attachments == {}
        assert reader.pages[0].images == []


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:9/x.png"])
def test_a_picture_from_elsewhere_stops_the_print(address):
    with pytest.raises(Unprintable, match="not one of the print's own files"):
        render_pdf(f'{START}<img alt="" src="{address}">')


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:9/x.png", "data:,x"])
def test_the_fetcher_itself_hands_out_nothing_else(address):
    with pytest.raises(ValueError, match="not one of the print's own files"):
        _OwnFilesOnly().fetch(address)


def test_a_file_of_the_print_folder_is_at_hand():
    page = f'{START}<link rel="stylesheet" href="{PRINT_FOLDER.as_uri()}/print.css"><p>xong'
    assert "xong" in texts_of(render_pdf(page))[0]


def test_nesting_beyond_reason_is_refused_and_the_next_is_served():
    with pytest.raises(Unprintable, match="nests too deeply"):
        render_pdf(START + "<div>" * 5000)
    assert render_pdf(START + "<p>xong").startswith(b"%PDF")


def test_more_pages_than_anyone_meant_are_refused():
    with pytest.raises(Unprintable, match="201 pages, at most 200"):
        render_pdf(START + '<p style="break-after: page">a</p>' * 200 + "<p>a")


def test_a_complaint_about_style_is_an_error():
    with pytest.raises(Unprintable, match="colour"):
        render_pdf(START + '<p style="colour: red">a')


def test_the_same_document_gives_the_same_bytes_and_another_one_others():
    page = START + "<p>Đường Nguyễn Huệ <b>đậm</b> <i>nghiêng</i>"
    assert render_pdf(page) == render_pdf(page)
    assert render_pdf(page) != render_pdf(page + "!")


def test_signs_without_a_letter_of_ours_print_as_their_number():
    (text,) = texts_of(render_pdf(START + "<p>cười 😀 ក\ufe0f\u2066 hết"))
    assert text.strip() == "cười [U+1F600] [U+1780] hết"


def test_where_giving_way_is_forbidden_it_prints_all_the_same(monkeypatch):
    """A unit's filter of system calls answers so; met under systemd, where no batch was printed."""
    asked, served = [], []

    def forbidden(step):
        asked.append(step)
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "nice", forbidden)
    monkeypatch.setattr(pdf_renderer.signal, "signal", lambda *_: None)
    monkeypatch.setattr(pdf_renderer.resource, "setrlimit", lambda *_: None)
    monkeypatch.setattr(os, "dup", lambda _: os.open(os.devnull, os.O_WRONLY))
    monkeypatch.setattr(os, "dup2", lambda *_: None)
    monkeypatch.setattr(pdf_renderer, "serve", lambda *_: served.append("served"))
    monkeypatch.setattr(sys, "argv", ["pdf_renderer", GIVE_WAY])
    pdf_renderer.main()
    assert asked == [PRINTS]
    assert served == ["served"]
