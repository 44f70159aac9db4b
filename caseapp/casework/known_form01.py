"""Mẫu 01 of a report that was made in a case: what the child's file knows is filled in, no more."""

from __future__ import annotations

from datetime import date
from typing import Final, cast

from caseapp import desk
from caseapp.casework.child_people import PersonView, people_of
from caseapp.casework.one_child import root_of
from caseapp.casework.reports import keep_answers
from caseapp.records.children import Child
from caseapp.records.reports import Report
from caseapp.rules.forms.answers import Value
from caseapp.rules.forms.parts import Birth, Precision
from caseapp.rules.units import territory
from caseapp.rules.values import age_on, local_day

_PARENTS: Final = ("father", "mother")


def keep_form01(door: desk.Door, report: Report, *, place: str = "") -> None:
    """Keep the first version of a report's Mẫu 01; the officer amends it as any other."""
    child = root_of(door, door.session.get_one(Child, report.child_id))
    found = _known(door, report, child) | {"event_place": place.strip()}
    keep_answers(door, report, {key: value for key, value in found.items() if value}, version=1)


def _known(door: desk.Door, report: Report, child: Child) -> dict[str, Value]:
    day = local_day(report.received_at)
    people = [each for each in people_of(door, child) if each.here]
    known: dict[str, Value] = {
        "channel": report.channel,
        "received_at": report.received_at,
        "event_area": territory().units[report.event_unit_id].code,
        "child_name": child.full_name if child.hidden_name is None else "",
        "sex": child.sex,
        "current_carer": "; ".join(each.name for each in people if each.entry.cares),
    }
    if child.date_of_birth is not None:
        known["birth"] = _birth(child, child.date_of_birth, local_day(door.now))
    for parent in _PARENTS:
        for one in [each for each in people if each.entry.relation == parent][:1]:
            known |= _parent(parent, one, day)
    return known


def _parent(which: str, person: PersonView, day: date) -> dict[str, Value]:
    born = person.entry.birth_year
    age = day.year - born if born else 0
    return {f"{which}_name": person.name, f"{which}_age": age}


def _birth(child: Child, born: date, today: date) -> Birth:
    age = age_on(born, today) if child.birth_precision == "estimated" else None
    return Birth(born, cast("Precision", child.birth_precision or "day"), today, age)
