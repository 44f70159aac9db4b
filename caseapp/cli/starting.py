"""Commands that make an instance and bring it up to date: init, migrate, run."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Final, NoReturn

import click

from caseapp.app import standing_in
from caseapp.casework.accounts import NewAccount, add_account, has_accounts
from caseapp.cli.demo import run_demo, show_sign_ins
from caseapp.cli.opening import settings_for
from caseapp.cli.recovery_words import make_private, show_words, write_words
from caseapp.cli.worker_process import ROOT, environment
from caseapp.config import Settings, Unsafe
from caseapp.rules.access import Role, operator
from caseapp.upkeep import instance, migrate
from caseapp.upkeep.first_agencies import write_first_agencies


@click.command()
@click.option("--admin", metavar="NAME", help="Sign-in name of the first administrator.")
@click.option("--password-file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--recovery-key-file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def init(
    admin: str | None, password_file: Path | None, recovery_key_file: Path | None, as_json: bool
) -> None:
    """Make an empty instance: key, database, areas, code lists, 111, first administrator."""
    settings = settings_for()
    if instance.exists(settings):
        raise instance.Unfit(f"{settings.instance} already holds an instance; nothing was changed")
    name = admin or click.prompt("Sign-in name of the first administrator", err=True)
    password = (
        password_file.read_text(encoding="utf-8").strip("\r\n")
        if password_file
        else click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    )
    new = NewAccount(name, name, password, Role.ADMINISTRATOR, "92", handed_over=False)
    if recovery_key_file is not None:
        make_private(recovery_key_file)  # first: words that cannot be written would be lost
    try:
        words = _make(settings, new, recovery_key_file)
    except BaseException:
        if recovery_key_file is not None:
            recovery_key_file.unlink(missing_ok=True)
        raise
    if recovery_key_file is None:
        show_words(words)
    told = {"instance": str(settings.instance), "environment": settings.environment, "admin": name}
    click.echo(
        json.dumps(told, ensure_ascii=False)
        if as_json
        else f"Made {settings.instance} ({settings.environment})."
    )


def _make(settings: Settings, new: NewAccount, words_file: Path | None) -> tuple[str, ...]:
    """Make the instance with its first account, or nothing; return the recovery key's words.

    With a file they are on its disk before anything is opened: shown once, they would be lost.
    """
    now = settings.now()
    vault, words = instance.make_keys(settings)
    with standing_in(settings, vault):
        try:
            if words_file is not None:
                write_words(words, words_file)
            instance.fill(settings, now)
            write_first_agencies(now)
            add_account(operator(production=settings.production), new, now=now)
        except BaseException:
            instance.unmake(settings)
            raise
    return words


@click.command(name="migrate")
@click.option("--copied", is_flag=True, help="PostgreSQL: its own backup was made; keep no copy.")
@click.option(
    "--open-copy",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="PostgreSQL: only unseal an older copy (.dump.sealed), for pg_restore.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def migrate_command(copied: bool, open_copy: Path | None, as_json: bool) -> None:
    """Bring the database to this version's schema, after a verified backup."""
    settings = settings_for()
    instance.require_instance(settings)
    with standing_in(settings):
        if open_copy is not None:
            dump = str(migrate.open_copy_here(open_copy))
            click.echo(json.dumps({"dump": dump}) if as_json else dump)
            return
        instance.require_open(settings)
        if instance.unfilled():
            raise instance.Unfit(
                f"the database of {settings.instance} holds no instance; nothing was changed"
            )
        before, after = migrate.upgrade_open(copied=copied, now=settings.now())
    if as_json:
        click.echo(json.dumps({"before": before, "after": after}))
    else:
        told = f"Schema {after}: current." if before == after else f"Schema {before} -> {after}."
        click.echo(told)


@click.command()
def run() -> None:
    """Make a demo instance the first time, bring it up to date, and serve it."""
    settings = settings_for("demo", runs_on=True)
    if settings.production:
        raise Unsafe("'run' is for trying out; in production use 'init' and 'serve'")
    if not instance.exists(settings):
        instance.make_keys(settings)
    with standing_in(settings):
        # What a start that was cut short left undone is done by the next.
        instance.require_open(settings, making=True)
        if instance.unfilled():
            instance.fill(settings, settings.now())
        migrate.upgrade_open()
        if has_accounts():
            show_sign_ins(settings)
        else:
            run_demo(settings)
    _serve_anew(settings)


def _serve_anew(settings: Settings) -> NoReturn:
    """Go on as `caseapp serve`, which holds nothing of what making and migrating brought along."""
    sys.stdout.flush()
    os.chdir(ROOT)
    os.execve(  # noqa: S606 - our own interpreter and words
        sys.executable, [sys.executable, "-m", "caseapp", "serve"], environment(settings)
    )


COMMANDS: Final = {"init": init, "migrate": migrate_command, "run": run}
