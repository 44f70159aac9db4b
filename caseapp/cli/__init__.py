"""The commands of caseapp: one module a family, wired together here."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from caseapp.casework.outcomes import StoreBroken
from caseapp.cli.opening import FAULTS
from caseapp.rules.access import Denied

# A family is imported only when its command is named: `caseapp --help` stays quick.
FAMILIES = {
    "init": "caseapp.cli.starting",
    "run": "caseapp.cli.starting",
    "serve": "caseapp.cli.serving",
    "migrate": "caseapp.cli.starting",
    "demo": "caseapp.cli.demo",
    "import": "caseapp.cli.exchange",
    "export": "caseapp.cli.exchange",
    "indicators": "caseapp.cli.indicators",
    "print": "caseapp.cli.report_printing",
    "log": "caseapp.cli.log",
    "check": "caseapp.cli.checking",
    "rekey": "caseapp.cli.rekeying",
    "backup": "caseapp.cli.backing",
    "restore": "caseapp.cli.backing",
    "user": "caseapp.cli.users",
    "work": "caseapp.cli.working",
    "audit-release": "caseapp.cli.disclosure",
    "disclose": "caseapp.cli.disclosure",
    "publish": "caseapp.cli.publishing",
    "bench": "caseapp.cli.bench",
}

PATIENT = frozenset({"import", "work"})
"""Commands that run for long beside a server, whose pages go first."""


class Families(click.Group):
    """Finds a command by its name in the module of its family."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return every command's name, as the help shows them."""
        return sorted(FAMILIES)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, importing its family; None for an unknown name."""
        if cmd_name not in FAMILIES:
            return None
        family = import_module(FAMILIES[cmd_name])
        command = family.COMMANDS[cmd_name]
        assert isinstance(command, click.Command)
        return command


@click.command(cls=Families)
@click.version_option(package_name=None, version=import_module("caseapp").__version__)
def caseapp() -> None:
    """Child-protection case management for the wards and communes of Cần Thơ."""


def main() -> None:
    """Run a command: exit 0 done, 1 refused with a reason, 2 wrong usage (contracts §1)."""
    os.umask(0o077)  # what an instance writes is nobody else's to read
    try:
        caseapp(prog_name="caseapp")
    except (*FAULTS, OSError, UnicodeDecodeError, StoreBroken) as fault:
        click.echo(f"caseapp: {_reason(fault)}", err=True)
        sys.exit(1)


def _reason(fault: Exception) -> str:
    if isinstance(fault, Denied):
        return (
            f"whoever acts here may not do this ({fault}); name an account that may with --as USER"
        )
    if isinstance(fault, UnicodeDecodeError):
        return "a file that was named holds bytes that are not UTF-8 text; save it as UTF-8"
    if isinstance(fault, StoreBroken):
        told = str(fault.orig).partition("\n")[0]
        return f"the database refused ({told}); look at its disk, or put it back from a copy"
    if isinstance(fault, OSError):
        return f"{fault.filename or 'the machine'}: {fault.strerror or fault}"
    return str(fault)
