"""The memory of the serving process against that of a bare Flask application, served alike."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

from caseapp.cli.benchmarks.places import new_instance
from caseapp.cli.benchmarks.serving import free_port, served
from caseapp.upkeep.bench.measure import Ratio

_LIMIT: Final = 2.5
_LOOKS: Final = 200

_BARE: Final = "import sys"
_LIBRARIES: Final = """
import sys
import argon2, cryptography.hazmat.primitives.ciphers.aead, flask_babel, flask_login
import flask_sqlalchemy, flask_wtf, sqlalchemy.dialects.sqlite.pysqlite, sqlalchemy.orm
import sqlcipher3.dbapi2
"""
"""What every page needs: kept rows, the encrypted file, seals, sign-in, forms, two languages."""
_SERVED: Final = """
from flask import Flask
from waitress import create_server
app = Flask("bare")
app.route("/sign-in")(lambda: "bare")
server = create_server(app, host="127.0.0.1", port=int(sys.argv[1]), threads=8)
print("ready", flush=True)
server.run()
"""


def measure(children: int) -> Ratio:
    """Measure what each holds (VmRSS) after the same pages; worker and PDF are not counted."""
    del children
    with new_instance() as app, served(Path(app.instance_path), worker=False) as (process, port):
        ours = _held(process.pid, port)
    bare, floor = (_held_bare(imports) for imports in (_BARE, _LIBRARIES))
    return Ratio(
        "memory",
        f"the serving process after {_LOOKS} pages",
        "a bare Flask application by the same server",
        ours,
        bare,
        _LIMIT,
        {"the bare one with the libraries that every page needs, MB": round(floor, 1)},
        unit="MB",
    )


def _held_bare(imports: str) -> float:
    with _bare(imports) as (process, port):
        return _held(process.pid, port)


def _held(pid: int, port: int) -> float:
    """Return the megabytes that a process holds, once it has answered."""
    for _ in range(_LOOKS):
        line = HTTPConnection("127.0.0.1", port, timeout=60)
        line.request("GET", "/sign-in")
        assert line.getresponse().status == 200  # noqa: PLR2004
        line.close()
    told = Path(f"/proc/{pid}/status").read_text("ascii").partition("VmRSS:")[2]
    return int(told.split()[0]) / 1024


@contextmanager
def _bare(imports: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    port = free_port()
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and words
        [sys.executable, "-c", imports + _SERVED, str(port)], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    try:
        yield process, port
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()
