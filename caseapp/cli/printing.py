"""Commands that write prints: the summary of a case, an official form filled or empty."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

import click

from caseapp.casework.outcomes import Missing
from caseapp.casework.printed import Printed, finish
from caseapp.casework.summaries import WHOLE, Wanted, gather
from caseapp.cli.opening import Opened, opened, settings_for
from caseapp.rules.codes.prints import PRINT_REASONS, SUMMARY_SECTIONS
from caseapp.rules.copies import Copy
from caseapp.rules.values import RuleBroken
from caseapp.web.blank_paper import NUMBERS, blank_html
from caseapp.web.cases.summary_paper import summary_pdf
from caseapp.web.papers import Asked, Drawn, draw
from caseapp.web.printing import (
    PrinterDown,
    Sheet,
    Unprintable,
    render_pdf,
)

OUT: Final = click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The PDF file to write.",
)
AS_USER: Final = click.option("--as", "as_user", metavar="USER", help="Who prints; logged.")
AS_JSON: Final = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@click.group(name="print")
def print_group() -> None:
    """Write a PDF: the summary of a case, or an official form."""


@print_group.command(name="case")
@click.argument("code")
@click.option("--one-page", is_flag=True, help="As much as one page holds, what matters first.")
@click.option(
    "--section",
    "sections",
    multiple=True,
    type=click.Choice(SUMMARY_SECTIONS.codes),
    help="A section to print, once for each; all without it.",
)
@click.option(
    "--reason",
    default=WHOLE.reason,
    show_default=True,
    type=click.Choice(PRINT_REASONS.codes),
    help="What it is printed for; logged, and named at the foot.",
)
@OUT
@AS_USER
@AS_JSON
def print_case(
    code: str,
    *,
    one_page: bool,
    sections: tuple[str, ...],
    reason: str,
    out: Path,
    as_user: str | None,
    as_json: bool,
) -> None:
    """Write the summary of case CODE."""
    wanted = Wanted(sections or WHOLE.sections, brief=one_page, reason=reason)
    with opened(as_user=as_user) as here:
        insist_on_user(here, as_user)
        try:
            found = gather(here.actor, code, now=here.settings.now(), wanted=wanted)
        except Missing:
            raise RuleBroken(f"there is no case {code} that {here.actor.name} may print") from None
        make = partial(summary_pdf, found, demo=here.settings.demo)
        write_pdf(make, out, as_json=as_json, printed=found.printed, here=here)


@print_group.command(name="form")
@click.argument("number", metavar="N")
@click.argument("code", required=False)
@click.option("--blank", is_flag=True, help="The empty form, with its notes; needs no CODE.")
@click.option("--reporter", is_flag=True, help="With who gave the information, if allowed.")
@click.option(
    "--copy",
    type=click.Choice([copy.value for copy in Copy]),
    default=Copy.SERVED.value,
    show_default=True,
    help="Of 04, 05 and 07: to be handed out, or the file's own with the safe place, if allowed.",
)
@OUT
@AS_USER
@AS_JSON
def print_form(
    number: str,
    code: str | None,
    *,
    blank: bool,
    reporter: bool,
    copy: str,
    out: Path,
    as_user: str | None,
    as_json: bool,
) -> None:
    """Write official form N, filled or empty.

    CODE is a report (01), REPORT/NUMBER of an initial assessment (02), CASE/NUMBER of a detailed
    assessment (03), a plan (04), the decision on it (05), a review (06) or a separation (07); the
    first one without a NUMBER.
    """
    if blank == bool(code):
        raise click.UsageError("give a CODE, or --blank")
    number = number.zfill(2)
    if number not in NUMBERS:
        raise RuleBroken(f"there is no form {number} to print; there are {', '.join(NUMBERS)}")
    if code is None:
        settings = settings_for()
        html = blank_html(number, Sheet(settings.now(), settings.demo))
        write_pdf(html, out, as_json=as_json)
        return
    with opened(as_user=as_user) as here:
        insist_on_user(here, as_user)
        told = f"{code} with who gave the information" if reporter else code
        asked = replace(_asked(number, code), with_reporter=reporter, copy=Copy(copy))
        drawn = _drawn(here, asked, f"form {number} of {told}")
        write_pdf(
            partial(drawn.content, render_pdf),
            out,
            as_json=as_json,
            printed=drawn.printed,
            here=here,
        )


def _drawn(here: Opened, asked: Asked, what: str) -> Drawn:
    """Return a paper of a file; RuleBroken when there is none that the user may print."""
    try:
        return draw(here.actor, asked, now=here.settings.now(), demo=here.settings.demo)
    except Missing:
        raise RuleBroken(f"there is no {what} that {here.actor.name} may print") from None


def _asked(number: str, code: str) -> Asked:
    """Return which paper `CODE/NUMBER` names, the first one without a number."""
    subject, _, place = code.partition("/")
    counted = int(place) if place.isdecimal() else 0 if place else 1
    return Asked(number, subject, counted)


def insist_on_user(here: Opened, as_user: str | None) -> None:
    """In production the machine's operator may not read case content (contracts §2)."""
    if here.settings.production and as_user is None:
        raise RuleBroken("in production a print names who prints: add --as USER")


def write_pdf(
    paper: str | Callable[[], bytes],
    out: Path,
    *,
    as_json: bool,
    printed: Printed | None = None,
    here: Opened | None = None,
) -> None:
    """Make the PDF of a document, or let it be made; log what was made; write it, say what.

    The file is for its owner's eyes only.
    """
    try:
        content = render_pdf(paper) if isinstance(paper, str) else paper()
        if printed is not None and here is not None:
            finish(here.actor, printed, content, now=here.settings.now())
        out.touch(mode=0o600)
        out.write_bytes(content)
    except (Unprintable, PrinterDown) as trouble:
        raise RuleBroken(f"nothing was printed: {trouble}") from None
    except OSError as trouble:
        raise RuleBroken(f"{out} cannot be written: {trouble.strerror}") from None
    if as_json:
        click.echo(json.dumps({"file": str(out), "bytes": len(content)}, ensure_ascii=False))
    else:
        click.echo(f"Wrote {out} ({len(content)} bytes).")


COMMANDS: Final = {"print": print_group}
