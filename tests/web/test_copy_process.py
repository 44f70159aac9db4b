"""Files are drawn anew outside the web's process, which believes little of what comes back."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from typing import Any

import pytest

from caseapp.rules.values import RuleBroken
from caseapp.web import copy_process
from caseapp.web.copy_process import COPY, DONE, REFUSALS, REFUSED, copies_of
from caseapp.web.pdf_process import Ended, send
from tests.factories.files import paper, photo, picture, vast

FAKE = "import sys; sys.stdin.buffer.read(5); "


def replaced(monkeypatch: pytest.MonkeyPatch, code: str) -> list[dict[str, Any]]:
    """Let a script stand for the renderer; return what each process was started with."""
    real, started = subprocess.Popen, []

    def popen(_command: list[str], **more: Any) -> Any:
        started.append(more)
        return real([sys.executable, "-c", code], **more)

    monkeypatch.setattr(copy_process.subprocess, "Popen", popen)
    return started


def test_a_file_comes_back_as_copies() -> None:
    copies = copies_of("pdf", paper(2))
    assert (len(copies.shown), copies.pages) == (2, 2)
    assert copies_of("jpeg", photo()).pages == 1
    assert "JFIF" not in repr(copies)  # a fault's report must hold no picture


def test_the_process_gets_nothing_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEAPP_DATABASE_URL", "postgresql+psycopg://caseapp:secret@/caseapp")
    code = (
        "import os; assert not any('CASEAPP' in n for n in os.environ), 'told'; "
        "from caseapp.web.copy_renderer import main; import sys; sys.argv[1:] = ['jpeg']; main()"
    )
    started = replaced(monkeypatch, code)
    assert copies_of("jpeg", photo()).pages == 1
    assert started[0]["env"] == {}


def test_the_process_may_not_write_a_file_nor_leave_a_core(monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import resource, sys\n"
        "from caseapp.web import copy_renderer as r\n"
        "def answer(kind, content, out):\n"
        "    bounds = [resource.getrlimit(n)[1] for n in (resource.RLIMIT_FSIZE,\n"
        "        resource.RLIMIT_CORE, resource.RLIMIT_AS, resource.RLIMIT_CPU)]\n"
        "    good = bounds[:2] == [0, 0] and min(bounds[2:]) > 0\n"
        "    r.send(out, r.REFUSED, b'busy' if good else b'damaged')\n"
        "r.answer = answer; sys.argv[1:] = ['jpeg']; r.main()\n"
    )
    replaced(monkeypatch, code)
    with pytest.raises(RuleBroken, match="in a minute"):
        copies_of("jpeg", photo())


@pytest.mark.parametrize(
    ("kind", "content", "word"),
    [("png", vast(60_000, 60_000), "pixels"), ("jpeg", picture()[:-100], "damaged")],
)
def test_refusals_are_words_beside_the_file(kind: str, content: bytes, word: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        copies_of(kind, content)
    assert (refused.value.message, refused.value.field) == (REFUSALS[word], "file")


def test_a_process_that_takes_too_long_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    replaced(monkeypatch, "import time; time.sleep(600)")
    with pytest.raises(RuleBroken, match="takes too long"):
        copies_of("jpeg", photo(), timeout=0.5)


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.abort()",
        FAKE + "sys.stdout.buffer.write(b'\\xff\\xff\\xff\\xffC')",
        FAKE + "sys.stdout.buffer.write(b'\\0\\0\\0\\4C<svg')",
        FAKE + "sys.stdout.buffer.write(b'\\0\\0\\0\\4E\\0\\0\\0\\1')",
    ],
    ids=["died", "endless", "no picture", "no copies"],
)
def test_a_process_that_breaks_is_a_damaged_file(
    monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    replaced(monkeypatch, code)
    with pytest.raises(RuleBroken) as refused:
        copies_of("jpeg", photo())
    assert refused.value.message == REFUSALS["damaged"]


def test_who_waits_too_long_is_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copy_process, "_QUEUE", 0.01)
    with copy_process._turn, pytest.raises(RuleBroken, match="in a minute"):
        copies_of("jpeg", photo())


def test_no_more_copies_are_taken_than_a_file_may_have() -> None:
    pipe = BytesIO()
    for _ in range(8):
        send(pipe, COPY, b"\xff\xd8\xff" + bytes((4 << 20) - 3))
    send(pipe, DONE, (7).to_bytes(4, "big"))
    pipe.seek(0)
    with pytest.raises(Ended):
        copy_process._received(pipe)
    pipe = BytesIO()
    send(pipe, REFUSED, b"a word of its own")
    pipe.seek(0)
    with pytest.raises(RuleBroken, match="cannot be read"):
        copy_process._received(pipe)
