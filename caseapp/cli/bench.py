"""The command that measures: each job against its yardstick, as a ratio of one run."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Final

import click

from caseapp.upkeep.bench.measure import Ratio

JOBS: Final = {
    "list": "lists",
    "search": "searches",
    "slip": "slips",
    "write": "writes",
    "import": "imports",
    "sheet": "sheets",
    "summary": "summaries",
    "first-print": "first_prints",
    "batch": "batches",
    "growth": "growths",
    "distinct": "distincts",
    "statements": "statements",
    "writers": "writers",
    "load": "loads",
    "memory": "memories",
}


@click.command()
@click.argument("names", metavar="[NAME] ...", nargs=-1, type=click.Choice(tuple(JOBS)))
@click.option("--children", type=click.IntRange(1, 1_000_000), default=1_000_000, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def bench(names: tuple[str, ...], children: int, as_json: bool) -> None:
    """Measure each job named, or all of them, against its yardstick.

    By processor time; by the clock where other processes do the work.
    """
    ratios = []
    for name in names or tuple(JOBS):
        if sys.stderr.isatty():
            click.echo(f"measuring {name} …", err=True)
        job = import_module(f"caseapp.cli.benchmarks.{JOBS[name]}")
        ratios.append(job.measure(children))
        if not as_json:
            click.echo(_told(ratios[-1]))  # at once: all of them take an hour
    if as_json:
        click.echo(json.dumps([ratio.as_json() for ratio in ratios], ensure_ascii=False, indent=2))


def _told(ratio: Ratio) -> str:
    goal = "no goal" if ratio.limit is None else f"goal ≤ {ratio.limit:g}"
    verdict = "" if ratio.kept else "  MISSED"
    notes = "".join(f"\n    {key}: {value}" for key, value in ratio.notes.items())
    missed = "".join(f"\n    MISSED: {goal}" for goal in ratio.missed)
    return (
        f"{ratio.name}: ratio {ratio.ratio:.2f} ({goal}){verdict}\n"
        f"    {ratio.ours}: {ratio.taken:.1f} {ratio.unit}\n"
        f"    {ratio.yardstick}: {ratio.against:.1f} {ratio.unit}{notes}{missed}"
    )


COMMANDS: Final = {"bench": bench}
