"""Routes of a placement: where the child stays, who visits it there, when it ends."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from flask_babel import gettext

from caseapp.casework import placements
from caseapp.casework.measure_papers import PLACEMENT, SEPARATION, Place
from caseapp.casework.measures_reading import Measures, read_measures, read_place
from caseapp.casework.placements import NewPlacement, NewVisit
from caseapp.rules.access import Act
from caseapp.rules.measure_states import BY
from caseapp.rules.values import local_day
from caseapp.web.actor import actor, needs, now
from caseapp.web.code_choices import code_choices, or_nothing
from caseapp.web.measure_rows import placement_rows
from caseapp.web.measures.forms import EndForm, PlacementForm, VisitForm
from caseapp.web.measures.steps import (
    BOTH,
    Answer,
    Page,
    not_now,
    nothing_to_do,
    placement_of,
    read_for,
    step,
)
from caseapp.web.posting import posted_key
from caseapp.web.rights import allowed


def attach(blueprint: Blueprint) -> None:
    """Add these steps to the measures' blueprint."""
    of_one = "/placements/<int:number>"
    blueprint.add_url_rule("/placements/new", "new_placement", new_placement, methods=BOTH)
    blueprint.add_url_rule(of_one, "placement", show)
    blueprint.add_url_rule(f"{of_one}/place", "placement_place", place)
    blueprint.add_url_rule(f"{of_one}/ending", "end_placement", end, methods=BOTH)
    blueprint.add_url_rule(f"{of_one}/visits/new", "new_visit", visit, methods=BOTH)


@needs(Act.CASE_READ)
def show(code: str, number: int) -> str:
    """Show a placement and its visits; where it is is shown apart."""
    view = read_measures(actor(), code, now=now())
    placed = placement_of(view, number)
    return render_template(
        "measures/placement.html",
        view=view,
        placed=placed,
        rows=placement_rows(placed),
        may_edit=placed.moves and allowed(BY["end"], view.unit_id),
        may_see_place=allowed(Act.PLACE_SEE, view.unit_id),
    )


@needs(Act.PLACE_SEE)
def place(code: str, number: int) -> str:
    """Show where the child is placed, to those who must know; each look is logged."""
    view = read_for(code, Act.PLACE_SEE)
    found = read_place(actor(), code, PLACEMENT, number, now=now())
    back = url_for("measures.placement", code=code, number=number)
    return render_template("measures/place.html", view=view, place=found, back=back)


@needs(Act.CASE_EDIT)
def new_placement(code: str) -> Answer:
    """Ask where the child stays; what the separation says is filled in."""
    view = read_for(code, Act.CASE_EDIT)
    if not_now(not view.closed and view.placement is None):
        return nothing_to_do(code)
    form = PlacementForm(data=_known(view))
    form.kept_with.choices = code_choices("kept_with")
    form.relation.choices = or_nothing(code_choices("relation"))
    return step(
        form,
        view,
        lambda: placements.start_placement(
            actor(),
            code,
            NewPlacement(
                kept_with=form.kept_with.data or "",
                relation=form.relation.data or "",
                place=Place(form.name.data or "", form.address.data or "", form.phone.data or ""),
                first_day=form.first_day.data,
                protected=bool(form.protected.data),
                remark=form.remark.data or "",
            ),
            now=now(),
            post=posted_key(),
        ),
        Page(gettext("Where the child is placed"), gettext("The placement is recorded")),
        back=url_for("measures.index", code=code),
        to=lambda made: url_for("measures.placement", code=code, number=int(made)),
    )


def _known(view: Measures) -> dict[str, object]:
    """Return what a separation that holds says of the place already."""
    parted = view.separation
    if parted is None or not parted.holds:
        return {"first_day": local_day(now())}
    kept = read_place(actor(), view.code, SEPARATION, parted.number, now=now())
    return {
        "first_day": parted.first_day,
        "kept_with": parted.kept_with,
        "name": kept.name,
        "address": kept.address,
        "phone": kept.phone,
        "protected": True,
    }


@needs(Act.CASE_EDIT)
def end(code: str, number: int) -> Answer:
    """Ask the last day of a placement, and why it ended."""
    view = read_for(code, Act.CASE_EDIT)
    placed = placement_of(view, number)
    if not_now("end" in placed.moves):
        return nothing_to_do(code)
    form = EndForm(data={"last_day": local_day(now())})
    return step(
        form,
        view,
        lambda: placements.end_placement(
            actor(),
            code,
            number,
            last_day=form.last_day.data,
            why=form.why.data or "",
            now=now(),
            post=posted_key(),
        ),
        Page(gettext("Record the end of the placement"), gettext("The end is recorded")),
        back=url_for("measures.placement", code=code, number=number),
    )


@needs(Act.CASE_EDIT)
def visit(code: str, number: int) -> Answer:
    """Ask who visited the child there, whether it was seen, and how it is."""
    view = read_for(code, Act.CASE_EDIT)
    placement_of(view, number)
    form = VisitForm(data={"visited_at": now()})
    form.seen.choices = code_choices("child_seen")
    return step(
        form,
        view,
        lambda: placements.note_visit(
            actor(),
            code,
            number,
            NewVisit(
                form.visited_at.data,
                form.by.data or "",
                form.seen.data or "",
                form.how.data or "",
            ),
            now=now(),
            post=posted_key(),
        ),
        Page(gettext("Visit to the child"), gettext("The visit is saved")),
        back=url_for("measures.placement", code=code, number=number),
    )
