"""The head of a paper, its legal bases and who gets it, by what held on the paper's own date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.casework import areas
from caseapp.records.settings import Setting
from caseapp.rules import paper_settings
from caseapp.rules.forms.spec import Form
from caseapp.rules.paper_settings import (
    AGENCY,
    DEPARTMENT,
    PLACE,
    SUPERIOR,
    lines_of,
    name_for,
    unit_name,
    usual_recipients,
)
from caseapp.rules.units import CITY_ID, territory

_COMMITTEE = "ỦY BAN NHÂN DÂN"


@dataclass(frozen=True)
class Letterhead:
    """What a paper takes from the settings.

    heading     superior (maybe empty), agency_parent, agency (in capitals), agency_name,
                abbreviation, place, day
    grounds     the legal bases, line by line; none for a paper that stands on none
    recipients  the lines of "Nơi nhận"
    """

    heading: Mapping[str, object]
    grounds: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()

    def form(self, form: Form) -> Form:
        """Return a form with the legal bases of its date in the place of its own."""
        return replace(form, grounds=self.grounds) if self.grounds else form


def letterhead(
    door: desk.Door, unit_id: int, day: date, form: Form | None = None
) -> Letterhead:  # fmt: skip
    """Return the head of a unit's paper of that date, and what a form takes beside it."""
    known = _held(door.session, unit_id, day, form.number if form else "")
    heading = _heading(unit_id, day, known)
    if form is None:
        return Letterhead(heading)
    grounds = known.get(name_for("grounds", form.number))
    copies = known.get(name_for("recipients", form.number))
    return Letterhead(
        heading,
        form.grounds if grounds is None else lines_of(grounds),
        usual_recipients(form.number) if copies is None else lines_of(copies),
    )


def heading_on(unit_id: int, day: date) -> dict[str, object]:
    """Return the head of a paper that no door is open for: a list, a slip, a summary."""
    with desk.ledger() as session:
        return _heading(unit_id, day, _held(session, unit_id, day))


def department_on(day: date) -> str:
    """Return how the city's department for children is called on a day."""
    with desk.ledger() as session:
        found = _held(session, CITY_ID, day).get(DEPARTMENT)
    return paper_settings.USUAL_DEPARTMENT if found is None else found


def _heading(unit_id: int, day: date, known: Mapping[str, str]) -> dict[str, object]:
    """Return the head of a document of a unit's People's Committee (Decree 30/2020, Annex I)."""
    of_city = unit_id == CITY_ID
    agency = known.get(unit_name(AGENCY, unit_id)) or areas.label(unit_id)
    return {
        "superior": "" if of_city else known.get(SUPERIOR, ""),
        "agency_parent": _COMMITTEE,
        "agency": agency.upper(),
        "agency_name": agency,
        # What the number of a paper ends in; the number itself is the clerk's to give.
        "abbreviation": "UBND",
        "place": known.get(unit_name(PLACE, unit_id)) or usual_place(unit_id),
        "day": day,
    }


def usual_place(unit_id: int) -> str:
    """Return the place before the date while the unit set none."""
    if unit_id == CITY_ID:
        return "Cần Thơ"
    name = territory().units[unit_id].name
    # A ward that is called by a number is named with its kind.
    return areas.label(unit_id) if name.isdecimal() else name


def _held(session: Session, unit_id: int, day: date, number: str = "") -> dict[str, str]:
    """Return what holds on a day of all that one paper needs, by name: one statement."""
    names = [SUPERIOR, DEPARTMENT, unit_name(AGENCY, unit_id), unit_name(PLACE, unit_id)]
    if number:
        names += [name_for("grounds", number), name_for("recipients", number)]
    rows = session.scalars(
        select(Setting)
        .where(
            Setting.name.in_(names),
            Setting.valid_from <= day,
            func.coalesce(Setting.valid_until, date.max) > day,
        )
        .order_by(Setting.valid_from)
    )
    return {row.name: row.value for row in rows}
