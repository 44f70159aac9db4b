"""Commands on the log of acts: check its chain, write it out."""

from __future__ import annotations

import io
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Final

import click

from caseapp.cli.opening import opened
from caseapp.rules.access import Actor
from caseapp.rules.values import RuleBroken
from caseapp.upkeep import log as upkeep


@click.group()
def log() -> None:
    """Check the log of acts and reads, or write it out."""


@log.command(name="verify")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def verify(as_json: bool) -> None:
    """Walk the chain and name each fault; exit 1 when there is one."""
    with opened() as here:
        now = here.settings.now()
        entries = upkeep.count_entries(here.actor, now=now)
        faults = upkeep.verify(here.actor, now=now)
    if as_json:
        click.echo(json.dumps({"entries": entries, "faults": faults}, ensure_ascii=False))
    else:
        for fault in faults:
            click.echo(fault, err=True)
        if not faults:
            click.echo(f"{entries} entries, no fault.")
    if faults:
        sys.exit(1)


@log.command(name="export")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A new file; without it the lines go to standard output.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def export(out: Path | None, as_json: bool) -> None:
    """Write every entry as a line of JSON, oldest first."""
    with opened() as here:
        now = here.settings.now()
        if out is not None:
            number = _to_file(here.actor, out, now)
        elif as_json:
            text = io.StringIO()
            upkeep.export(here.actor, text, now=now)
        else:
            upkeep.export(here.actor, sys.stdout, now=now)
    if out is not None:
        told = json.dumps({"entries": number, "out": str(out)}, ensure_ascii=False)
        click.echo(told if as_json else f"Wrote {number} entries to {out}.")
    elif as_json:
        entries = [json.loads(line) for line in text.getvalue().splitlines()]
        click.echo(json.dumps(entries, ensure_ascii=False))


def _to_file(actor: Actor, out: Path, now: datetime) -> int:
    """Write a new file that only its owner may read; none is left when the log stays closed."""
    try:
        out.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        raise RuleBroken(f"{out} cannot be made: {error.strerror}") from None
    try:
        with out.open("w", encoding="utf-8") as file:
            return upkeep.export(actor, file, now=now)
    except BaseException:
        out.unlink(missing_ok=True)
        raise


COMMANDS: Final = {"log": log}
