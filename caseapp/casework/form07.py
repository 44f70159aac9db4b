"""Mẫu 07 of a separation for printing: gathered under the act of printing, so the log says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from caseapp import desk
from caseapp.casework.decision_prints import child_of, insist_on_copy, served
from caseapp.casework.letterheads import Letterhead, letterhead
from caseapp.casework.measure_papers import SEPARATION, place_of
from caseapp.casework.measures_reading import KINDS, view_measures
from caseapp.casework.papers import contents_of, numbered, papers_of
from caseapp.casework.printed import Printed, begin
from caseapp.casework.separation_reading import SeparationView
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.rules.access import Act, Actor
from caseapp.rules.copies import Copy
from caseapp.rules.forms.spec import Form
from caseapp.rules.values import local_day


@dataclass(frozen=True)
class Form07:
    """A separation as its decision is printed; `values` by the keys of the form.

    Without the place unless it is the file's own copy, with the legal bases and the head of its
    own date.
    """

    code: str
    unit_id: int
    copy: Copy
    form: Form
    letterhead: Letterhead
    values: dict[str, Any]
    child_name: str
    born: date | None
    birth_precision: str
    child_unit: str
    separation: SeparationView
    printed: Printed


def gather_form07(
    actor: Actor, code: str, number: int, *, now: datetime, copy: Copy = Copy.SERVED
) -> Form07:
    """Return what the decision on a separation says; with the place for the file's copy alone.

    Missing for that copy to whoever may not see the place; that it was printed is logged.
    """
    with desk.reading(actor, Act.CASE_PRINT, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        paper = numbered(door, case, number, SEPARATION)
        insist_on_copy(door, case, copy)
        papers = papers_of(door, case, *KINDS)
        view = view_measures(door, case, papers, contents_of(door, papers))
        parted = next(each for each in view.separations if each.number == number)
        place = place_of(door, paper) if copy is Copy.FILE else None
        told = parted.values | (vars(place) if place else {})
        child = child_of(door, door.session.get_one(Child, case.child_id))
        made_at = parted.decided_at if parted.was_decided else None
        unit = parted.decided_in or case.area_id
        head = letterhead(door, unit, local_day(made_at or now), parted.form)
        about = f"case:{case.id}"
        return Form07(
            code=case.code,
            unit_id=unit,
            copy=copy,
            form=head.form(parted.form),
            letterhead=head,
            values=served(door, case, parted.form, told, copy),
            child_name=child.name,
            born=child.born,
            birth_precision=child.birth_precision,
            child_unit=child.unit,
            separation=parted,
            printed=begin(door, about, case.area_id, form="07", paper=paper.id, copy=copy),
        )
