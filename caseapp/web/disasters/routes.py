"""Routes of the disasters: the list, one of them, a unit's children with their relief."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from caseapp.casework import disaster_reading, disasters, reliefs
from caseapp.casework.disaster_reading import DisasterView
from caseapp.casework.impact_reading import UnitList, read_list
from caseapp.rules.access import Act, scope_for
from caseapp.rules.values import local_day
from caseapp.web.actor import actor, needs, now
from caseapp.web.birth_box import born_words
from caseapp.web.code_choices import units_of_today
from caseapp.web.disasters import entry, lines, papers, settings
from caseapp.web.disasters.forms import DisasterForm, ReliefForm
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.rights import allowed, insist, missing

blueprint = Blueprint("disasters", __name__, url_prefix="/disasters")
entry.attach(blueprint)
lines.attach(blueprint)
papers.attach(blueprint)
settings.attach(blueprint)
Answer = Response | tuple[str, int] | str

_BIGGEST: Final = 2**31 - 1
_DIGITS: Final = 4


def _page_number() -> int:
    text = request.args.get("page", "1")
    sound = text.isascii() and text.isdigit() and len(text) <= _DIGITS
    return max(int(text), 1) if sound else 1


@blueprint.route("")
@needs(Act.DISASTER_LIST)
def index() -> str:
    """List the disasters, those with children waiting over the limit first."""
    found = disaster_reading.list_disasters(actor(), _page_number(), now=now())
    return render_template(
        "disasters/index.html", found=found, may_enter=allowed(Act.DISASTER_ENTER)
    )


def _own_units() -> list[tuple[str, str]]:
    return units_of_today(scope_for(actor(), Act.DISASTER_ENTER, local_day(now())).units)


@blueprint.route("/new", methods=["GET", "POST"])
@needs(Act.DISASTER_ENTER)
def new() -> Answer:
    """Ask a new disaster."""
    units = _own_units()
    form = DisasterForm(units, data={"units": [units[0][0]]} if len(units) == 1 else {})
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: disasters.enter_disaster(actor(), form.entry(), now=now(), post=posted_key()),
            to=lambda made: url_for("disasters.show", number=int(made or 0)),
        )
        if done is not None:
            flash(gettext("The disaster is saved"), "success")
            return done
    html = render_template("disasters/edit.html", form=form, key=post_key(), view=None)
    return (html, 422) if form.is_submitted() else html


@blueprint.route("/<int:number>")
@needs(Act.DISASTER_LIST)
def show(number: int) -> str:
    """Show a disaster with the counts of its units."""
    view = disaster_reading.read_disaster(actor(), number, now=now())
    return render_template("disasters/show.html", view=view, own=[] if view.units else _own_lists())


def _own_lists() -> list[tuple[str, str]]:
    """Return the units for which a disaster without units may be filled in, for who has a few."""
    if not allowed(Act.IMPACT_LIST):
        return []
    units = scope_for(actor(), Act.IMPACT_LIST, local_day(now())).units
    return units_of_today(units) if units is not None else []


@blueprint.route("/<int:number>/correction", methods=["GET", "POST"])
@needs(Act.DISASTER_ENTER)
def correct(number: int) -> Answer:
    """Put a disaster right: what it is called, its days, whom it hit."""
    view = disaster_reading.read_disaster(actor(), number, now=now())
    if not view.may_correct:
        missing()
    form = DisasterForm(_own_units(), data=_filled(view))
    if form.validate_on_submit():
        seen = request.form.get("seen", "")
        done = perform(
            form,
            lambda: disasters.correct_disaster(
                actor(), number, form.entry(), seen=seen, now=now(), post=posted_key()
            ),
            to=lambda _: url_for("disasters.show", number=number),
        )
        if done is not None:
            flash(gettext("The disaster is saved"), "success")
            return done
    html = render_template("disasters/edit.html", form=form, key=post_key(), view=view)
    return (html, 422) if form.is_submitted() else html


def _filled(view: DisasterView) -> dict[str, object]:
    names = ("name", "kind", "started_on", "ended_on")
    return {name: getattr(view, name) for name in names} | {"units": list(view.units)}


@blueprint.route("/<int:number>/units/<code>", methods=["GET", "POST"])
@needs(Act.IMPACT_LIST)
def unit(number: int, code: str) -> Answer:
    """Show a unit's children whom it hit, who waits first; record the relief of all ticked."""
    view = read_list(actor(), number, code, _page_number(), now=now())
    form = ReliefForm(data={"relieved_on": local_day(now())})
    ticked = _ticked()
    everyone = request.form.get("step") == "all"
    if request.method == "POST":
        insist(Act.IMPACT_RECORD, view.unit_id)
        if everyone:
            ticked = [line.id for line in view.lines if line.waits is not None]
        elif form.validate() and (done := _relieve(view, form, ticked)) is not None:
            return done
    html = render_template(
        "disasters/unit.html",
        view=view,
        form=form,
        key=post_key(),
        ticked=ticked,
        born=lambda line: born_words(line.born, line.birth_precision, local_day(now())),
        may_record=allowed(Act.IMPACT_RECORD, view.unit_id),
        may_print=allowed(Act.IMPACT_PRINT, view.unit_id),
    )
    return (html, 422) if request.method == "POST" else html


def _ticked() -> list[int]:
    """Return the numbers of the ticked lines; what is no number is none."""
    sent = request.form.getlist("rows")
    numbers = [int(each) for each in sent if each.isascii() and each.isdigit() and len(each) < 11]  # noqa: PLR2004
    return [each for each in numbers if each <= _BIGGEST]


def _relieve(view: UnitList, form: ReliefForm, ticked: list[int]) -> Response | None:
    def act() -> str:
        many = reliefs.relieve(
            actor(), view.place, ticked, form.relief(), now=now(), post=posted_key()
        )
        words = ngettext(
            "The relief is recorded for %(num)d child",
            "The relief is recorded for %(num)d children",
            many,
        )
        flash(words, "success")
        return str(many)

    to = url_for("disasters.unit", number=view.number, code=view.code)
    return perform(form, act, to=lambda _: to)
