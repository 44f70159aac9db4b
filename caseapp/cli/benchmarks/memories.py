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

_BARE: Final = """
import sys
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
    with _bare() as (process, port):
        bare = _held(process.pid, port)
    return Ratio(
        "memory",
        f"the serving process after {_LOOKS} pages",
        "a bare Flask application by the same server",
        ours,
        bare,
        _LIMIT,
        unit="MB",
    )


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
def _bare() -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    port = free_port()
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and words
        [sys.executable, "-c", _BARE, str(port)], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    try:
        yield process, port
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()
