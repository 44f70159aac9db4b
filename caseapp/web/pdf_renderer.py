"""The child's side of making PDFs: keeps WeasyPrint, style and fonts warm, renders what comes."""

from __future__ import annotations

import gc
import hashlib
import logging
import os
import resource
import signal
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final
from urllib.parse import unquote, urlsplit

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # it carries no types
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from caseapp.upkeep.priority import PRINTS, stand_back
from caseapp.web.pdf_process import (
    BROKEN,
    DOCUMENT,
    GIVE_WAY,
    PRINT_FOLDER,
    READY,
    REFUSED,
    Ended,
    Unprintable,
    counted,
    receive,
    send,
)

STYLE: Final = PRINT_FOLDER / "print.css"
#: Bytes of memory that the process may take: a narrative of 150 pages needs a tenth of it.
_MEMORY: Final = 3 << 30
#: Pages above which a document is refused: nobody can have meant it.
MAX_PAGES: Final = 200


class _Complaints(logging.Handler):
    """Collects what WeasyPrint only logs: a font or file that did not load, a missing letter."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message."""
        self.found.append(record.getMessage())


class _OwnFilesOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint carries no types
    """Hands out the files of the print folder and refuses every other address."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return a file of the folder; ValueError for the network, data: and files elsewhere."""
        del headers
        parts = urlsplit(url)
        path = Path(os.path.realpath(unquote(parts.path)))
        if parts.scheme != "file" or parts.netloc or path.parent != PRINT_FOLDER:
            raise ValueError(f"not one of the print's own files: {url[:200]}")
        kind = "text/css" if path.suffix == ".css" else "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


class Renderer:
    """Style sheet and fonts, loaded once; RuntimeError when one of them cannot be."""

    def __init__(self) -> None:
        self._fetcher = _OwnFilesOnly()
        self._fonts = FontConfiguration()
        with _complaints() as found:
            self._style = CSS(filename=STYLE, url_fetcher=self._fetcher, font_config=self._fonts)
        if found:
            raise RuntimeError("; ".join(found))
        files = sorted(PRINT_FOLDER.glob("*.ttf"))
        self._letters = frozenset[int].intersection(
            *(frozenset(TTFont(file, lazy=True).getBestCmap()) for file in files)
        )

    def render(self, html: str) -> bytes:
        """Return the tagged PDF of the document; see `render_counted`."""
        return self.render_counted(html)[0]

    def render_counted(self, html: str) -> tuple[bytes, int]:
        """Return the tagged PDF and its number of pages, the same bytes for the same document.

        Unprintable when it nests too deeply, has too many pages, or WeasyPrint complains.
        """
        try:
            with _complaints() as found:
                pdf, pages = self._pdf(self._spelled(html))
        except RecursionError:
            raise Unprintable("the document nests too deeply") from None
        except MemoryError:
            raise Unprintable("the document takes too much memory") from None
        if found:
            raise Unprintable("; ".join(found[:5]))
        return pdf, pages

    def _pdf(self, html: str) -> tuple[bytes, int]:
        document = HTML(
            string=html, base_url=PRINT_FOLDER.as_uri() + "/", url_fetcher=self._fetcher
        ).render(font_config=self._fonts, stylesheets=[self._style], pdf_variant="pdf/ua-1")
        if len(document.pages) > MAX_PAGES:
            raise Unprintable(f"{len(document.pages)} pages, at most {MAX_PAGES}")
        identifier = hashlib.sha256(html.encode()).digest()[:16]
        pdf = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
        assert isinstance(pdf, bytes)
        return pdf, len(document.pages)

    def _spelled(self, html: str) -> str:
        """Write every sign that our fonts lack as its number, "[U+1F600]".

        What a child or a neighbour wrote is evidence: an emoji must neither stop the print nor
        vanish from it. Signs that nobody sees are left out.
        """
        lacking = {ord(sign) for sign in set(html)} - self._letters
        return html.translate({code: _spelling(chr(code)) for code in lacking})


def _spelling(sign: str) -> str:
    if sign.isspace():
        return sign if sign in "\t\n\r" else " "
    if unicodedata.category(sign) in {"Cc", "Cf", "Cs"} or "VARIATION" in unicodedata.name(
        sign, ""
    ):
        return ""
    return f"[U+{ord(sign):04X}]"


@contextmanager
def _complaints() -> Iterator[list[str]]:
    logger, listener = logging.getLogger("weasyprint"), _Complaints()
    logger.addHandler(listener)
    try:
        yield listener.found
    finally:
        logger.removeHandler(listener)


def serve(asked: IO[bytes], answers: IO[bytes]) -> None:
    """Answer documents, one after the other, until the other side ends."""
    renderer = Renderer()
    # Garbage is looked for between two documents, when nobody waits, and never in what stays.
    gc.disable()
    gc.collect()
    gc.freeze()
    send(answers, READY, b"")
    while True:
        try:
            _, body = receive(asked)
        except Ended:
            return
        try:
            reply = DOCUMENT, counted(*renderer.render_counted(body.decode()))
        except Unprintable as refusal:
            reply = REFUSED, str(refusal).encode()
        except Exception as error:  # noqa: BLE001 - the parent is told, and the next one is served
            reply = BROKEN, f"{type(error).__name__}: {error}".encode("utf-8", "replace")
        send(answers, *reply)
        gc.collect()


def main() -> None:
    """Serve on what were standard input and output, so that nothing else is written there."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, who then ends us
    if GIVE_WAY in sys.argv[1:]:
        stand_back(PRINTS)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    own = os.dup(1)
    os.dup2(2, 1)
    with suppress(BrokenPipeError), os.fdopen(own, "wb") as answers:  # nobody listens: end too
        serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
