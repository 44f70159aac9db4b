"""The command that changes an instance's keys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import click

from caseapp.cli.opening import opened_alone
from caseapp.cli.recovery_words import make_private, show_words, write_words
from caseapp.upkeep import rekeying


@click.command()
@click.option("--recovery-key-file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def rekey(recovery_key_file: Path | None, as_json: bool) -> None:
    """Change the master key, the recovery key and all that follows from them, after a backup."""

    def show(words: tuple[str, ...]) -> None:
        if recovery_key_file is None:
            show_words(words)
        else:
            write_words(words, recovery_key_file)

    with opened_alone() as (here, gate):
        if recovery_key_file is not None:
            make_private(recovery_key_file)
        try:
            done = rekeying.rekey(here.actor, here.settings, gate, show, now=here.settings.now())
        except rekeying.Unchanged:
            if recovery_key_file is not None:
                recovery_key_file.unlink(missing_ok=True)
            raise
    told = {"backup": str(done.backup), **done.told}
    click.echo(json.dumps(told) if as_json else "\n".join(_told(done)))


def _told(done: rekeying.Rekeyed) -> list[str]:
    again = (
        "The keys were changed. Everyone signs in anew; recovery codes on paper, links of agencies "
        "and the telephone and personal numbers of accounts must be made anew:"
    )
    counts = [f"{name}: {number}" for name, number in done.told.items()]
    return [again, *counts, f"As it stood, under the old recovery key: {done.backup}"]


COMMANDS: Final = {"rekey": rekey}
