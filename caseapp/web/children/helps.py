"""Steps with the help of one child: recorded, ended, put right, withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import assistance
from caseapp.casework.assistance_reading import (
    ActivityLine,
    AssistanceView,
    activities_of_child,
)
from caseapp.casework.child_reading import ChildView
from caseapp.rules.access import Act
from caseapp.rules.assistance import HelpDays, kind_for
from caseapp.web import filters
from caseapp.web.actor import actor, needs, now
from caseapp.web.assistance_form import days_words, value_words
from caseapp.web.children.help_forms import (
    AssistanceForm,
    CorrectionForm,
    EndHelpForm,
    WithdrawForm,
)
from caseapp.web.children.steps import Answer, day_of, open_child
from caseapp.web.code_choices import or_nothing
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.rights import missing

_BOTH: Final = ["GET", "POST"]


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the children's blueprint."""
    one = "/<code>/assistance/<int:row>"
    blueprint.add_url_rule("/<code>/assistance/new", "assist", assist, methods=_BOTH)
    blueprint.add_url_rule(f"{one}/end", "end_help", end_help, methods=_BOTH)
    blueprint.add_url_rule(f"{one}/correction", "correct_help", correct_help, methods=_BOTH)
    blueprint.add_url_rule(f"{one}/withdrawal", "withdraw_help", withdraw_help, methods=_BOTH)


def _take(
    form: AssistanceForm | EndHelpForm | WithdrawForm,
    view: ChildView,
    act: Callable[[], None],
    *,
    words: tuple[str, str],
    row: AssistanceView | None = None,
) -> Answer:
    """Take a form, and lead on to the list with which the help was entered, or to the child."""
    heading, done = words
    if request.method == "POST" and form.validate():
        answer: Response | None = perform(form, act, to=lambda _: _back(view, row))
        if answer is not None:
            flash(done, "success")
            return answer
    html = render_template(
        "children/help.html",
        form=form,
        view=view,
        heading=heading,
        row=row,
        said=said_words(row) if row else "",
        key=post_key(),
    )
    return (html, 422) if request.method == "POST" else html


def said_words(row: AssistanceView) -> str:
    """Say a help in a line: what, when, by whom, of which value."""
    parts = (
        filters.code_label("assistance_kinds", row.kind),
        days_words(HelpDays(row.given_on, row.given_until, row.open_ended)),
        row.provider,
        value_words(row.value),
    )
    return ", ".join(part for part in parts if part)


def _back(view: ChildView, row: AssistanceView | None) -> str:
    """Return where a step leads: back to the list of children where it was begun there."""
    came_from = request.args.get("from", "")
    if row is not None and row.batch is not None and came_from == "list":
        return url_for("assistance.batch", code=row.batch[0], number=row.batch[1])
    if row is not None and view.units and came_from == "running":
        return url_for("assistance.running", code=str(view.units[0]))
    return url_for("children.show", code=view.code)


def _label(line: ActivityLine) -> str:
    measure = filters.code_label("plan_measures", line.measure) or gettext("Activity of the plan")
    if line.done_on is not None:
        measure = gettext("%(what)s, done on %(day)s", what=measure, day=filters.day(line.done_on))
    return f"{line.case}: {measure}"


def _offer(form: AssistanceForm, code: str) -> list[ActivityLine]:
    """Let one of the activities be chosen; without any there is no such question."""
    lines = activities_of_child(actor(), code, now=now())
    form.activity.choices = or_nothing([(str(line.id), _label(line)) for line in lines])
    if not lines:
        del form["activity"]
    return lines


def _asked_for(code: str) -> dict[str, object]:
    """Return what the address fills in: a kind, an activity with its day and its kind."""
    filled: dict[str, object] = {"kind": request.args.get("kind")}
    wanted = request.args.get("activity", "")
    for line in activities_of_child(actor(), code, now=now()) if wanted else ():
        if str(line.id) == wanted:
            filled = {"kind": kind_for(line.measure), "activity": wanted, "given_on": line.done_on}
    return filled


@needs(Act.ASSISTANCE_RECORD)
def assist(code: str) -> Answer:
    """Record help that the child was given."""
    view = open_child(code, Act.ASSISTANCE_RECORD)
    form = AssistanceForm(data=_asked_for(code))
    _offer(form, code)
    return _take(
        form,
        view,
        lambda: assistance.record_assistance(
            actor(), code, form.entry_with_activity(), now=now(), post=posted_key()
        ),
        words=(gettext("Help given to the child"), gettext("The help is recorded")),
    )


def _found(code: str, row: int) -> tuple[ChildView, AssistanceView]:
    view = open_child(code, Act.ASSISTANCE_RECORD)
    found = next((each for each in view.assistance if each.id == row), None)
    return view, found or missing()


@needs(Act.ASSISTANCE_RECORD)
def end_help(code: str, row: int) -> Answer:
    """Record the last day of a help."""
    view, found = _found(code, row)
    if not found.goes_on and request.method == "GET":
        missing()
    form = EndHelpForm()
    return _take(
        form,
        view,
        lambda: assistance.end_assistance(
            actor(), code, row, last_day=day_of(form.given_until.data), now=now(),
            post=posted_key(),
        ),
        words=(
            gettext("A help has ended"),
            gettext("The end is recorded; the time before it stays"),
        ),
        row=found,
    )  # fmt: skip


@needs(Act.ASSISTANCE_RECORD)
def correct_help(code: str, row: int) -> Answer:
    """Ask what a help really was; the mistaken entry is withdrawn in the same step."""
    view, found = _found(code, row)
    names = ("kind", "given_on", "given_until", "open_ended", "provider", "value", "in_kind")
    known: dict[str, object] = {name: getattr(found, name) for name in (*names, "note")}
    form = CorrectionForm(data=known | {"activity": str(found.activity or "")})
    _offer(form, code)
    return _take(
        form,
        view,
        lambda: assistance.correct_assistance(
            actor(), code, row, form.entry_with_activity(), why=form.why.data or "", now=now(),
            post=posted_key(),
        ),
        words=(gettext("Correct the entry of a help"), gettext("The entry is put right")),
        row=found,
    )  # fmt: skip


@needs(Act.ASSISTANCE_RECORD)
def withdraw_help(code: str, row: int) -> Answer:
    """Ask why a help was entered by mistake."""
    view, found = _found(code, row)
    form = WithdrawForm()
    return _take(
        form,
        view,
        lambda: assistance.withdraw_assistance(
            actor(), code, row, why=form.why.data or "", now=now(), post=posted_key()
        ),
        words=(
            gettext("Withdraw the entry of a help"),
            gettext("The entry is withdrawn: it counts no more"),
        ),
        row=found,
    )
