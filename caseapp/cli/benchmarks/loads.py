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
_LOOKED_FOR: Final = {"q": "nguyen an"}
_CASE: Final = re.compile(r'href="(/cases/[0-9A-Z-]+)"')


Span = tuple[float, float]
"""From one second to another, by the clock that only runs on."""


@dataclass
class Tally:
    """What the officers met: milliseconds by kind of page, and answers that were none."""

    times: dict[str, list[float]] = field(default_factory=dict)
    asked: dict[str, list[float]] = field(default_factory=dict)  # at which second, beside `times`
    faults: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, browser: Browser, kind: str, page: str) -> None:
        """Open a page, or search on it; note how long it took, or that it was refused."""
        found: list[int] = []
        at = time.monotonic()
        if kind == "search":
            took = timed(lambda: found.append(browser.search(page, _LOOKED_FOR)[0]))
        else:
            took = timed(lambda: found.append(browser.ask(page)[0]))
        with self.lock:
            self.times.setdefault(kind, []).append(took)
            self.asked.setdefault(kind, []).append(at)
            if found != [200]:
                self.faults.append(f"{page}: {found}")

    def within(self, kind: str, span: Span) -> list[float]:
        """Return how long the pages of a kind took that were asked for in a span of time."""
        pairs = zip(self.asked.get(kind, ()), self.times.get(kind, ()), strict=True)
        return [took for at, took in pairs if span[0] <= at <= span[1]]


@dataclass(frozen=True)
class Officer:
    """An officer's browser, and the page of a case of the ward ('' where it has none)."""

    browser: Browser
    case: str


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
        with tempfile.TemporaryDirectory(prefix="caseapp-bench-") as folder:
            register = Path(folder) / "register.xlsx"
            write_workbook(register, day.rows)  # beforehand: it would slow down the clients
            with served(instance) as (_, port):
                officers = _signed_in(port, names)
                alone = Tally()
                for _ in range(_LOOKS):
                    time.sleep(0.02)
                    alone.ask(officers[0].browser, "list", page)
                busy, imported = _busy_day(instance, officers, day, (page, register))
    return _ratio(children, day, (alone, busy), imported)


def _ratio(children: int, day: Day, tallies: tuple[Tally, Tally], imported: Span) -> Ratio:
    alone, busy = tallies
    if faults := alone.faults + busy.faults:
        raise RuntimeError(f"{len(faults)} pages were refused, the first: {faults[0]}")
    slowest = p95(busy.times["list"])
    meanwhile = busy.within("list", imported)
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
            "import took, s": round(imported[1] - imported[0], 1),
            "lists during the import": len(meanwhile),
            "their p95, ms": round(p95(meanwhile)) if len(meanwhile) > 1 else None,
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


def _signed_in(port: int, names: Sequence[str]) -> list[Officer]:
    """Sign everybody in, one after the other; each looks for a case of the ward to work on."""
    officers = []
    for name in names:
        browser = Browser(port)
        browser.sign_in(name, PASSWORD)
        found = _CASE.search(browser.ask("/cases")[1].decode())
        officers.append(Officer(browser, found.group(1) if found else ""))
    return officers


def _busy_day(
    instance: Path, officers: Sequence[Officer], day: Day, asked: tuple[str, Path]
) -> tuple[Tally, Span]:
    """Let all officers click while a register is imported; return what they met, and how long.

    `asked` are the page of the list and the register.
    """
    tally, page = Tally(), asked[0]
    end = time.monotonic() + day.seconds

    def work(number: int) -> None:
        chance = random.Random(number)  # noqa: S311 - the same clicks each time
        officer = officers[number]
        time.sleep(chance.random() * day.think)
        while time.monotonic() < end:
            tally.ask(officer.browser, *_click(chance, page, officer.case))
            time.sleep(day.think * (0.5 + chance.random()))

    with ThreadPoolExecutor(len(officers) + 1) as pool:
        importing = pool.submit(_import, instance, asked[1])
        for done in [pool.submit(work, number) for number in range(len(officers))]:
            done.result()
        return tally, importing.result()


def _click(chance: random.Random, page: str, case: str) -> tuple[str, str]:
    """Choose what an officer opens next: two in a hundred print."""
    drawn = chance.random()
    if drawn < _PRINTS and case:
        return "print", f"{case}/summary.pdf"
    if drawn < _LISTS:
        return "list", page
    others = [("cases", "/cases"), ("search", "/children/search"), ("home", "/")]
    return chance.choice([*others, ("case", case)] if case else others)


def _import(instance: Path, register: Path) -> Span:
    """Import a workbook into the instance while it is served; return from when to when."""
    order = [sys.executable, "-m", "caseapp", "import", str(register)]
    begun = time.monotonic()
    subprocess.run(  # noqa: S603 - our own interpreter and words
        order, env=told(instance), cwd=ROOT, stdout=subprocess.DEVNULL, check=True
    )
    return begun, time.monotonic()
