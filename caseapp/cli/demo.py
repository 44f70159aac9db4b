"""The command that fills an instance with made-up data to try things out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from typing import Final

import click

from caseapp.app import standing_in
from caseapp.casework.accounts import list_accounts
from caseapp.cli.demo_data_law import show_data_law
from caseapp.cli.demo_erasures import show_erasures
from caseapp.cli.demo_frozen import freeze_last_year
from caseapp.cli.demo_handed import hand_out_last_year
from caseapp.cli.demo_imports import bring_files
from caseapp.cli.demo_kept import put_papers
from caseapp.cli.demo_released import release_last_year
from caseapp.cli.demo_reports import freeze_for_reports
from caseapp.cli.opening import settings_for
from caseapp.config import Settings
from caseapp.rules.access import operator
from caseapp.upkeep import instance
from caseapp.upkeep.demo import (
    CHILDREN,
    MOST_CHILDREN,
    SEED,
    DemoResult,
    make_demo,
    require_sensible,
)
from caseapp.upkeep.demo.accounts import PASSWORD
from caseapp.upkeep.demo.making import Progress


@click.command()
@click.option("--children", type=click.IntRange(1, MOST_CHILDREN), default=CHILDREN)
@click.option("--seed", type=int, default=SEED, help="The same seed gives the same data.")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Last day of the data, when it lies before today.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def demo(children: int, seed: int, until: datetime | None, as_json: bool) -> None:
    """Fill an instance with lifelike data of nobody, making it first if there is none."""
    settings = settings_for("demo")
    last = until.date() if until else None
    require_sensible(settings, settings.now(), children, last)
    if not instance.exists(settings):
        vault, _ = instance.make_keys(settings)
        with standing_in(settings, vault):
            instance.fill(settings, settings.now())
    with standing_in(settings):
        instance.require_fit(settings)
        run_demo(settings, children=children, seed=seed, until=last, as_json=as_json)


def run_demo(
    settings: Settings,
    *,
    children: int = CHILDREN,
    seed: int = SEED,
    until: date | None = None,
    as_json: bool = False,
) -> None:
    """Fill the open instance and print how to sign in; a bar shows on a terminal meanwhile."""
    with _bar(children) as progress:
        made = make_demo(
            settings, settings.now(), children=children, seed=seed, until=until, progress=progress
        )
        show_erasures(settings.now())
        freeze_last_year(settings.now(), until)
        hand_out_last_year(settings.instance, settings.now())
        bring_files(settings.now())
        release_last_year(settings.now())
        put_papers(settings.now())
        show_data_law(settings.now())
        freeze_for_reports(settings.now(), until)
    if as_json:
        accounts = [asdict(account) for account in made.accounts]
        click.echo(json.dumps({"accounts": accounts, "counts": made.counts}, ensure_ascii=False))
    else:
        _show(made)


@contextmanager
def _bar(children: int) -> Iterator[Progress | None]:
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=children, label="Children", file=sys.stderr) as bar:
        yield lambda done, _of: bar.update(done - bar.pos)


def _show(made: DemoResult) -> None:
    """Print the sign-ins, one a line, and the one password of all."""
    click.echo(
        f"Made-up data: {made.counts['children']} children, {made.counts['reports']} reports, "
        f"{made.counts['cases']} cases. No real person."
    )
    click.echo(f"Password of every account: {made.accounts[0].password}\n")
    width = max(len(account.username) for account in made.accounts)
    for account in made.accounts:
        click.echo(f"  {account.username:<{width}}  {account.role:<13}  {account.unit}")


def show_sign_ins(settings: Settings) -> None:
    """Print who may sign in to the open demo instance, as they stand now."""
    if not settings.demo:
        return
    click.echo(f"Password of every account, unless it was changed: {PASSWORD}\n")
    accounts = list_accounts(operator(production=False), now=settings.now())
    width = max(len(account.username) for account in accounts)
    for account in accounts:
        posts = "; ".join(f"{role:<13}  {unit}" for role, unit in account.roles)
        click.echo(f"  {account.username:<{width}}  {posts}{'  (closed)' * account.disabled}")


COMMANDS: Final = {"demo": demo}
