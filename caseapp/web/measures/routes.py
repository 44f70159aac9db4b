"""Routes of the measures of a case: all of them, and a separation from Mẫu 07 to its decision."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response

from caseapp.casework import areas, separations
from caseapp.casework.assessed import last_assessment
from caseapp.casework.kept_reading import kept_in_case
from caseapp.casework.measure_papers import SEPARATION
from caseapp.casework.measures_reading import Measures, read_measures, read_place
from caseapp.casework.separation_reading import SeparationView
from caseapp.casework.separations import Verdict
from caseapp.rules.access import Act
from caseapp.rules.measure_states import ORDERED
from caseapp.web import filters
from caseapp.web.actor import actor, needs, now
from caseapp.web.kept_steps import kept_of, put_step
from caseapp.web.measure_rows import (
    ORDER_WORDS,
    decided_rows,
    order_rows,
    placement_rows,
    prepared_rows,
    told_of,
)
from caseapp.web.measure_words import NEEDS
from caseapp.web.measures import order_prints, orders, placements, preparing, print_form
from caseapp.web.measures.page import case_moves, order_moves, separation_moves
from caseapp.web.measures.preparing import INTRO, whole
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
from caseapp.web.posting import posted_key, posted_version
from caseapp.web.rights import allowed
from caseapp.web.signing import day_moment
from caseapp.web.signing_needs import Lacking, lacking_order, lacking_separation
from caseapp.web.verdict_form import TakeBackForm, VerdictForm

blueprint = Blueprint("measures", __name__, url_prefix="/cases/<code>")
preparing.attach(blueprint)
orders.attach(blueprint)
placements.attach(blueprint)
print_form.attach(blueprint)
order_prints.attach(blueprint)

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
    kept = kept_in_case(actor(), code, now=now()) if parted.was_decided else []
    return render_template(
        "measures/separation.html",
        kept=kept_of(kept, SEPARATION, number),
        put=put_step(SEPARATION, code, number, view.unit_id) if parted.was_decided else None,
        view=view,
        parted=parted,
        moves=separation_moves(view, parted),
        sections=told_of(parted),
        rows=prepared_rows(parted),
        decided=decided_rows(parted, _unit_of(parted, view)),
        orders=[
            (
                order,
                str(ORDER_WORDS[order.kind]),
                order_rows(order),
                order_moves(view, order),
                kept_of(kept, order.kind, order.number),
                put_step(order.kind, code, order.number, view.unit_id)
                if order.state in ORDERED
                else None,
            )
            for order in parted.orders
        ],
        needs_words=NEEDS,
        lacking=_lacking(view, parted),
        unseen=not parted.form.confirmed,
    )


def _lacking(view: Measures, parted: SeparationView) -> list[Lacking]:
    """Return what its papers lack that are still to be signed, to who may print them."""
    if not allowed(Act.CASE_PRINT, view.unit_id) or view.closed:
        return []
    found = [lacking_separation(view, parted)] if _to_sign(parted) else []
    waiting = (order for order in parted.orders if order.state in {"submitted", "decided"})
    return [*found, *(lacking_order(view, parted, order) for order in waiting)]


def _to_sign(parted: SeparationView) -> bool:
    return parted.is_open and parted.signed_at is None


def _unit_of(parted: SeparationView, view: Measures) -> str:
    """Return the unit for which it was decided."""
    return areas.label(parted.decided_in) if parted.decided_in else view.unit


@blueprint.route("/separations/<int:number>/place")
@needs(Act.PLACE_SEE)
def place(code: str, number: int) -> str:
    """Show where the child is kept, to those who must know; each look is logged."""
    view = read_for(code, Act.PLACE_SEE)
    found = read_place(actor(), code, SEPARATION, number, now=now())
    back = url_for("measures.separation", code=code, number=number)
    return render_template("measures/place.html", view=view, place=found, back=back)


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
    if not_now("decide" in parted.moves):
        return _decided_already(code, parted)
    form = VerdictForm(data={"decided_at": now()})
    form.move.choices = [(move, str(words)) for move, words in VERDICTS.items()]
    # Whoever comes second is told by whom it was decided, and sees the decision.
    facts = (*decided_rows(parted, _unit_of(parted, view)), *prepared_rows(parted))
    return step(
        form,
        view,
        lambda: separations.decide_separation(
            actor(), code, number, verdict_of(form), now=now(), post=posted_key()
        ),
        Page(
            gettext("Decision on the temporary separation"),
            gettext("The decision is recorded"),
            intro=str(INTRO),
            facts=facts,
            told=told_of(parted, whole(code, parted)),
            version=parted.version,
            unseen=not parted.form.confirmed,
            heard=last_assessment(actor(), code, now=now()),
        ),
        back=url_for("measures.separation", code=code, number=number),
    )


def _decided_already(code: str, parted: SeparationView) -> Response:
    """Lead whoever comes second to the decision, and say whose it is."""
    if parted.decided_at is None or parted.state == "returned":
        return nothing_to_do(code)
    flash(
        gettext(
            "%(who)s has decided on this already, on %(when)s: that decision stands for both units",
            who=parted.decided_by,
            when=filters.moment(parted.decided_at),
        )
    )
    return redirect(url_for("measures.separation", code=code, number=parted.number))


def verdict_of(form: VerdictForm) -> Verdict:
    """Return what the chair typed, with the version of what they read."""
    return Verdict(
        form.move.data or "",
        form.decided_at.data,
        form.words.data or "",
        day_moment(form.signed_on.data),
        posted_version(),
    )
