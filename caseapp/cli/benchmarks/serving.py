"""A real server on an instance to measure, and browsers of officers that speak to it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from caseapp.cli.benchmarks.places import NOW

ROOT: Final = Path(__file__).resolve().parents[3]
"""Where `python -m caseapp` runs."""
_TOKEN: Final = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def told(instance: Path) -> dict[str, str]:
    """Return the environment by which a command opens the measured instance."""
    moment = NOW.isoformat()
    own = {"CASEAPP_ENV": "test", "CASEAPP_INSTANCE": str(instance), "CASEAPP_NOW": moment}
    return os.environ | own


@contextmanager
def served(instance: Path, *, worker: bool = True) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Run `caseapp serve`; yield its process and port once it takes lines."""
    port = free_port()
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and words
        [sys.executable, "-m", "caseapp", "serve", *(() if worker else ("--no-worker",))],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=told(instance) | {"CASEAPP_PORT": str(port)},
    )
    assert process.stdout is not None
    if not process.stdout.readline():
        raise RuntimeError("the server did not start")
    try:
        yield process, port
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


@dataclass
class Browser:
    """One officer's browser: cookies, no pictures, a line for each request."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def ask(self, page: str, form: dict[str, str] | None = None) -> tuple[int, bytes]:
        """Open a page, or send a form to it; return status and body.

        The token of the first page's forms is remembered: it holds for the whole session.
        """
        status, content, _ = self._asked(page, form)
        if not self.token and (found := _TOKEN.search(content.decode("utf-8", "replace"))):
            self.token = found.group(1)
        return status, content

    def search(self, page: str, form: dict[str, str]) -> tuple[int, bytes]:
        """Send what is looked for to a page's search, and open the page that it leads to."""
        token = {"csrf_token": self.token}
        status, content, location = self._asked(page, token | form)
        return self.ask(location) if location else (status, content)

    def _asked(self, page: str, form: dict[str, str] | None) -> tuple[int, bytes, str]:
        line = HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            line.request("GET" if body is None else "POST", page, body, headers)
            answer = line.getresponse()
            content = answer.read()
        finally:
            line.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            self.cookies.update({n: m.value for n, m in SimpleCookie(cookie).items()})
        return answer.status, content, answer.headers.get("Location", "")

    def sign_in(self, username: str, password: str) -> None:
        """Sign in as an account whose password was given to nobody else."""
        self.ask("/sign-in")
        form = {"csrf_token": self.token, "username": username, "password": password}
        status, _ = self.ask("/sign-in", form)
        self.token = ""  # that one was nobody's
        if status != 302:  # noqa: PLR2004
            raise RuntimeError(f"{username} could not sign in: {status}")
