"""Mẫu 07 of a separation for printing: gathered under the act of printing, so the log says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.homes import home_unit
from caseapp.casework.measure_papers import SEPARATION, place_of
from caseapp.casework.measures_reading import KINDS, view_measures
from caseapp.casework.papers import contents_of, numbered, papers_of
from caseapp.casework.printed import Printed, begin
from caseapp.casework.separation_reading import SeparationView
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.rules.access import Act, Actor, may
from caseapp.rules.forms.spec import Form
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import local_day


@dataclass(frozen=True)
class Form07:
    """A separation as its decision is printed; `values` by the keys of the form.

    Without the place unless it is the file's own copy.
    """

    code: str
    unit_id: int
    form: Form
    values: dict[str, Any]
    child_name: str
    born: date | None
    birth_precision: str
    child_unit: str
    separation: SeparationView
    printed: Printed


def gather_form07(
    actor: Actor, code: str, number: int, *, now: datetime, with_place: bool = False
) -> Form07:
    """Return what the decision on a separation says; with the place for the file's copy alone.

    Missing for the place to whoever may not see it; that it was printed is logged.
    """
    with desk.reading(actor, Act.CASE_PRINT, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        paper = numbered(door, case, number, SEPARATION)
        sees = may(actor, Act.PLACE_SEE, local_day(now), case.area_id)
        if with_place and not sees:
            raise Missing(f"papers:{case.code},{number}")
        child = door.session.get_one(Child, case.child_id)
        papers = papers_of(door, case, *KINDS)
        view = view_measures(door, case, papers, contents_of(door, papers))
        parted = next(each for each in view.separations if each.number == number)
        place = place_of(door, paper) if with_place else None
        about = f"case:{case.id}"
        printed = begin(door, about, case.area_id, form="07", paper=paper.id, place=with_place)
        home = home_unit(door, child.id)
        return Form07(
            code=case.code,
            unit_id=parted.decided_in or case.area_id,
            form=parted.form,
            values=parted.values | (vars(place) if place else {}),
            child_name=child.full_name,
            born=child.date_of_birth,
            birth_precision=child.birth_precision,
            child_unit=areas.label(home) if home is not None else "",
            separation=parted,
            printed=printed,
        )
