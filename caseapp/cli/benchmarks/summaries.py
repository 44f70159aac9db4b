"""The print of a case summary against bare WeasyPrint of the same HTML, both warm."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from statistics import median
from typing import Final

from caseapp.casework.case_list import list_cases
from caseapp.casework.printed import Printed, finish
from caseapp.cli.benchmarks.places import NOW, new_instance
from caseapp.rules.access import Actor, operator
from caseapp.rules.print_batches import SUMMARY
from caseapp.upkeep.bench.measure import CLOCK, Ratio
from caseapp.upkeep.demo.making import make_demo
from caseapp.web.papers import Asked, draw
from caseapp.web.pdf_process import DOCUMENT, PRINT_FOLDER, PdfProcess, receive, send

_WARM: Final = 1.1
_CHILDREN: Final = 300

_BARE: Final = """
import sys
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
fonts = FontConfiguration()
style = CSS(filename=sys.argv[1], font_config=fonts)
base, variant = sys.argv[2], sys.argv[3] or None
source, made = sys.stdin.buffer, sys.stdout.buffer
while size := int.from_bytes(source.read(5)[:4], "big"):
    html = source.read(size).decode()
    page = HTML(string=html, base_url=base)
    pdf = page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant=variant)
    made.write(len(pdf).to_bytes(4, "big") + b"D" + pdf)
    made.flush()
"""
"""WeasyPrint as its own manual uses it many times over: style and fonts kept, nothing else."""


def measure(children: int, rounds: int = 21) -> Ratio:
    """Measure a summary's HTML made a PDF by the warm process; the yardstick has the same HTML.

    Wall time, as each of both draws in a process of its own. The notes tell what the whole print
    takes, from the rows to its hash in the log.
    """
    del children
    with a_case() as (actor, code), ready_printer() as printer:
        html = draw_one(actor, code)[0]

        def whole() -> None:
            paper, drawn = draw_one(actor, code)
            finish(actor, drawn, printer.render(paper), now=NOW)

        with _bare("pdf/ua-1") as bare, _bare("") as untagged:
            ours = partial(printer.render, html)
            acts = (ours, partial(bare, html), partial(untagged, html), whole)
            times = _in_turn(acts, rounds)
    return Ratio(
        "summary",
        "a summary by the warm process: the HTML sent, checked, tagged, counted, the PDF back",
        "bare WeasyPrint, warm, of the same HTML, tagged as well",
        times[0],
        times[1],
        _WARM,
        {
            "against a PDF without tags": round(times[0] / times[2], 2),
            "the whole print, rows, policy and log": round(times[3] / times[1], 2),
        },
        unit=CLOCK,
    )


def draw_one(actor: Actor, code: str) -> tuple[str, Printed]:
    """Return the HTML of a summary and the print that it is."""
    drawn = draw(actor, Asked(SUMMARY, code), now=NOW, demo=True)
    return drawn.html, drawn.printed


@contextmanager
def a_case() -> Iterator[tuple[Actor, str]]:
    """Make up a small city; yield who prints and the case with the longest summary."""
    with new_instance() as app:
        make_demo(app.extensions["caseapp.settings"], NOW, children=_CHILDREN)
        actor = operator(production=False)
        codes = [line.code for line in list_cases(actor, now=NOW)[0]]
        yield actor, max(codes, key=lambda code: len(draw_one(actor, code)[0]))


@contextmanager
def ready_printer() -> Iterator[PdfProcess]:
    """Yield a fresh process that says it is ready, and end it."""
    printer = PdfProcess()
    printer.await_ready()
    try:
        yield printer
    finally:
        printer.stop()


@contextmanager
def _bare(variant: str) -> Iterator[Callable[[str], bytes]]:
    """Yield what draws by bare WeasyPrint, in a process of its own as ours has one."""
    style, base = str(PRINT_FOLDER / "print.css"), PRINT_FOLDER.as_uri() + "/"
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and words
        [sys.executable, "-W", "ignore", "-c", _BARE, style, base, variant],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"FONTCONFIG_FILE": str(PRINT_FOLDER / "fonts.conf")},
    )
    source, made = child.stdin, child.stdout
    assert source is not None
    assert made is not None

    def draw_bare(html: str) -> bytes:
        send(source, DOCUMENT, html.encode())
        return receive(made)[1]

    try:
        yield draw_bare
    finally:
        source.close()
        made.close()
        child.wait()


def _in_turn(acts: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """Return the medians of several ways, taken in turn after one uncounted run of each."""
    for act in acts:
        act()
    times = [[timed(act) for act in acts] for _ in range(rounds)]
    return [median(column) for column in zip(*times, strict=True)]


def timed(act: Callable[[], object]) -> float:
    """Return the milliseconds that pass while something is done, here or in other processes."""
    before = time.perf_counter()
    act()
    return (time.perf_counter() - before) * 1000
