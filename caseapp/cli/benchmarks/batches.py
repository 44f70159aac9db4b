"""The list page while the worker prints 200 forms, against the same page with nothing beside it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import quantiles
from typing import Final

from flask import Flask, url_for

from caseapp.casework import jobs
from caseapp.casework.print_batches import ask_batch, find_papers
from caseapp.casework.reports import log_report
from caseapp.cli.benchmarks.pages import WHO, fetch, officer_of
from caseapp.cli.benchmarks.places import NOW, new_instance
from caseapp.cli.benchmarks.summaries import timed
from caseapp.cli.opening import who_acts
from caseapp.rules.access import Actor
from caseapp.rules.forms.answers import Value
from caseapp.rules.job_states import DONE
from caseapp.rules.print_batches import Batch
from caseapp.rules.values import local_day
from caseapp.upkeep.bench.measure import CLOCK, Ratio

_ROOT: Final = Path(__file__).resolve().parents[3]
_LIMIT: Final = 1.5
_WARD: Final = "31135"
_PAUSE: Final = 0.02
"""Seconds between two looks at the list, as an officer is no machine."""


def measure(children: int, forms: int = 200) -> Ratio:
    """Measure the slowest twentieth (p95) of the list page, alone and while the worker prints."""
    del children
    with new_instance() as app:
        client = officer_of(app, _WARD)
        actor = who_acts(app.extensions["caseapp.settings"], WHO)
        _log(actor, forms)
        with app.test_request_context():
            page = url_for("reports.index")

        def look() -> float:
            time.sleep(_PAUSE)
            return timed(lambda: fetch(client, page))

        for _ in range(10):
            look()
        alone = [look() for _ in range(forms)]
        beside, printed = _while_printing(app, actor, look)
    return Ratio(
        "batch",
        f"the list page's p95 while the worker prints {printed} forms",
        "the same page's p95 with nothing beside it",
        p95(beside),
        p95(alone),
        _LIMIT,
        {"looks": len(beside), "forms": printed},
        unit=CLOCK,
    )


def p95(times: list[float]) -> float:
    """Return what nineteen of twenty times stay under."""
    return quantiles(times, n=20)[-1]


def _log(actor: Actor, number: int) -> None:
    for count in range(number):
        told: dict[str, Value] = {
            "received_at": NOW - timedelta(minutes=count + 1),
            "channel": "phone",
            "event_area": _WARD,
            "child_name": f"Trẻ Thử {count}",
            "child_state": "Có vết bầm ở tay",
        }
        log_report(actor, told, now=NOW)


def _while_printing(app: Flask, actor: Actor, look: Callable[[], float]) -> tuple[list[float], int]:
    """Look at the page until the worker has printed Mẫu 01 of every report."""
    today = local_day(NOW)
    asked = Batch("01", int(_WARD), today - timedelta(days=1), today, "file")
    number = int(ask_batch(actor, asked, now=NOW))
    times: list[float] = []
    with _worker(app):
        while True:
            times += [look() for _ in range(10)]
            job = jobs.read_own(actor, number, now=NOW)
            if not job.is_open:
                break
    if job.state != DONE:
        raise RuntimeError(f"the worker did not print: {job.fault}")
    return times, len(find_papers(actor, asked, now=NOW))


@contextmanager
def _worker(app: Flask) -> Iterator[None]:
    """Run `caseapp work` on the instance, as serving does."""
    told = {
        "CASEAPP_ENV": "test",
        "CASEAPP_INSTANCE": app.instance_path,
        "CASEAPP_NOW": NOW.isoformat(),
    }
    child = subprocess.Popen(
        [sys.executable, "-m", "caseapp", "work", "--until-input-ends"],
        stdin=subprocess.PIPE,
        cwd=_ROOT,
        env=os.environ | told,
    )
    assert child.stdin is not None
    try:
        yield
    finally:
        child.stdin.close()
        child.wait()
