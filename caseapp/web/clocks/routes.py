"""Routes of the clocks: those of a case, what moves them, what was moved, the city's calendar."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response

from caseapp.casework import calendars, clock_changes
from caseapp.casework.case_clocks import ClockView
from caseapp.casework.clock_changes import CaseClocks
from caseapp.casework.outcomes import AlreadyDone
from caseapp.rules.access import Act
from caseapp.rules.calendar import FREE
from caseapp.rules.values import RuleBroken, local_day
from caseapp.web.actor import actor, needs, now
from caseapp.web.clocks.forms import KINDS, DaysForm, OverrideForm, ReasonForm
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.rights import allowed, insist, missing, note_refused

blueprint = Blueprint("clocks", __name__)
Answer = Response | tuple[str, int] | str

CHANGES: Final = {
    "pause": lazy_gettext("Stands still"),
    "resume": lazy_gettext("Goes on"),
    "override": lazy_gettext("Another last day was set"),
    "calendar": lazy_gettext("Moved by the city's calendar"),
    "receipt": lazy_gettext("Counted from the corrected receipt"),
}
"""How each kind of change is called."""


@blueprint.route("/cases/<code>/clocks")
@needs(Act.CASE_READ)
def show(code: str) -> str:
    """Show the clocks of a case with their articles, and whatever moved them."""
    found = clock_changes.read_clocks(actor(), code, now=now())
    return render_template(
        "clocks/show.html",
        found=found,
        changes=CHANGES,
        key=post_key(),
        may_start=found.may_start and allowed(Act.CASE_EDIT, found.unit_id),
        may_change=allowed(Act.CLOCK_CHANGE, found.unit_id),
    )


@blueprint.route("/cases/<code>/clocks/start", methods=["POST"])
@needs(Act.CASE_EDIT)
def start(code: str) -> Response:
    """Start the clocks of the plan."""
    try:
        with suppress(AlreadyDone):
            clock_changes.start_plan(actor(), code, now=now(), post=posted_key())
    except RuleBroken as broken:
        note_refused()
        flash(gettext(broken.message))
    else:
        flash(gettext("The limits of the plan run from today"), "success")
    return redirect(url_for("clocks.show", code=code))


@blueprint.route("/cases/<code>/clocks/<int:number>/pause", methods=["GET", "POST"])
@needs(Act.CLOCK_CHANGE)
def pause(code: str, number: int) -> Answer:
    """Ask why a clock is to stand still, or to go on."""
    found, clock = _clock(code, number)
    stands = clock.paused_at is not None
    form = ReasonForm()
    if stands:
        form.submit.label.text = gettext("Let it go on")
    act = clock_changes.resume_clock if stands else clock_changes.pause_clock

    def do() -> None:
        reason = form.reason.data or ""
        act(actor(), code, number, reason=reason, now=now(), post=posted_key())

    return _step(form, do, found, clock, "clocks/pause.html", stands=stands)


@blueprint.route("/cases/<code>/clocks/<int:number>/end", methods=["GET", "POST"])
@needs(Act.CLOCK_CHANGE)
def override(code: str, number: int) -> Answer:
    """Ask another last day for a clock."""
    found, clock = _clock(code, number)
    form = OverrideForm()

    def do() -> None:
        clock_changes.override_clock(
            actor(),
            code,
            number,
            last_day=form.last_day.data,
            reason=form.reason.data or "",
            now=now(),
            post=posted_key(),
        )

    return _step(form, do, found, clock, "clocks/override.html")


def _clock(code: str, number: int) -> tuple[CaseClocks, ClockView]:
    found = clock_changes.read_clocks(actor(), code, now=now())
    insist(Act.CLOCK_CHANGE, found.unit_id)
    if not 1 <= number <= len(found.clocks):
        missing()
    return found, found.clocks[number - 1]


def _step(
    form: ReasonForm | OverrideForm,
    act: Callable[[], None],
    found: CaseClocks,
    clock: ClockView,
    page: str,
    **more: object,
) -> Answer:
    if request.method == "POST" and form.validate():
        answer = perform(form, act, to=lambda _: url_for("clocks.show", code=found.code))
        if answer is not None:
            flash(gettext("The change is recorded"), "success")
            return answer
    html = render_template(page, form=form, found=found, clock=clock, key=post_key(), **more)
    return (html, 422) if request.method == "POST" else html


@blueprint.route("/clock-changes")
@needs(Act.CLOCK_CHANGE)
def changes() -> str:
    """List the ends that were moved in the supervised units."""
    rows = clock_changes.list_changes(actor(), now=now())
    return render_template(
        "clocks/changes.html", rows=rows, changes=CHANGES, days=clock_changes.LISTED_FOR.days
    )


@blueprint.route("/cases/<code>/clock-changes/<int:number>/known", methods=["POST"])
@needs(Act.CLOCK_CHANGE)
def see(code: str, number: int) -> Response:
    """Take note of a moved end."""
    clock_changes.see_change(actor(), code, number, now=now())
    return redirect(url_for("clocks.changes"))


@blueprint.route("/calendar")
@needs(Act.HOME_READ)
def calendar() -> str:
    """Show the free and swapped days, those of the law's table and those of the city."""
    today = local_day(now())
    return render_template(
        "clocks/calendar.html",
        may_set=allowed(Act.CALENDAR_SET),
        kinds=dict(KINDS),
        rows=calendars.list_days(actor(), now=now()),
        law=[row for row in FREE if row.last.year >= today.year],
    )


@blueprint.route("/calendar/new", methods=["GET", "POST"])
@needs(Act.CALENDAR_SET)
def new_days() -> Answer:
    """Ask free or swapped days, with the decision behind them."""
    form = DaysForm()
    if form.validate_on_submit():
        done = perform(form, lambda: _add(form), to=lambda _: url_for("clocks.calendar"))
        if done is not None:
            flash(gettext("The days are entered. Running limits are counted anew soon"), "success")
            return done
    page = render_template("clocks/new_days.html", form=form, key=post_key())
    return (page, 422) if form.is_submitted() else page


def _add(form: DaysForm) -> None:
    calendars.add_days(
        actor(),
        kind=form.kind.data or "",
        first=form.first.data,
        last=form.last.data,
        name=form.name.data or "",
        decision=form.decision.data or "",
        now=now(),
        post=posted_key(),
    )


@blueprint.route("/calendar/<int:number>/withdrawal", methods=["POST"])
@needs(Act.CALENDAR_SET)
def withdraw(number: int) -> Response:
    """Withdraw an entry of the city's calendar."""
    calendars.withdraw_days(actor(), number, now=now())
    flash(gettext("The entry is withdrawn. Running limits are counted anew soon"), "success")
    return redirect(url_for("clocks.calendar"))
