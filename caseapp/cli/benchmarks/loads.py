"""Two hundred officers, prints and an import at once, against one officer alone: the list's p95."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from flask import url_for

from caseapp.casework.accounts import NewAccount, add_account
from caseapp.cli.benchmarks.batches import p95
from caseapp.cli.benchmarks.pages import PASSWORD
from caseapp.cli.benchmarks.places import NOW, copy_of, demo_city
from caseapp.cli.benchmarks.serving import ROOT, Browser, served, told
from caseapp.cli.benchmarks.summaries import timed
from caseapp.rules.access import Role, operator
from caseapp.rules.units import territory
from caseapp.upkeep.bench.measure import CLOCK, Ratio
from caseapp.upkeep.bench.workbook import write_workbook

_LIMIT: Final = 3.0
_GUARD: Final = 50.0
"""Milliseconds that the list's p95 stays under, by the goal; told beside the ratio."""
_PRINTS: Final = 0.02
_LISTS: Final = 0.6
_LOOKS: Final = 200
_CASE: Final = re.compile(r'href="(/cases/[0-9A-Z-]+)"')


@dataclass
class Tally:
    """What the officers met: milliseconds by kind of page, and answers that were none."""

    times: dict[str, list[float]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, browser: Browser, kind: str, page: str) -> None:
        """Open a page; note how long it took, or that it was refused."""
        found: list[int] = []
        took = timed(lambda: found.append(browser.ask(page)[0]))
        with self.lock:
            self.times.setdefault(kind, []).append(took)
            if found != [200]:
                self.faults.append(f"{page}: {found}")


@dataclass(frozen=True)
class Day:
    """How hard the city works: officers, seconds between clicks, seconds in all, rows imported."""

    officers: int = 200
    think: float = 10.0
    seconds: float = 60.0
    rows: int = 100_000


USUAL: Final = Day()


def measure(children: int, day: Day = USUAL) -> Ratio:
    """Measure a real server by the clock; its clients run on the same processors."""
    with demo_city(children) as city, copy_of(city) as app:
        names = _officers(day.officers)
        with app.test_request_context():
            page = url_for("reports.index")
        instance = Path(app.instance_path)
        with served(instance) as (_, port):
            browsers = _signed_in(port, names)
            alone = Tally()
            for _ in range(_LOOKS):
                time.sleep(0.02)
                alone.ask(browsers[0], "list", page)
            busy, imported = _busy_day(instance, browsers, day, page)
    return _ratio(children, day, (alone, busy), imported)


def _ratio(children: int, day: Day, tallies: tuple[Tally, Tally], imported: float) -> Ratio:
    alone, busy = tallies
    if faults := alone.faults + busy.faults:
        raise RuntimeError(f"{len(faults)} pages were refused, the first: {faults[0]}")
    slowest = p95(busy.times["list"])
    over = f"the list's p95 is {slowest:.0f} ms, goal {_GUARD:g} ms"
    return Ratio(
        "load",
        f"the list's p95 with {day.officers} officers, {day.think:g} s between clicks, "
        f"{children:,} children, prints and an import beside it",
        "the same with one officer and nothing else",
        slowest,
        p95(alone.times["list"]),
        _LIMIT,
        {
            "pages": sum(len(times) for times in busy.times.values()),
            "prints": len(busy.times.get("print", ())),
            "import took, s": round(imported, 1),
            "p95 of each, ms": {
                kind: round(p95(times)) for kind, times in busy.times.items() if len(times) > 1
            },
        },
        unit=CLOCK,
        missed=(over,) if slowest > _GUARD else (),
    )


def _officers(number: int) -> list[str]:
    """Give the wards officers in turn; return their names."""
    units = territory().units.values()
    wards = sorted(unit.code for unit in units if unit.until is None and unit.parent)
    names = [f"do.kiem{count}" for count in range(number)]
    for count, name in enumerate(names):
        ward = wards[count % len(wards)]
        account = NewAccount(name, "Người Đo", PASSWORD, Role.OFFICER, ward, handed_over=False)
        add_account(operator(production=False), account, now=NOW)
    return names


def _signed_in(port: int, names: Sequence[str]) -> list[Browser]:
    browsers = [Browser(port) for _ in names]
    for browser, name in zip(browsers, names, strict=True):
        browser.sign_in(name, PASSWORD)
    return browsers


def _busy_day(
    instance: Path, browsers: Sequence[Browser], day: Day, page: str
) -> tuple[Tally, float]:
    """Let all officers click while registers are imported; return what they met."""
    tally = Tally()
    end = time.monotonic() + day.seconds

    def work(number: int) -> None:
        chance = random.Random(number)  # noqa: S311 - the same clicks each time
        browser = browsers[number]
        case = _first_case(browser)
        time.sleep(chance.random() * day.think)
        while time.monotonic() < end:
            tally.ask(browser, *_click(chance, page, case))
            time.sleep(day.think * (0.5 + chance.random()))

    with ThreadPoolExecutor(len(browsers) + 1) as pool:
        importing = pool.submit(_import, instance, day.rows)
        for done in [pool.submit(work, number) for number in range(len(browsers))]:
            done.result()
        return tally, importing.result()


def _first_case(browser: Browser) -> str:
    """Return the page of a case of the officer's ward, '' where it has none."""
    found = _CASE.search(browser.ask("/cases")[1].decode())
    return found.group(1) if found else ""


def _click(chance: random.Random, page: str, case: str) -> tuple[str, str]:
    """Choose what an officer opens next: two in a hundred print."""
    drawn = chance.random()
    if drawn < _PRINTS and case:
        return "print", f"{case}/summary.pdf"
    if drawn < _LISTS:
        return "list", page
    others = [("cases", "/cases"), ("search", "/children?q=nguyen+an"), ("home", "/")]
    return chance.choice([*others, ("case", case)] if case else others)


def _import(instance: Path, rows: int) -> float:
    """Import a workbook into the instance while it is served; return the seconds that it took."""
    with tempfile.TemporaryDirectory(prefix="caseapp-bench-") as folder:
        path = Path(folder) / "register.xlsx"
        write_workbook(path, rows)
        order = [sys.executable, "-m", "caseapp", "import", str(path)]
        took = timed(
            lambda: subprocess.run(  # noqa: S603 - our own interpreter and words
                order, env=told(instance), cwd=ROOT, stdout=subprocess.DEVNULL, check=True
            )
        )
    return took / 1000
