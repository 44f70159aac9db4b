"""What of a child would go out with a referral now: gathered from its file, field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.child_health import health_of
from caseapp.casework.child_people import is_uncalled, people_of, uncalled
from caseapp.casework.child_schools import schools_of
from caseapp.casework.consent_bars import barred, suspects_around
from caseapp.casework.homes import home_unit
from caseapp.casework.one_child import in_one, root_of
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.papers import Paper
from caseapp.records.referrals import Referral
from caseapp.rules.care_states import HELD
from caseapp.rules.values import local_day

Values = dict[str, Any]
"""What is shared, by the code of the field: texts, codes, days as texts, lists of such rows."""

_CLOSE: Final = frozenset(
    {"father", "mother", "grandparent", "sibling", "relative", "foster_carer", "facility_carer"}
)
_IN_FORCE: Final = {
    "separation": frozenset({"in_force"}),
    "placement": frozenset({"current"}),
    "care": HELD,
}
"""Papers that say where a child is kept, and the states in which they do."""


def near_is_safe(door: desk.Door, child: Child) -> bool:
    """Tell whether home, address and carer may go out.

    Not where the name is hidden, where a carer or somebody who lives with the child is suspected
    or marked, or where a suspect is close to the child by what the reports say.
    """
    root = root_of(door, child)
    if root.hidden_name is not None or child.hidden_name is not None:
        return False
    if any(each.relation in _CLOSE for each in suspects_around(door, root)):
        return False
    near = [
        each
        for each in people_of(door, root)
        if each.here and (each.entry.cares or each.entry.lives_with)
    ]
    return not barred(door, root, near)


def gather(door: desk.Door, row: Referral, child: Child, fields: Iterable[str]) -> Values:
    """Return the values of some fields as the file has them now; a field without one is left."""
    found = {field: _GATHER[field](door, row, child) for field in fields}
    return {field: value for field, value in found.items() if value}


def _reason(door: desk.Door, row: Referral, child: Child) -> str:
    return door.unseal(child.key_id, "referrals.reason", row.id, row.reason)


def _birth(_door: desk.Door, _row: Referral, child: Child) -> dict[str, str]:
    born = child.date_of_birth
    return {"on": born.isoformat(), "precision": child.birth_precision} if born else {}


def _home(door: desk.Door, _row: Referral, child: Child) -> str:
    unit = home_unit(door, child.id)
    return "" if unit is None else areas.label(unit)


def _school(door: desk.Door, _row: Referral, child: Child) -> dict[str, str]:
    today = local_day(door.now)
    for each in schools_of(door, child):
        if each.valid_from <= today and (each.valid_until is None or each.valid_until > today):
            return {
                "attendance": each.attendance,
                "school": each.school,
                "grade": each.grade,
            }
    return {}


def _carer(door: desk.Door, _row: Referral, child: Child) -> list[dict[str, str]]:
    """Return who cares for the child, each with the number that may be called."""
    people = people_of(door, root_of(door, child))
    numbers = uncalled(people)
    return [
        {
            "name": each.name,
            "relation": each.entry.relation,
            "phone": "" if is_uncalled(each.entry.phone, numbers) else each.entry.phone,
        }
        for each in people
        if each.here and each.entry.cares
    ]


def _risk(door: desk.Door, row: Referral, _child: Child) -> str:
    case = door.session.get(Case, row.case_id) if row.case_id else None
    return case.level if case is not None else ""


def _measures(door: desk.Door, _row: Referral, child: Child) -> list[dict[str, str]]:
    """Return what is in force with its days; where the child is kept is told in none of it."""
    papers = door.session.scalars(
        select(Paper)
        .join(Case, Case.id == Paper.case_id)
        .where(in_one(door, Case.child_id, child), Case.deleted_at.is_(None))
        .where(Paper.kind.in_(sorted(_IN_FORCE)))
        .order_by(Paper.id)
    )
    return [
        {
            "kind": each.kind,
            "from": each.valid_from.isoformat() if each.valid_from else "",
            "until": each.valid_until.isoformat() if each.valid_until else "",
        }
        for each in papers
        if each.state in _IN_FORCE[each.kind]
    ]


def _health(door: desk.Door, _row: Referral, child: Child) -> list[dict[str, Any]]:
    return [
        {"text": each.entry.text, "types": list(each.entry.types), "level": each.entry.level}
        for each in health_of(door, child)
    ]


_GATHER: Final[dict[str, Callable[[desk.Door, Referral, Child], Any]]] = {
    "reason": _reason,
    "name": lambda _door, _row, child: child.full_name,
    "sex": lambda _door, _row, child: child.sex,
    "birth": _birth,
    "home": _home,
    "address": lambda _door, _row, child: child.address,
    "school": _school,
    "carer": _carer,
    "risk": _risk,
    "measures": _measures,
    "health": _health,
}
"""How each field of SHARED_FIELDS is found."""
