"""Commands that make, read and bring back a backup."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final

import click

from caseapp.app import standing_in
from caseapp.cli.opening import opened, settings_for
from caseapp.config import Settings
from caseapp.rules.access import operator
from caseapp.upkeep import backups, checking, migrate, restoring


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--verify", is_flag=True, help="Make none: read FILE back whole, and note it.")
@click.option("--off-machine", is_flag=True, help="FILE lies on a disk away from this machine.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def backup(file: Path, verify: bool, off_machine: bool, as_json: bool) -> None:
    """Write everything into one encrypted FILE, which the recovery key alone opens."""
    with opened() as here:
        act = backups.verify if verify else backups.make
        made = act(here.actor, file, now=here.settings.now(), off_machine=off_machine)
    told = {
        "file": str(made.file),
        "sha256": made.sha256,
        "bytes": made.size,
        "made_at": made.about.made_at.isoformat(),
        "revision": made.about.revision,
        "database": made.about.kind,
        "off_machine": made.off_machine,
    }
    where = "off the machine" if made.off_machine else "on this machine"
    done = "Read back" if verify else "Made and read back"
    click.echo(
        json.dumps(told, ensure_ascii=False)
        if as_json
        else f"{done} {made.file} ({made.size >> 20} MB, {where}).\nSHA-256 {made.sha256}"
    )


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--recovery-key-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The words of the recovery key; without it they are asked.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def restore(file: Path, recovery_key_file: Path | None, as_json: bool) -> None:
    """Make the instance of a backup again, in an empty folder, with the recovery key alone."""
    settings = settings_for()
    restoring.require_empty(settings)
    words = (
        recovery_key_file.read_text(encoding="utf-8")
        if recovery_key_file
        else click.prompt("Recovery key (17 words)", err=True)
    )
    own, about = restoring.open_backup(settings, file, words)
    with standing_in(settings, own):
        restoring.restore_here(settings, file, own, about)
    current = about.revision == migrate.newest()
    found = _checked(settings) if current else []
    told = {
        "instance": str(settings.instance),
        "made_at": about.made_at.isoformat(),
        "revision": about.revision,
        "current": current,
        "findings": found,
    }
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else _told(told))
    if found:
        sys.exit(1)


def _checked(settings: Settings) -> list[str]:
    with standing_in(settings):
        actor = operator(production=settings.production)
        found = checking.check(actor, settings, now=settings.now())
    return [f"{one.check}: {one.told}" for one in found]


def _told(told: dict[str, object]) -> str:
    lines = [f"Restored {told['instance']} as it stood at {told['made_at']}."]
    if not told["current"]:
        lines.append(
            f"Its schema is {told['revision']}: run 'caseapp migrate', then 'caseapp check'."
        )
    found = told["findings"]
    assert isinstance(found, list)
    if told["current"]:
        lines += found or [f"No fault ({', '.join(checking.CHECKS)})."]
    return "\n".join(lines)


COMMANDS: Final = {"backup": backup, "restore": restore}
