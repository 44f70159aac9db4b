"""Commands on counts that need no instance: protect them, tell what could be worked out of them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from caseapp.rules.values import RuleBroken
from caseapp.statistics.disclosure.audit import Found, Progress, audit
from caseapp.statistics.disclosure.folder import read_folder
from caseapp.statistics.disclosure.model import DisclosureError, Inconsistent, Published
from caseapp.statistics.disclosure.release import disclose

_OPEN: Final = 1
_INCONSISTENT: Final = 3


@click.command(name="audit-release")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--cells",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    help="Cells that must be safe, one name a line; without it all that are hidden.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def audit_release(folder: Path, cells: Path | None, as_json: bool) -> None:
    """Tell what an outsider could work out from a published folder.

    Nothing is read but the folder. Ends with 0 when every hidden cell is protected, with 1 when one
    is not, with 3 when no table of whole numbers fits what is printed.
    """
    try:
        published = read_folder(folder)
        wanted = _wanted(published, cells)
        with staged("Cells") as progress:
            found = audit(published, progress)
    except Inconsistent as fault:
        told = json.dumps({"inconsistent": True}) if as_json else f"Nothing fits: {fault}"
        click.echo(told, err=not as_json)
        sys.exit(_INCONSISTENT)
    except DisclosureError as fault:
        raise RuleBroken(f"{folder}: {fault}") from fault
    click.echo(_document(found) if as_json else _account(found))
    if any(found[name].verdict != "protected" for name in wanted):
        sys.exit(_OPEN)


def _wanted(published: Published, cells: Path | None) -> list[str]:
    """Return the cells that decide how the command ends."""
    hidden = [cell.name for cell in published.hidden()]
    if cells is None:
        return hidden
    named = [line.strip() for line in cells.read_text("utf-8-sig").splitlines() if line.strip()]
    if strange := sorted(set(named) - set(hidden)):
        raise RuleBroken(f"{cells}: {strange[0]} is no hidden cell of the folder")
    return named


def _document(found: Mapping[str, Found]) -> str:
    told = {
        name: {"low": one.low, "high": one.high, "verdict": one.verdict}
        for name, one in found.items()
    }
    return json.dumps({"cells": told}, ensure_ascii=False)


def _account(found: Mapping[str, Found]) -> str:
    """Return a line for each cell that is not protected, and how many of each kind there are."""
    lines = [
        f"{name}: {one.verdict}, {one.low} to {'any' if one.high is None else one.high}"
        for name, one in found.items()
        if one.verdict != "protected"
    ]
    verdicts = [one.verdict for one in found.values()]
    counts = [
        f"{verdicts.count(verdict)} {verdict}"
        for verdict in ("exact", "leak", "unproved", "protected")
    ]
    return "\n".join((*lines, f"{len(found)} hidden: {', '.join(counts)}."))


@click.command(name="disclose")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where to publish: a new or an empty folder.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def disclose_counts(folder: Path, out: Path, as_json: bool) -> None:
    """Protect a table of counts, so that no small one can be worked out.

    Reads spec.json, inner.csv and children.csv; writes model.json, published.csv and README.md.
    Hides the counts from 1 to below k, as many others as it takes, and no more than can be proved
    to be of use. What cannot be proved safe is refused whole.
    """
    try:
        done = disclose(folder, out, staged)
    except DisclosureError as fault:
        raise RuleBroken(f"{folder}: {type(fault).__name__}: {fault}") from fault
    if done.without_district:
        told = ", ".join(done.without_district)
        warning = f"No district is given for {told}: put with the area listed before it."
        click.echo(warning, err=True)
    if as_json:
        click.echo(json.dumps({"cells": done.cells, "hidden": done.hidden}))
    else:
        click.echo(f"{done.hidden} of {done.cells} cells are hidden; published in {out}.")


@contextmanager
def staged(label: str) -> Iterator[Progress | None]:
    """Show on a terminal how far it is."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def tell(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        yield tell


COMMANDS: Final = {"audit-release": audit_release, "disclose": disclose_counts}
