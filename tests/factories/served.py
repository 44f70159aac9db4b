"""A real server in a process of its own, and a browser that speaks to it over the line."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from caseapp.config import Settings
from tests.factories.web import PASSWORD, token_in

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


class Server:
    """`caseapp serve` on an instance; what it prints goes to a file beside it."""

    def __init__(self, settings: Settings, said: Path, **more: str) -> None:
        self.port, self.said = free_port(), said
        self.environ = {
            **os.environ,
            "CASEAPP_INSTANCE": str(settings.instance),
            "CASEAPP_ENV": settings.environment,
            "CASEAPP_NOW": settings.now().isoformat(),
            "CASEAPP_PORT": str(self.port),
            "PYTHONPATH": str(ROOT),
            **({"CASEAPP_DATABASE_URL": settings.database_url} if settings.database_url else {}),
            **more,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and come back when it answers."""
        with self.said.open("ab") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "caseapp", "serve"],
                cwd=ROOT, env=self.environ, stdout=out, stderr=out, start_new_session=True,
            )  # fmt: skip
        for _ in range(1200):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            if self._process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(self.said.read_text("utf-8", errors="replace"))

    def files(self) -> list[str]:
        """Return the files that it holds open, also those that bear no name any more."""
        assert self._process is not None
        held = Path(f"/proc/{self._process.pid}/fd").iterdir()
        return [str(link.readlink()) for link in held if link.is_symlink()]

    def end(self, by: int = signal.SIGTERM) -> None:
        """End it: SIGKILL leaves it no moment for anything, its PDF process goes along."""
        assert self._process is not None
        self._process.send_signal(by)
        self._process.wait(timeout=60)
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)


@dataclass
class Answer:
    """What came back, whole."""

    status: int
    location: str
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", errors="replace")


@dataclass
class Caller:
    """A browser without pictures: cookies, and the token of the forms."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> Answer:
        """Send one request on a line of its own; OSError or HTTPException when it breaks."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{n}={v}" for n, v in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode({"csrf_token": self.token, **form})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            line.request(method, path, body, headers)
            found = line.getresponse()
            answer = Answer(found.status, found.getheader("Location") or "", found.read())
            for value in found.headers.get_all("Set-Cookie") or []:
                self.cookies.update({n: m.value for n, m in SimpleCookie(value).items()})
        finally:
            line.close()
        return answer

    def get(self, path: str) -> Answer:
        """Open a page, and keep the token of its forms."""
        answer = self.ask("GET", path)
        with suppress(AssertionError):
            self.token = token_in(answer.text)
        return answer

    def sign_in(self, username: str) -> Caller:
        """Sign in; the token of forms is that of a page behind the door."""
        self.get("/sign-in")
        answer = self.ask("POST", "/sign-in", {"username": username, "password": PASSWORD})
        assert answer.status == 302, answer.text
        self.get("/account")
        return self
