"""Routes of standing in: who does in which unit, naming somebody, ending it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import naming_reading, namings
from caseapp.casework.naming_reading import Choices
from caseapp.casework.namings import NewNaming
from caseapp.rules.access import Act, Role
from caseapp.rules.values import local_day
from caseapp.web.account_words import STATE_WORDS
from caseapp.web.actor import actor, needs, now
from caseapp.web.asking import Question, YesForm, ask
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.rights import allowed, missing
from caseapp.web.stand_ins.forms import DeputyForm, StandInForm, UnitForm

blueprint = Blueprint("stand_ins", __name__, url_prefix="/stand-ins")
Answer = Response | tuple[str, int] | str


@blueprint.route("")
@needs(Act.STAND_IN_READ)
def index() -> Answer:
    """Lead to the own unit; show a supervisor who stands in anywhere, and ask for a unit."""
    units = naming_reading.own_units(actor(), now=now())
    if len(units) == 1:
        return redirect(url_for("stand_ins.show", unit=units[0]))
    form = UnitForm(formdata=request.args)
    if form.unit.data and form.validate():
        return redirect(url_for("stand_ins.show", unit=form.unit.data))
    rows = naming_reading.list_standing(actor(), now=now())
    return render_template("stand_ins/index.html", form=form, rows=rows, states=STATE_WORDS)


@blueprint.route("/<unit>")
@needs(Act.STAND_IN_READ)
def show(unit: str) -> str:
    """Show who stands in for the chair and for the officers of a unit."""
    view = naming_reading.read_unit(actor(), unit, now=now())
    return render_template(
        "stand_ins/show.html",
        view=view,
        states=STATE_WORDS,
        may_name_deputy=allowed(Act.DEPUTY_NAME, view.unit_id),
        may_name_stand_in=allowed(Act.STAND_IN_NAME, view.unit_id),
        wide=len(naming_reading.own_units(actor(), now=now())) != 1,
    )


@blueprint.route("/<unit>/deputies/new", methods=["GET", "POST"])
@needs(Act.DEPUTY_NAME)
def name_deputy(unit: str) -> Answer:
    """Ask who stands in for the chair, in which order, for which days."""
    found = naming_reading.choices(actor(), Role.CHAIR, unit, now=now())
    form = DeputyForm(found, local_day(now()))
    reason = form.reason.data or "" if "reason" in form else ""
    return _name(form, found, Role.CHAIR, rank=form.rank.data or 0, reason=reason)


@blueprint.route("/<unit>/officers/new", methods=["GET", "POST"])
@needs(Act.STAND_IN_NAME)
def name_officer(unit: str) -> Answer:
    """Ask who does an officer's work, for which days."""
    found = naming_reading.choices(actor(), Role.OFFICER, unit, now=now())
    form = StandInForm(found, local_day(now()))
    return _name(form, found, Role.OFFICER, in_place_of=form.in_place_of.data or "")


def _name(
    form: DeputyForm | StandInForm,
    found: Choices,
    role: Role,
    *,
    rank: int = 1,
    reason: str = "",
    in_place_of: str = "",
) -> Answer:
    """Take a naming: shown, shown again with its faults, or kept and led to the unit."""
    if form.validate_on_submit():
        new = NewNaming(
            form.person.data or "",
            form.valid_from.data,
            form.last_day.data,
            rank,
            reason,
            in_place_of,
        )
        done = perform(
            form,
            lambda: namings.name_stand_in(
                actor(), role, found.unit_code, new, now=now(), post=posted_key()
            ),
            to=lambda _: url_for("stand_ins.show", unit=found.unit_code),
        )
        if done is not None:
            flash(gettext("The person is named, and told"), "success")
            return done
    page = render_template(
        "stand_ins/new.html", form=form, found=found, key=post_key(), deputy=role == Role.CHAIR
    )
    return (page, 422) if form.is_submitted() else page


@blueprint.route("/<unit>/<int:number>/end", methods=["GET", "POST"])
@needs(Act.STAND_IN_NAME)
def end(unit: str, number: int) -> Answer:
    """Ask whether a naming is to end at this moment."""
    view = naming_reading.read_unit(actor(), unit, now=now())
    row = next((e for e in (*view.deputies, *view.officers) if e.number == number), None)
    over = row is not None and row.state == "ended" and request.method == "GET"
    if row is None or over or not row.may_end:
        missing()
    question = Question(
        caption=view.unit,
        title=gettext("End the naming of %(person)s now?", person=row.person),
        text=gettext(
            "What this person decided until now holds. From now on they decide and do nothing "
            "here by this naming, and they are told."
        ),
        back_words=gettext("Who stands in"),
        back_url=url_for("stand_ins.show", unit=unit),
    )
    return ask(
        YesForm(gettext("End now")),
        question,
        lambda: namings.end_naming(actor(), unit, number, now=now()),
        gettext("The person stands in no more"),
    )
