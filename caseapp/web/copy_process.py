"""The parent's side of drawing files anew: a process of its own for each, watched and ended."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Final

from caseapp.rules.file_kinds import Copies
from caseapp.rules.values import RuleBroken, msgid
from caseapp.web.pdf_process import Ended, receive, send

_ROOT: Final = Path(__file__).resolve().parents[2]
#: Seconds after which a file is given up and its process killed.
TIMEOUT: Final = 40.0
#: Seconds that a file waits for the ones before it: each takes a second or two.
_QUEUE: Final = 60.0
#: Bytes of one copy, and of all copies of a file, that are taken from the process.
_ONE: Final = 4 << 20
_ALL: Final = 24 << 20

#: What the process says: a copy (the small picture first), the end with the number of pages, or
#: one of the words below.
COPY: Final = b"C"
DONE: Final = b"E"
REFUSED: Final = b"U"

DAMAGED: Final = "damaged"
REFUSALS: Final = {
    DAMAGED: msgid(
        "The file cannot be read: it is damaged, or not what it seems. Open it on your device, "
        "save it anew and send that"
    ),
    "pixels": msgid("The picture has too many pixels: take it with fewer, or save it smaller"),
    "locked": msgid("The PDF is locked with a password: save it without one, or scan the paper"),
    "memory": msgid(
        "The file takes too much memory to show: save it smaller, or scan fewer pages at once"
    ),
    "time": msgid("The file takes too long to show: save it smaller, or scan fewer pages at once"),
    "busy": msgid("Other files are being read just now: send it once more in a minute"),
}
"""Why a file is not taken, in words for people."""

_turn: Final = threading.Lock()


def copies_of(kind: str, content: bytes, *, timeout: float = TIMEOUT) -> Copies:
    """Draw a picture or PDF anew, outside this process; RuleBroken when it cannot be.

    One file at a time: what a hostile file may take of the machine is taken once.
    """
    if not _turn.acquire(timeout=_QUEUE):
        raise _refusal("busy")
    try:
        return _drawn(kind, content, timeout)
    finally:
        _turn.release()


def _refusal(word: str) -> RuleBroken:
    return RuleBroken(REFUSALS.get(word, REFUSALS[DAMAGED]), field="file")


def _drawn(kind: str, content: bytes, timeout: float) -> Copies:
    # Nothing of ours goes along: neither the environment, which may name the database and its
    # password, nor an open file. The package is found from the working folder.
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "caseapp.web.copy_renderer", kind],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env={},
    )
    late = threading.Event()
    watch = threading.Timer(timeout, _give_up, (late, child))
    watch.daemon = True
    watch.start()
    try:
        assert child.stdin is not None
        assert child.stdout is not None
        send(child.stdin, COPY, content)
        return _received(child.stdout)
    except (Ended, OSError):
        raise _refusal("time" if late.is_set() else DAMAGED) from None
    finally:
        watch.cancel()
        child.kill()
        child.communicate()


def _give_up(late: threading.Event, child: subprocess.Popen[bytes]) -> None:
    late.set()
    child.kill()


def _received(pipe: IO[bytes]) -> Copies:
    """Take the copies; what the process says is believed no further than that it is a JPEG."""
    copies: list[bytes] = []
    while True:
        kind, body = receive(pipe, _ONE)
        if kind == REFUSED:
            raise _refusal(body.decode("ascii", "replace"))
        if kind == DONE:
            break
        if not body.startswith(b"\xff\xd8\xff") or sum(map(len, copies)) + len(body) > _ALL:
            raise Ended
        copies.append(body)
    pages = int.from_bytes(body[:4], "big")
    if len(copies) < 2 or not len(copies) - 1 <= pages < 1 << 31:  # noqa: PLR2004 - small one and a page
        raise Ended
    return Copies(copies[0], tuple(copies[1:]), pages)
