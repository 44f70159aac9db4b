"""Routes of the measures of a case: all of them, and a separation from Mẫu 07 to its decision."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, render_template, url_for
from flask_babel import gettext, lazy_gettext

from caseapp.casework import areas, separations
from caseapp.casework.assessed import last_assessment
from caseapp.casework.measure_papers import SEPARATION, Place
from caseapp.casework.measures_reading import read_measures, read_place
from caseapp.casework.separation_reading import SeparationView
from caseapp.casework.separations import NewSeparation, Verdict
from caseapp.rules.access import Act
from caseapp.rules.separations import FORM_07_CONFIRMED
from caseapp.rules.values import local_day
from caseapp.web.actor import actor, needs, now
from caseapp.web.code_choices import code_choices
from caseapp.web.measure_rows import (
    ORDER_WORDS,
    decided_rows,
    order_rows,
    placement_rows,
    separation_rows,
)
from caseapp.web.measure_words import NEEDS
from caseapp.web.measures import orders, placements, print_form
from caseapp.web.measures.forms import SeparationForm
from caseapp.web.measures.page import case_moves, order_moves, separation_moves
from caseapp.web.measures.steps import (
    BOTH,
    Answer,
    Page,
    not_now,
    nothing_to_do,
    read_for,
    separation_of,
    step,
)
from caseapp.web.meeting import meet
from caseapp.web.posting import posted_key, posted_version
from caseapp.web.signing import day_moment
from caseapp.web.verdict_form import TakeBackForm, VerdictForm

blueprint = Blueprint("measures", __name__, url_prefix="/cases/<code>")
orders.attach(blueprint)
placements.attach(blueprint)
print_form.attach(blueprint)

VERDICTS: Final = {
    "decide": lazy_gettext("Separate the child temporarily"),
    "return": lazy_gettext("Return it to the officer, to be put right"),
    "refuse": lazy_gettext("Do not separate the child"),
}


@blueprint.route("/measures")
@needs(Act.CASE_READ)
def index(code: str) -> str:
    """Show the separations and placements of a case, and what may be begun."""
    view = read_measures(actor(), code, now=now())
    return render_template(
        "measures/index.html",
        view=view,
        moves=case_moves(view),
        needs_words=NEEDS,
        placement_rows=placement_rows,
    )


@blueprint.route("/separations/<int:number>")
@needs(Act.CASE_READ)
def separation(code: str, number: int) -> str:
    """Show a separation with what follows it; where the child is kept is shown apart."""
    view = read_measures(actor(), code, now=now())
    parted = separation_of(view, number)
    unit = areas.label(parted.decided_in) if parted.decided_in else view.unit
    return render_template(
        "measures/separation.html",
        view=view,
        parted=parted,
        moves=separation_moves(view, parted),
        rows=separation_rows(parted),
        decided=decided_rows(parted, unit),
        orders=[
            (order, str(ORDER_WORDS[order.kind]), order_rows(order), order_moves(view, order))
            for order in parted.orders
        ],
        needs_words=NEEDS,
        unseen=not FORM_07_CONFIRMED,
    )


@blueprint.route("/separations/<int:number>/place")
@needs(Act.PLACE_SEE)
def place(code: str, number: int) -> str:
    """Show where the child is kept, to those who must know; each look is logged."""
    view = read_for(code, Act.PLACE_SEE)
    found = read_place(actor(), code, SEPARATION, number, now=now())
    back = url_for("measures.separation", code=code, number=number)
    return render_template("measures/place.html", view=view, place=found, back=back)


def _separation_form(**given: Any) -> SeparationForm:  # noqa: ANN401 - whatever Flask-WTF takes
    form = SeparationForm(**given)
    form.parted_from.choices = code_choices("parted_from")
    form.kept_with.choices = code_choices("kept_with")
    return form


def _told(form: SeparationForm) -> NewSeparation:
    return NewSeparation(
        parted_from=tuple(form.parted_from.data or ()),
        names=form.names.data or "",
        why=form.why.data or "",
        first_day=form.first_day.data,
        last_day=form.last_day.data,
        kept_with=form.kept_with.data or "",
        place=Place(form.name.data or "", form.address.data or "", form.phone.data or ""),
    )


_INTRO: Final = lazy_gettext(
    "The chair of the unit of the event or of the residence decides. A separation lasts 15 days "
    "at most and never ends by itself (Decree 56/2017, Art. 32)."
)


@blueprint.route("/separations/new", methods=BOTH)
@needs(Act.CASE_EDIT)
def new(code: str) -> Answer:
    """Ask what Mẫu 07 asks, and bring it before the chairs."""
    view = read_for(code, Act.CASE_EDIT)
    if not_now(not view.closed and view.separation is None and view.elsewhere is None):
        return nothing_to_do(code)
    form = _separation_form(data={"first_day": local_day(now())})
    return step(
        form,
        view,
        lambda: separations.prepare_separation(
            actor(), code, _told(form), now=now(), post=posted_key()
        ),
        Page(
            gettext("Temporary separation (Mẫu 07)"),
            gettext("It waits for the chair's decision now"),
            intro=str(_INTRO),
            unseen=not FORM_07_CONFIRMED,
        ),
        back=url_for("measures.index", code=code),
        to=lambda made: url_for("measures.separation", code=code, number=int(made)),
    )


def _known(code: str, parted: SeparationView) -> dict[str, Any]:
    """Return what was prepared, the place included, as the boxes show it."""
    kept = read_place(actor(), code, SEPARATION, parted.number, now=now())
    said = ("names", "why", "first_day", "last_day", "kept_with")
    known: dict[str, Any] = {name: getattr(parted, name) for name in said}
    known |= {name: getattr(kept, name) for name in ("name", "address", "phone")}
    return known | {"parted_from": list(parted.parted_from)}


@blueprint.route("/separations/<int:number>/amendment", methods=BOTH)
@needs(Act.CASE_EDIT)
def amend(code: str, number: int) -> Answer:
    """Ask anew what was prepared, the place included; it waits for the chairs again."""
    view = read_for(code, Act.CASE_EDIT)
    parted = separation_of(view, number)
    if not_now("amend" in parted.moves):
        return nothing_to_do(code)
    known = _known(code, parted)
    form, title, done = (
        _separation_form(data=known),
        gettext("Change what was prepared"),
        gettext("It waits for the chair's decision now"),
    )
    back = url_for("measures.separation", code=code, number=number)
    met = meet(
        form,
        lambda: _separation_form(formdata=None, data=known),
        parted.version,
        title=title,
        to=back,
        done=done,
    )
    if met.page is not None:
        return met.page
    facts = ((gettext("The chair's words"), parted.words),) if parted.words else ()
    page = Page(title, done, facts=facts, met=met, unseen=not FORM_07_CONFIRMED)
    return step(
        form,
        view,
        lambda: separations.amend_separation(
            actor(),
            code,
            number,
            _told(form),
            version=met.version,
            now=now(),
            post=posted_key(),
        ),
        page,
        back=back,
    )


@blueprint.route("/separations/<int:number>/withdrawal", methods=BOTH)
@needs(Act.CASE_EDIT)
def withdraw(code: str, number: int) -> Answer:
    """Ask why a separation is taken back that nobody has decided on."""
    view = read_for(code, Act.CASE_EDIT)
    parted = separation_of(view, number)
    if not_now("withdraw" in parted.moves):
        return nothing_to_do(code)
    form = TakeBackForm()
    return step(
        form,
        view,
        lambda: separations.withdraw_separation(
            actor(), code, number, why=form.why.data or "", now=now(), post=posted_key()
        ),
        Page(gettext("Take the separation back"), gettext("It is taken back")),
        back=url_for("measures.separation", code=code, number=number),
    )


@blueprint.route("/separations/<int:number>/decision", methods=BOTH)
@needs(Act.MEASURE_DECIDE)
def decide(code: str, number: int) -> Answer:
    """Ask the chair's decision, with all that Mẫu 07 says beside it, the place included."""
    view = read_for(code, Act.MEASURE_DECIDE)
    parted = separation_of(view, number)
    form = VerdictForm(data={"decided_at": now()})
    form.move.choices = [(move, str(words)) for move, words in VERDICTS.items()]
    kept = read_place(actor(), code, SEPARATION, number, now=now())
    shown = (
        (gettext("Name of the person, family or facility"), kept.name),
        (gettext("Address of the safe place"), kept.address),
    )
    # Whoever comes second is told by whom it was decided, and sees the decision.
    facts = (*separation_rows(parted), *shown, *decided_rows(parted, view.unit))
    return step(
        form,
        view,
        lambda: separations.decide_separation(
            actor(), code, number, verdict_of(form), now=now(), post=posted_key()
        ),
        Page(
            gettext("Decision on the temporary separation"),
            gettext("The decision is recorded"),
            intro=str(_INTRO),
            facts=facts,
            version=parted.version,
            unseen=not FORM_07_CONFIRMED,
            heard=last_assessment(actor(), code, now=now()),
        ),
        back=url_for("measures.separation", code=code, number=number),
    )


def verdict_of(form: VerdictForm) -> Verdict:
    """Return what the chair typed, with the version of what they read."""
    return Verdict(
        form.move.data or "",
        form.decided_at.data,
        form.words.data or "",
        day_moment(form.signed_on.data),
        posted_version(),
    )
