"""The parent's side of the one warm process that makes PDFs: starts, feeds, watches and ends it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

PRINT_FOLDER: Final = Path(__file__).resolve().parent.parent / "static" / "print"
#: The longest document taken, in characters: some 150 pages; the longest true case has a dozen.
MAX_HTML: Final = 500_000
#: Seconds after which a document is given up and its process ended.
TIMEOUT: Final = 30.0
#: Seconds that a process told to end, or a document in hand at that moment, is waited for.
_PATIENCE: Final = 3.0

#: WeasyPrint warns that the machine has no fonts: fonts.conf hides them, ours come with the style.
_QUIET: Final = ("-W", "ignore:No fonts configured in FontConfig")

#: What tells the process to let others go first.
GIVE_WAY: Final = "--give-way"

#: A message is four bytes of length, one byte that says what it is, and so many bytes.
READY: Final = b"R"
DOCUMENT: Final = b"D"
REFUSED: Final = b"U"
BROKEN: Final = b"B"
_COUNT: Final = 2
"""Bytes before a PDF that say how many pages it has."""


class Unprintable(Exception):
    """A document that cannot be printed, now or later; a page answers 422."""


class PrinterDown(RuntimeError):
    """No document can be printed now: the process does not start, or too many wait; 503."""


class Ended(Exception):
    """The process ended before its answer was whole."""


class PdfProcess:
    """One process that renders one document at a time; threads that ask meanwhile queue.

    The process ends when its standard input does, so it never outlives the parent. One that
    `gives_way` lets every other program of the machine go first.
    """

    def __init__(self, timeout: float = TIMEOUT, *, gives_way: bool = False) -> None:
        self._timeout = timeout
        self._more = (GIVE_WAY,) if gives_way else ()
        self._turn = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._ready = False

    @property
    def pid(self) -> int | None:
        """Number of the running process, or None when there is none."""
        return self._child.pid if self._child and self._child.poll() is None else None

    def start(self) -> None:
        """Start the process unless it runs, without waiting until it is warm."""
        with self._my_turn():
            self._ensure()

    def await_ready(self) -> None:
        """Start the process unless it runs, and wait until it can print; Ended if it does not."""
        with self._my_turn():
            self._hear_ready(self._ensure())

    def render(self, html: str) -> bytes:
        """Return the PDF of a whole HTML document; see `render_counted`."""
        return self.render_counted(html)[0]

    def render_counted(self, html: str) -> tuple[bytes, int]:
        """Return the PDF of a whole HTML document and how many pages it has.

        Starts the process when it is not there.

        Unprintable for a document that is too long, nests too deeply, takes too much time or
        memory, or asks for a file or font it may not have; PrinterDown when none can be made.
        """
        if len(html) > MAX_HTML:
            raise Unprintable(f"the document has {len(html)} characters, at most {MAX_HTML}")
        document = html.encode("utf-8", "replace")
        with self._my_turn():
            return self._render(document)

    def stop(self) -> None:
        """End the process, if it can be with the document in hand; `render` starts another."""
        if self._turn.acquire(timeout=_PATIENCE):
            try:
                self._end()
            finally:
                self._turn.release()
        elif child := self._child:
            child.kill()

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        # Two whole documents may stand before this one; a longer queue is told to come back.
        if not self._turn.acquire(timeout=2 * self._timeout):
            raise PrinterDown("too many documents wait to be printed")
        try:
            yield
        finally:
            self._turn.release()

    def _render(self, document: bytes) -> tuple[bytes, int]:
        for _ in range(2):
            try:
                return self._ask(self._ensure(), document)
            except Ended:
                # Killed from outside, perhaps: a fresh process gets the document once more.
                was_ready = self._ready
                self._end()
                if not was_ready:
                    raise PrinterDown("the process that makes PDFs does not start") from None
        raise Unprintable("the process that makes PDFs ended twice over this document")

    def _ensure(self) -> subprocess.Popen[bytes]:
        if self._child and self._child.poll() is None:
            return self._child
        self._end()
        self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, *_QUIET, "-m", "caseapp.web.pdf_renderer", *self._more],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=PRINT_FOLDER.parents[2],
            env=os.environ | {"FONTCONFIG_FILE": str(PRINT_FOLDER / "fonts.conf")},
        )
        return self._child

    def _ask(self, child: subprocess.Popen[bytes], document: bytes) -> tuple[bytes, int]:
        assert child.stdin is not None
        assert child.stdout is not None
        late = threading.Event()
        watch = threading.Timer(self._timeout, _give_up, (late, child))
        watch.daemon = True
        watch.start()
        try:
            self._hear_ready(child)
            send(child.stdin, DOCUMENT, document)
            kind, answer = receive(child.stdout)
        except (Ended, OSError):
            if late.is_set():
                self._end()
                raise Unprintable(
                    f"the document was not ready after {self._timeout:g} seconds"
                ) from None
            raise Ended from None
        finally:
            watch.cancel()
        return _opened(kind, answer)

    def _hear_ready(self, child: subprocess.Popen[bytes]) -> None:
        """Take the message by which a fresh process says that style and fonts are loaded."""
        assert child.stdout is not None
        if not self._ready:
            receive(child.stdout)
            self._ready = True

    def _end(self) -> None:
        child, self._child, self._ready = self._child, None, False
        if child is None:
            return
        for pipe in (child.stdin, child.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()
        try:
            child.wait(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _give_up(late: threading.Event, child: subprocess.Popen[bytes]) -> None:
    late.set()
    child.kill()


def counted(pdf: bytes, pages: int) -> bytes:
    """Return the body of an answer: how many pages the document has, then the PDF."""
    return pages.to_bytes(_COUNT) + pdf


def _opened(kind: bytes, answer: bytes) -> tuple[bytes, int]:
    if kind == DOCUMENT:
        return answer[_COUNT:], int.from_bytes(answer[:_COUNT])
    words = answer.decode("utf-8", "replace")
    if kind == REFUSED:
        raise Unprintable(words)
    raise RuntimeError(f"the process that makes PDFs failed: {words}")


def send(pipe: IO[bytes], kind: bytes, body: bytes) -> None:
    """Write one message and flush it."""
    pipe.write(len(body).to_bytes(4, "big") + kind + body)
    pipe.flush()


def receive(pipe: IO[bytes], most: int | None = None) -> tuple[bytes, bytes]:
    """Read one message, its kind and body; Ended when the other side has ended.

    And when it announces a body of more bytes than `most`.
    """
    head = _exactly(pipe, 5)
    size = int.from_bytes(head[:4], "big")
    if most is not None and size > most:
        raise Ended
    return head[4:], _exactly(pipe, size)


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    found = pipe.read(size)
    if len(found) < size:
        raise Ended
    return found
