"""Opening an instance for a command: settings from the environment, checks, who acts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from pwd import getpwuid
from typing import IO, Final

import click
from flask import Flask

from caseapp.app import standing_in
from caseapp.casework.acting import Proof, actor_named, tell_of
from caseapp.config import Settings, Unsafe, from_environment
from caseapp.rules.access import Actor, Denied, operator
from caseapp.rules.stages import Demands
from caseapp.rules.values import RuleBroken
from caseapp.upkeep.instance import (
    KeyTrouble,
    Unfit,
    require_fit,
    require_instance,
    require_open,
    unfilled,
)
from caseapp.upkeep.migrate import SchemaTrouble
from caseapp.upkeep.pieces import NoCopy

FAULTS: Final = (Unsafe, Unfit, KeyTrouble, SchemaTrouble, NoCopy, RuleBroken, Denied)
"""What a command answers with one line on standard error and exit status 1."""

_ROOT: Final = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Opened:
    """An instance that a command may work in, and who acts."""

    settings: Settings
    actor: Actor


def settings_for(default: str = "production", *, runs_on: bool = False) -> Settings:
    """Read the settings; `default` is the environment when CASEAPP_ENV says nothing.

    Unsafe where the instance is another account's, before anything of it is opened or made.
    """
    settings = from_environment(os.environ, default=default, root=_ROOT, runs_on=runs_on)
    refuse_another_account(settings)
    return settings


def settings_to_serve() -> Settings:
    """Read the settings of a process that goes on; Unsafe for root, before anything is touched."""
    settings = from_environment(os.environ, default="production", root=_ROOT, runs_on=True)
    refuse_root(settings)
    refuse_another_account(settings)
    return settings


def refuse_another_account(settings: Settings) -> None:
    """Raise Unsafe where the folder of the instance, if there is one, is another account's.

    In production alone. What root made there, if only a gate, would stop the server or the nightly
    backup, which run as the owner.
    """
    if not settings.production:
        return
    try:
        owner = settings.instance.stat().st_uid
    except FileNotFoundError:
        return
    if owner != os.geteuid():
        name = _account(owner)
        raise Unsafe(
            f"{settings.instance} belongs to the account {name}, which could not open what another "
            f"made in it; run this as {name} (runuser -u {name} -- …), nothing was changed"
        )


def _account(number: int) -> str:
    try:
        return getpwuid(number).pw_name
    except KeyError:
        return f"#{number}"


def refuse_root(settings: Settings) -> None:
    """Raise Unsafe where a process that strangers' requests and files reach would be root.

    In production alone, and not for commands by hand: what breaks out of it must own nothing.
    """
    if settings.production and os.geteuid() == 0:
        raise Unsafe(
            "production must not be served by root: whoever broke in would own the machine; start "
            "it as the account that owns the instance (User= in docs/units/caseapp.service)"
        )


@contextmanager
def opened_to_check() -> Iterator[Opened]:
    """Open an instance whatever is wrong with it, as long as its key opens its database."""
    settings = settings_for()
    with _standing(settings):
        require_open(settings, checking=True)
        if unfilled():
            raise Unfit(f"{settings.instance} was never filled; run 'caseapp init' first")
        yield Opened(settings, operator(production=settings.production))


@contextmanager
def opened(*, default: str = "production", as_user: str | None = None) -> Iterator[Opened]:
    """Open the instance, checked, inside an application context; yield who acts.

    `as_user` names an account; in production that user's password and one-time code are asked
    for. Without it the machine's operator acts, who in production may not read case content.
    """
    settings = settings_for(default)
    with _standing(settings):
        require_fit(settings)
        yield Opened(settings, who_acts(settings, as_user))


@contextmanager
def opened_alone() -> Iterator[tuple[Opened, IO[bytes]]]:
    """Open an instance for the operator, with the gate behind which its keys may be changed."""
    settings = settings_for()
    with _standing(settings) as app:
        require_fit(settings)
        gate = app.extensions["caseapp.gate"]
        yield Opened(settings, operator(production=settings.production)), gate


@contextmanager
def _standing(settings: Settings) -> Iterator[Flask]:
    require_instance(settings)
    with standing_in(settings) as app:
        yield app


def who_acts(settings: Settings, as_user: str | None) -> Actor:
    """Return who acts in the open instance: the operator, or an account that proves itself."""
    if as_user is None:
        return operator(production=settings.production)
    proof = None
    if settings.production:
        password = click.prompt(f"Password of {as_user}", hide_input=True, err=True)
        code = click.prompt(f"One-time code of {as_user}", hide_input=True, default="",
                            show_default=False, err=True)  # fmt: skip
        demands = Demands(
            settings.asks_first_password, settings.asks_second_factor, lapsing=settings.production
        )
        proof = Proof(password, code, datetime.now(UTC), demands)
    actor = actor_named(as_user, proof, operator=getuser())
    tell_of(actor, _command(), now=settings.now())
    return actor


def _command() -> str:
    """Return the word of the command that runs, such as `print`."""
    running = click.get_current_context(silent=True)
    return running.command_path.split()[1] if running else ""
