"""`caseapp serve`: where it listens, what runs beside it, and what its process never holds."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from waitress import create_server, wasyncore

from caseapp.cli import serving
from caseapp.cli.listening import OPTIONS, Channel
from tests.cli.shell import Shell, refused
from tests.factories.house import NOW, House
from tests.factories.web import PASSWORD, make_user, post_case, post_report, sign_in
from tests.house.tree import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from wsgiref.types import StartResponse

_LARGE = {
    "PIL", "alembic", "caseapp.statistics.disclosure.counts", "caseapp.upkeep.demo", "highspy",
    "markdown_it",
    "numpy", "openpyxl", "pypdfium2", "python_calamine", "segno", "sqlite_utils", "weasyprint",
}  # fmt: skip
"""What makes releases, workbooks, pictures, prints and steps of the schema: no work of a page."""

_SERVED = """
import json, sys
from caseapp.app import create_app
from caseapp.cli import serving
from caseapp.cli.opening import settings_for
from caseapp.upkeep import instance

app = create_app(settings_for())
with app.app_context():
    instance.require_fit(settings_for())
app.config["WTF_CSRF_ENABLED"] = False
browser = app.test_client()
browser.post("/sign-in", data={"username": sys.argv[1], "password": sys.argv[2]})
pages = [*sys.argv[3:], browser.post("/children/search", data={"q": "lan"}).location]
told = [browser.get(page).status_code for page in pages]
print(json.dumps([told, list(sys.modules)]))
"""


@pytest.mark.parametrize(("words", "worker"), [((), {"worker": "ended"}), (("--no-worker",), {})])
def test_serve_listens_where_it_is_told(
    opened: Shell, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], worker: dict[str, str]
) -> None:
    heard: dict[str, object] = {}
    server = SimpleNamespace(run=lambda: heard.update(ran=True))

    def made(_app: object, sockets: list[socket.socket], **how: object) -> SimpleNamespace:
        with sockets[0] as listener:
            heard.update(how, at=listener.getsockname())
        return server

    monkeypatch.setattr(serving, "create_server", made)
    monkeypatch.setattr(serving.PRINTER, "start", lambda: heard.update(printer="on"))
    monkeypatch.setattr(serving.PRINTER, "stop", lambda: heard.update(stopped=True))
    monkeypatch.setattr(serving.gc, "freeze", lambda: None)
    beside = SimpleNamespace(
        start=lambda: heard.update(worker="on"), stop=lambda: heard.update(worker="ended")
    )
    monkeypatch.setattr(serving, "WorkerProcess", lambda _settings: beside)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    opened.setting(CASEAPP_PORT=str(port))
    served = opened("serve", *words)
    assert (served.status, served.out) == (0, f"http://127.0.0.1:{port}\n")
    assert heard == {
        "at": ("127.0.0.1", port), "threads": 8, "ident": "caseapp",
        "printer": "on", "ran": True, "stopped": True, **OPTIONS, **worker,
    }  # fmt: skip
    assert server.channel_class is Channel


def test_an_answer_in_hand_is_finished_when_the_machine_asks_for_an_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`systemctl stop` sends SIGTERM: who has just pressed Save still hears that it is saved."""
    ending = threading.Event()

    def saves(_environ: object, start: StartResponse) -> Iterator[bytes]:
        os.kill(os.getpid(), signal.SIGTERM)
        assert ending.wait(30)
        start("200 OK", [("Content-Length", "5")])
        yield b"saved"

    listener = socket.create_server(("127.0.0.1", 0))
    channels: dict[int, object] = {}
    server = create_server(saves, map=channels, sockets=[listener], threads=1)
    threads = server.task_dispatcher
    ends = threads.set_thread_count
    monkeypatch.setattr(threads, "set_thread_count", lambda count: (ending.set(), ends(count)))
    reader = http.client.HTTPConnection(*listener.getsockname())
    answers: list[bytes] = []

    def post() -> None:
        reader.request("POST", "/")
        answers.append(reader.getresponse().read())

    other = threading.Thread(target=post)
    before = signal.getsignal(signal.SIGTERM)
    other.start()
    serving._until_told(server)
    other.join()
    wasyncore.close_all(channels)
    reader.close()
    assert answers == [b"saved"]
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_port_in_use_is_told_in_one_line(opened: Shell) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        opened.setting(CASEAPP_PORT=port)
        refused(opened("serve"), port, "CASEAPP_PORT")


def test_pages_are_served_without_what_makes_releases_and_workbooks(house: House) -> None:
    """Each weighs 1 to 10 MB, and would be held by the server for as long as it runs."""
    name = make_user(house, "officer")
    officer = sign_in(house, name)
    case = post_case(officer, post_report(officer))
    pages = ["/", "/reports", "/cases", f"/cases/{case}"]
    told = {"CASEAPP_ENV": "test", "CASEAPP_INSTANCE": str(house.path)}
    words = [sys.executable, "-c", _SERVED, name, PASSWORD, *pages]
    environ = os.environ | told | {"CASEAPP_NOW": NOW.isoformat()}
    answer = subprocess.run(words, cwd=ROOT, env=environ, capture_output=True, check=True)
    statuses, held = json.loads(answer.stdout)
    assert statuses == [200] * (len(pages) + 1)
    assert _LARGE & set(held) == set()
    assert {"caseapp.web.statistics.routes", "caseapp.exchange.import_jobs"} <= set(held)


def test_all_threads_take_memory_from_one_heap(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    glibc = SimpleNamespace(mallopt=lambda *words: told.append(words))
    monkeypatch.setattr(serving.ctypes, "CDLL", lambda _name: glibc)
    serving._share_one_heap()
    assert told == [(-8, 1)]
    monkeypatch.setattr(serving.ctypes, "CDLL", lambda _name: SimpleNamespace())
    serving._share_one_heap()  # another C library
    assert len(told) == 1
