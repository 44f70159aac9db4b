"""What is entered of a child that is known: a move, a circumstance and its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms.form import BaseForm

from caseapp.casework import child_reading, children, circumstances
from caseapp.casework.child_reading import ChildView
from caseapp.casework.circumstances import CircumstanceEntry
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.children import page
from caseapp.web.children.forms import CircumstanceForm, EndForm, MoveForm
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.rights import missing

Answer = Response | tuple[str, int] | str


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the children's blueprint."""
    for address, view in (
        ("residences/new", move),
        ("circumstances/new", circumstance),
        ("circumstances/<int:row>/end", end),
    ):
        blueprint.add_url_rule(f"/<code>/{address}", view.__name__, view, methods=["GET", "POST"])


def open_child(code: str, act: Act) -> ChildView:
    """Return a child for a step; 404 for those who may read it but not take the step."""
    view = child_reading.read_child(actor(), code, now=now())
    page.insist_on(act, view)
    return view


def take(
    form: BaseForm,
    view: ChildView,
    act: Callable[[], None],
    *,
    heading: str,
    done: str,
    **more: object,
) -> Answer:
    """Take a form: shown, shown again with its faults, or done and led to the child's page."""
    if request.method == "POST" and form.validate():
        answer = perform(form, act, to=lambda _: url_for("children.show", code=view.code))
        if answer is not None:
            flash(done, "success")
            return answer
    html = render_template(
        "children/step.html", form=form, view=view, heading=heading, key=post_key(), **more
    )
    return (html, 422) if request.method == "POST" else html


@needs(Act.CHILD_EDIT)
def move(code: str) -> Answer:
    """Record that the child lives in another unit from a day on."""
    view, form = open_child(code, Act.CHILD_EDIT), MoveForm()
    return take(
        form,
        view,
        lambda: children.move_child(
            actor(),
            code,
            area_code=str(form.area_code.data),
            since=day_of(form.since.data),
            now=now(),
            post=posted_key(),
        ),
        heading=gettext("The child has moved"),
        done=gettext("The move is recorded"),
        note=gettext(
            "The file stays with your unit; the other ward or commune does not see it by this."
        ),
    )


@needs(Act.CIRCUMSTANCE_RECORD)
def circumstance(code: str) -> Answer:
    """Record a group of special circumstances, confirmed or at risk."""
    view, form = open_child(code, Act.CIRCUMSTANCE_RECORD), CircumstanceForm()
    return take(
        form,
        view,
        lambda: circumstances.record_circumstance(
            actor(), code, _circumstance(form), now=now(), post=posted_key()
        ),
        heading=gettext("Special circumstances"),
        done=gettext("The circumstance is recorded"),
    )


def _circumstance(form: CircumstanceForm) -> CircumstanceEntry:
    return CircumstanceEntry(
        group_code=form.group_code.data or "",
        subgroup=form.subgroup.data or "",
        status=form.status.data or "",
        valid_from=day_of(form.valid_from.data),
        valid_until=form.valid_until.data,
        evidence=(form.evidence.data or "").strip(),
    )


def day_of(given: object) -> date:
    """Return a day that the form has made sure of."""
    assert isinstance(given, date)
    return given


@needs(Act.CIRCUMSTANCE_RECORD)
def end(code: str, row: int) -> Answer:
    """Record that a circumstance no longer holds."""
    view, form = open_child(code, Act.CIRCUMSTANCE_RECORD), EndForm()
    known = {each.id: each for each in view.circumstances}
    if row not in known:
        missing()
    return take(
        form,
        view,
        lambda: circumstances.end_circumstance(
            actor(), code, row, on=day_of(form.valid_until.data), now=now()
        ),
        heading=gettext("A circumstance has ended"),
        done=gettext("The end is recorded; the time before it stays"),
        group=known[row].group_code,
    )
