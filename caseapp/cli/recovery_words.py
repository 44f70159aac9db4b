"""The recovery key's words: shown once, or written to a file that only its owner may read."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

import click

from caseapp.upkeep import instance


def write_words(words: tuple[str, ...], file: Path) -> None:
    """Write the recovery key and wait until the disk has it."""
    try:
        with file.open("w", encoding="ascii") as paper:
            paper.write(" ".join(words) + "\n")
            paper.flush()
            os.fsync(paper.fileno())
    except OSError as error:
        raise instance.Unfit(f"{file} cannot be written: {error.strerror}") from None


def show_words(words: tuple[str, ...]) -> None:
    """Show the recovery key once; ask three words back on a terminal (contracts §2)."""
    text = " ".join(words)
    click.echo(f"Recovery key, shown once. Write it on paper:\n\n    {text}\n", err=True)
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return
    for number in sorted(secrets.SystemRandom().sample(range(len(words)), 3)):
        while click.prompt(f"Word {number + 1}", err=True).strip().casefold() != words[number]:
            click.echo("That is not the word; look at the paper again.", err=True)


def make_private(file: Path) -> None:
    """Make an empty file for its owner alone; refuse to write over another."""
    try:
        file.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        raise instance.Unfit(f"{file} cannot be made: {error.strerror}") from None
