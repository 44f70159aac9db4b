"""Commands that bring registers in and write them out: import, export."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from caseapp.casework.job_turns import insist_may_still
from caseapp.cli.opening import opened
from caseapp.exchange.exporting import export_path
from caseapp.exchange.import_results import ImportResult
from caseapp.exchange.importing import import_path
from caseapp.exchange.selecting import WrongChoice
from caseapp.exchange.writing import CannotWrite

_PATH: Final = click.Path(path_type=Path)


@contextmanager
def _shown() -> Iterator[Callable[[str, int, int], None]]:
    """Show a progress bar on a terminal's standard error, and nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _name, _number, _of: None
        return
    with click.progressbar(
        length=1, file=sys.stderr, item_show_func=lambda step: step or ""
    ) as bar:

        def tell(name: str, number: int, of: int) -> None:
            bar.length = of
            bar.update(number - 1 - bar.pos, name)

        yield tell
        bar.update((bar.length or 1) - bar.pos)


@click.command(name="import")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check and count; write nothing.")
@click.option("--update", is_flag=True, help="Change known rows whose values differ; list each.")
@click.option("--as", "as_user", metavar="USER", help="Act as this user.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def import_command(
    path: Path, dry_run: bool, update: bool, as_user: str | None, as_json: bool
) -> None:
    """Import registers, or the directory of agencies, all of it or nothing.

    PATH is a workbook or a folder of CSV files.
    """
    with opened(as_user=as_user) as house, _shown() as tell:
        result = import_path(
            house.actor,
            path,
            now=house.settings.now(),
            dry_run=dry_run,
            update=update,
            progress=tell,
            clock=house.settings.now,
            fence=insist_may_still,
        )
    for fault in result.faults:
        click.echo(str(fault), err=True)
    if as_json:
        click.echo(json.dumps(result.as_json(), ensure_ascii=False))
    elif not result.faults:
        for line in _lines(result):
            click.echo(line)
    if result.faults:
        click.echo(f"{len(result.faults)} faults; nothing was written.", err=True)
        sys.exit(1)


def _lines(result: ImportResult) -> Iterator[str]:
    """Say what an import did, or in a dry run would do."""
    yield "Dry run: nothing was written." if result.dry_run else "Imported."
    for name, counts in result.sheets.items():
        numbers = ", ".join(f"{number} {kind}" for kind, number in counts.items())
        yield f"  {name}: {numbers}"
    for change in result.changes:
        yield f"changed {change.sheet}:{change.row}:{change.column} ({change.key})"
    for agency in result.new_agencies:
        yield f"new agency, unverified: {agency}"
    for agency, service in result.new_services:
        yield f"new service, unverified: {agency} – {service}"
    for ref in result.recent_reports:
        yield f"received in the last 12 hours, no clock was started: {ref}"


@click.command(name="export")
@click.argument("path", type=_PATH)
@click.option("--as", "as_user", metavar="USER", help="Act as this user.")
@click.option("--period", metavar="P", help="2026, 2026H1, 2026Q3, 2026M07 or DAY..DAY.")
@click.option("--area", metavar="CODE", help="The unit that bears the code on the last day.")
@click.option("--without-restricted", is_flag=True, help="Leave out files that are restricted.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def export_command(
    path: Path,
    as_user: str | None,
    period: str | None,
    area: str | None,
    without_restricted: bool,
    as_json: bool,
) -> None:
    """Export the registers to a workbook (.xlsx) or a new folder of CSV files.

    What it writes, imported into an empty instance, gives the same figures.
    """
    with opened(as_user=as_user) as house, _shown() as tell:
        try:
            result = export_path(
                house.actor,
                path,
                now=house.settings.now(),
                period=period,
                area=area,
                progress=tell,
                restricted_too=not without_restricted,
            )
        except CannotWrite as refusal:
            raise click.ClickException(str(refusal)) from None
        except WrongChoice as wrong:
            raise click.UsageError(str(wrong)) from None
    if as_json:
        click.echo(json.dumps(result.as_json(), ensure_ascii=False))
        return
    click.echo(f"Exported to {result.path}")
    for name, number in result.sheets.items():
        click.echo(f"  {name}: {number}")
    if result.unsent_referrals:
        click.echo(f"left out, never sent: {result.unsent_referrals} referrals")
    if result.restricted_included:
        click.echo(f"included, though restricted: {result.restricted_included} children")
    if result.restricted_children:
        click.echo(f"left out, restricted: {result.restricted_children} children")


COMMANDS: Final = {"import": import_command, "export": export_command}
