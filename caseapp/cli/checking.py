"""The command that looks over an instance: database, triggers, log, keys, kept rows."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Final

import click

from caseapp.cli.opening import opened_to_check
from caseapp.upkeep import checking


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def check(as_json: bool) -> None:
    """Look over the whole instance and name each fault; exit 1 when there is one."""
    with opened_to_check() as here:
        now = here.settings.now()
        found = checking.check(here.actor, here.settings, now=now, begun=_tell)
    if as_json:
        told = {"checks": list(checking.CHECKS), "findings": [asdict(one) for one in found]}
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        for one in found:
            click.echo(f"{one.check}: {one.told}")
        if not found:
            click.echo(f"No fault ({', '.join(checking.CHECKS)}).")
    if found:
        sys.exit(1)


def _tell(name: str) -> None:
    """Say on a terminal which check is under way: with many rows some take minutes."""
    if sys.stderr.isatty():
        number = list(checking.CHECKS).index(name) + 1
        click.echo(f"{number}/{len(checking.CHECKS)} {name} …", err=True)


COMMANDS: Final = {"check": check}
