"""The command that releases the indicators of a period: protected, signed, numbered, written."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final

import click

from caseapp.cli.disclosure import staged
from caseapp.cli.indicators import PeriodType
from caseapp.cli.opening import opened, who_acts
from caseapp.exchange.publishing import Done, Refused, Wanted
from caseapp.exchange.publishing import publish as publish_release
from caseapp.exchange.release_folders import files_of, insist_on_new, write_folder
from caseapp.exchange.release_preparations import Refusal
from caseapp.rules.releasing import OWN
from caseapp.rules.values import Period, RuleBroken
from caseapp.statistics.releases.layouts import RELEASE_LAYOUTS


@click.command()
@click.option("--period", type=PeriodType(), required=True, help="2026, 2026H1, 2026Q3, 2026M07.")
@click.option(
    "--layout",
    type=click.Choice(tuple(RELEASE_LAYOUTS)),
    required=True,
    help="Which tables; …-clusters hides less than …-wards.",
)
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where to write the files: a new or an empty folder.",
)
@click.option(
    "--freeze-again", "again", metavar="REASON", default="", help="Freeze the period once more."
)
@click.option("--as", "as_user", metavar="USER", help="Who proposes it.")
@click.option("--signed-by", metavar="USER", help="Who signs it: another person.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def publish(
    period: Period,
    layout: str,
    out: Path,
    again: str,
    as_user: str | None,
    signed_by: str | None,
    as_json: bool,
) -> None:
    """Release the indicators of a period, so that no child is given away.

    Takes the newest frozen figures of the period, or freezes it first. Protected and audited
    together with all that was released before; refused whole, with the cells and the reason on
    standard error and exit status 1, when it cannot be proved safe. In production both --as and
    --signed-by are asked for their password and code.
    """
    if as_user is not None and as_user == signed_by:
        raise RuleBroken(OWN)
    insist_on_new(out)
    with opened(as_user=as_user) as here:
        signer = who_acts(here.settings, signed_by)
        wanted = Wanted(period, layout, again)
        now = here.settings.now()
        try:
            done = publish_release(here.actor, signer, wanted, now=now, stage=staged)
        except Refused as refused:
            _say_why(refused.refusal)
            sys.exit(1)
        write_folder(out, files_of(done.number))
    click.echo(_document(done, out) if as_json else _account(done, out))


def _say_why(refusal: Refusal) -> None:
    for cell in refusal.cells:
        click.echo(cell, err=True)
    click.echo(f"caseapp: nothing was released: {refusal.name}: {refusal.reason}", err=True)


def _document(done: Done, out: Path) -> str:
    told = {
        "number": done.number,
        "cells": done.cells,
        "hidden": done.hidden,
        "sha256": done.sha256,
        "out": str(out),
    }
    return json.dumps(told, ensure_ascii=False)


def _account(done: Done, out: Path) -> str:
    return f"{done.number}: {done.hidden} of {done.cells} cells are hidden; written in {out}."


COMMANDS: Final = {"publish": publish}
