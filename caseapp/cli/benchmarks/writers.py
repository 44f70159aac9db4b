"""Sixteen writers on one instance: who wrote most against who wrote least, and the longest wait."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

import click

from caseapp.cli.benchmarks.places import NOW, new_instance
from caseapp.cli.benchmarks.serving import ROOT, told
from caseapp.upkeep.bench.measure import Ratio
from caseapp.upkeep.bench.reports import kept_codes

WRITERS: Final = 16
_SECONDS: Final = 4.0
_LIMIT: Final = 2.0
_LONGEST: Final = 0.5
"""Seconds that a write may wait, by the goal; told beside the ratio."""


def measure(children: int, writers: int = WRITERS, seconds: float = _SECONDS) -> Ratio:
    """Let processes log reports for some seconds; RuntimeError for a lost or doubled report."""
    del children
    with new_instance() as app:
        wrote = _race(Path(app.instance_path), writers, seconds)
        kept = kept_codes(NOW)
    acknowledged = [code for one in wrote for code in one["codes"]]
    if sorted(acknowledged) != sorted(kept):
        raise RuntimeError(f"{len(acknowledged)} reports were acknowledged, {len(kept)} are kept")
    numbers = [len(one["codes"]) - 1 for one in wrote]
    longest = max(one["longest"] for one in wrote)
    waited = f"a write waited {longest:.2f} s, goal {_LONGEST:g} s"
    return Ratio(
        "writers",
        f"reports of the writer of {writers} that logged most in {seconds:g} s",
        "reports of the one that logged least",
        max(numbers),
        min(numbers),
        _LIMIT,
        {"reports in all": sum(numbers), "longest wait, s": round(longest, 2)},
        unit="reports",
        missed=(waited,) if longest > _LONGEST else (),
    )


def _race(instance: Path, writers: int, seconds: float) -> list[dict[str, Any]]:
    """Start the writers, let all go at once, and return what each tells."""
    running = [
        subprocess.Popen(  # noqa: S603 - our own interpreter and words
            [sys.executable, "-c", _WRITER, str(seconds), str(number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=told(instance),
            cwd=ROOT,
        )
        for number in range(writers)
    ]
    for one in running:
        assert one.stdout is not None
        one.stdout.readline()
    start = str(time.time() + 0.5).encode()
    for one in running:
        assert one.stdin is not None
        one.stdin.write(start + b"\n")
        one.stdin.flush()
    answers = [one.communicate()[0] for one in running]
    if any(one.returncode for one in running):
        raise RuntimeError("a writer was refused")
    return [json.loads(answer) for answer in answers]


_WRITER: Final = """
import sys
from caseapp.cli.benchmarks.writers import write_on
write_on(float(sys.argv[1]), int(sys.argv[2]))
"""


def write_on(seconds: float, number: int) -> None:
    """Log reports in this process from the moment told on its input; tell which, and the waits."""
    from caseapp.app import standing_in  # noqa: PLC0415 - of a writer's process alone
    from caseapp.casework.reports import log_report  # noqa: PLC0415
    from caseapp.cli.benchmarks.writes import TOLD, officer  # noqa: PLC0415
    from caseapp.cli.opening import settings_for  # noqa: PLC0415

    with standing_in(settings_for()):
        told_to = {**TOLD, "child_name": f"Trẻ Thử {number}"}
        codes, longest = [log_report(officer(), told_to, now=NOW)], 0.0  # not counted: it warms up
        gc.freeze()  # as a server does: a collection walks what came since, not all that was loaded
        click.echo("ready")
        start = float(sys.stdin.readline())
        time.sleep(max(0.0, start - time.time()))
        while (begun := time.time()) < start + seconds:
            codes.append(log_report(officer(), told_to, now=NOW))
            longest = max(longest, time.time() - begun)
    click.echo(json.dumps({"codes": codes, "longest": longest}))
