"""Commands on accounts: add, disable, reset, list."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import click

from caseapp.casework import account_changes, accounts
from caseapp.casework.outcomes import Missing
from caseapp.cli.opening import opened
from caseapp.rules.access import Role
from caseapp.rules.units import CITY_CODE
from caseapp.rules.values import RuleBroken

_AS_JSON: Final = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
_FROM_FILE: Final = click.option(
    "--password-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read the password from a file instead of asking.",
)


@click.group()
def user() -> None:
    """Add, close and list accounts, or set a new password."""


def _password(file: Path | None) -> str:
    if file is not None:
        return file.read_text(encoding="utf-8").strip("\r\n")
    answer: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return answer


def _tell(username: str, words: str, *, waits: bool = False, as_json: bool) -> None:
    """Say what was done; `waits`: it holds once a second person agrees (in production)."""
    if as_json:
        click.echo(json.dumps({"username": username} | ({"waits": True} if waits else {})))
    else:
        click.echo(f"{words} It waits for a second person." if waits else words)


@user.command(name="add")
@click.argument("username")
@click.option("--full-name", required=True)
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--area", metavar="CODE", default=CITY_CODE, help="A unit's code; 92 is the city.")
@_FROM_FILE
@_AS_JSON
def add(
    username: str, full_name: str, role: str, area: str, password_file: Path | None, as_json: bool
) -> None:
    """Make an account with one role in one unit.

    In production the role waits for a second person; the first two administrators' does not.
    """
    new = accounts.NewAccount(username, full_name, _password(password_file), role, area)
    with opened() as here:
        made = accounts.add_account(here.actor, new, now=here.settings.now())
    words = f"Made {made.username}: {role} in {area}."
    _tell(made.username, words, waits=made.waits, as_json=as_json)


@user.command(name="disable")
@click.argument("username")
@_AS_JSON
def disable(username: str, as_json: bool) -> None:
    """Close an account and end its sessions."""
    with opened() as here:
        try:
            accounts.disable_account(here.actor, username, now=here.settings.now())
        except Missing:
            raise RuleBroken(f"there is no account '{username}'") from None
    _tell(username, f"Closed {username}.", as_json=as_json)


@user.command(name="reset")
@click.argument("username")
@_FROM_FILE
@_AS_JSON
def reset(username: str, password_file: Path | None, as_json: bool) -> None:
    """Set a new password and end the account's sessions.

    In production it waits for a second person, who agrees or refuses in the application.
    """
    password = _password(password_file)
    with opened() as here:
        try:
            waits = account_changes.ask_password(
                here.actor, username, password, now=here.settings.now()
            )
        except Missing:
            raise RuleBroken(f"there is no account '{username}'") from None
    words = f"Set a new password for {username}."
    _tell(username, words, waits=waits, as_json=as_json)


@user.command(name="list")
@_AS_JSON
def list_command(as_json: bool) -> None:
    """List every account with its roles."""
    with opened() as here:
        found = accounts.list_accounts(here.actor, now=here.settings.now())
    if as_json:
        document = [
            {
                "username": each.username,
                "full_name": each.full_name,
                "roles": [{"role": role, "unit": unit} for role, unit in each.roles],
                "disabled": each.disabled,
            }
            for each in found
        ]
        click.echo(json.dumps(document, ensure_ascii=False))
        return
    for each in found:
        roles = ", ".join(f"{role} in {unit}" for role, unit in each.roles) or "no role"
        closed = " (closed)" if each.disabled else ""
        click.echo(f"{each.username}\t{each.full_name}\t{roles}{closed}")


COMMANDS: Final = {"user": user}
