"""Commands that write prints: the summary of a case, an official form filled or empty."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import click

from caseapp.casework.assessment_prints import gather_assessment
from caseapp.casework.form07 import gather_form07
from caseapp.casework.outcomes import Missing
from caseapp.casework.plan_prints import gather_plan
from caseapp.casework.printed import Printed, finish
from caseapp.casework.report_prints import gather_report
from caseapp.casework.summaries import gather
from caseapp.cli.opening import Opened, opened, settings_for
from caseapp.rules.assessment_states import FORM_OF
from caseapp.rules.copies import Copy
from caseapp.rules.values import RuleBroken, local_day
from caseapp.web.assessment_paper import assessment_html
from caseapp.web.blank_paper import NUMBERS, blank_html
from caseapp.web.cases.summary_lines import summary_lines
from caseapp.web.pdf_answer import footing, heading_of
from caseapp.web.plan_paper import approval_html, plan_html
from caseapp.web.printing import (
    PrinterDown,
    Sheet,
    Unprintable,
    render_pdf,
    summary_html,
)
from caseapp.web.reports.print_form import report_html
from caseapp.web.separation_paper import form07_html

_OUT: Final = click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The PDF file to write.",
)
_AS: Final = click.option("--as", "as_user", metavar="USER", help="Who prints; logged.")
_JSON: Final = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@click.group(name="print")
def print_group() -> None:
    """Write a PDF: the summary of a case, or an official form."""


@print_group.command(name="case")
@click.argument("code")
@_OUT
@_AS
@_JSON
def print_case(code: str, out: Path, as_user: str | None, as_json: bool) -> None:
    """Write the summary of case CODE."""
    with opened(as_user=as_user) as here:
        _insist_on_user(here, as_user)
        now = here.settings.now()
        try:
            found = gather(here.actor, code, now=now)
        except Missing:
            raise RuleBroken(f"there is no case {code} that {here.actor.name} may print") from None
        heading = heading_of(found.case.unit_id, local_day(now))
        foot = footing(f"Hồ sơ {code}", found.printed)
        html = summary_html(summary_lines(found), heading, Sheet(now, here.settings.demo, foot))
        _write(html, out, as_json=as_json, printed=found.printed, here=here)


@print_group.command(name="form")
@click.argument("number", metavar="N")
@click.argument("code", required=False)
@click.option("--blank", is_flag=True, help="The empty form, with its notes; needs no CODE.")
@click.option("--reporter", is_flag=True, help="With who gave the information, if allowed.")
@click.option(
    "--copy",
    type=click.Choice(list(Copy)),
    default=Copy.SERVED,
    show_default=True,
    help="Of 04, 05 and 07: to be handed out, or the file's own with the safe place, if allowed.",
)
@_OUT
@_AS
@_JSON
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
        _write(html, out, as_json=as_json)
        return
    with opened(as_user=as_user) as here:
        _insist_on_user(here, as_user)
        if number == _REPORT:
            html, printed = _filled(here, code, with_reporter=reporter)
        else:
            html, printed = _numbered(here, number, code, Copy(copy))
        _write(html, out, as_json=as_json, printed=printed, here=here)


_REPORT: Final = "01"
Drawn = tuple[str, Printed]
"""A paper as HTML, and which print of it this is."""
_KINDS: Final = {form: kind for kind, form in FORM_OF.items()}
"""The kind of assessment that each of its forms prints."""


def _numbered(here: Opened, number: str, code: str, copy: Copy) -> Drawn:
    """Return a paper of a file, `CODE/NUMBER`, the first one without a number."""
    subject, _, place = code.partition("/")
    try:
        return _drawn(here, number, (subject, int(place or 1)), copy)
    except (Missing, ValueError):
        name = here.actor.name
        raise RuleBroken(f"there is no form {number} of {code} that {name} may print") from None


def _drawn(here: Opened, number: str, which: tuple[str, int], copy: Copy) -> Drawn:
    code, place = which
    actor, now, demo = here.actor, here.settings.now(), here.settings.demo
    if number in _KINDS:
        assessed = gather_assessment(actor, _KINDS[number], code, place, now=now)
        return assessment_html(assessed, now=now, demo=demo), assessed.printed
    if number == "07":
        parted = gather_form07(actor, code, place, now=now, copy=copy)
        return form07_html(parted, now=now, demo=demo), parted.printed
    draw = plan_html if number == "04" else approval_html
    planned = gather_plan(actor, code, place, now=now, paper=number, copy=copy)
    return draw(planned, now=now, demo=demo), planned.printed


def _filled(here: Opened, code: str, *, with_reporter: bool) -> Drawn:
    now = here.settings.now()
    try:
        found = gather_report(here.actor, code, now=now, with_reporter=with_reporter)
    except Missing:
        told = f"{code} with who gave the information" if with_reporter else code
        name = here.actor.name
        raise RuleBroken(f"there is no form 01 of report {told} that {name} may print") from None
    return report_html(found, now=now, demo=here.settings.demo), found.printed


def _insist_on_user(here: Opened, as_user: str | None) -> None:
    """In production the machine's operator may not read case content (contracts §2)."""
    if here.settings.production and as_user is None:
        raise RuleBroken("in production a print names who prints: add --as USER")


def _write(
    html: str,
    out: Path,
    *,
    as_json: bool,
    printed: Printed | None = None,
    here: Opened | None = None,
) -> None:
    """Make the PDF, log what was made, write it for its owner's eyes only; say what was written."""
    try:
        content = render_pdf(html)
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
