"""Asks, before a child is entered, whether the unit knows it already: twice is counted twice."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_, select

from caseapp import desk
from caseapp.casework.child_names import named_just
from caseapp.casework.notices import Subject, tell_supervisors
from caseapp.records.children import Child
from caseapp.records.conflicts import ConflictMark
from caseapp.records.own_reach import alike_among, hidden_from, reports_about
from caseapp.rules.matching import fold
from caseapp.rules.values import RuleBroken

_SHOWN: Final = 3


def insist_on_new(door: desk.Door, full_name: str, born: date | None, personal_id: str) -> None:
    """Raise RuleBroken that names the children within reach who may be the same one.

    The same are an equal personal id, or an equal folded name with an equal known birth. It is
    a question, never a refusal: the caller does not ask once somebody has answered it.
    """
    found: list[Child] = []
    if personal_id:
        found = _known(door, Child.personal_id_mac == door.mac(personal_id))
    if not found and born is not None:
        folded = fold(full_name)
        alike = or_(Child.folded_name == folded, Child.id.in_(named_just(door, folded)))
        found = _known(door, alike, Child.date_of_birth == born)
    if found:
        raise RuleBroken(
            "Your list may hold this child already: %(children)s. Look there first; if it is "
            "another child, tick the box and send once more",
            field="distinct",
            params={"children": "; ".join(f"{row.full_name} ({row.code})" for row in found)},
        )


def _known(door: desk.Door, *alike: ColumnElement[bool]) -> list[Child]:
    rows: Any = (
        select(Child)
        .where(Child.deleted_at.is_(None), Child.merged_into_id.is_(None), *alike)
        .order_by(Child.id)
        .limit(_SHOWN)
    )
    return list(door.session.scalars(rows))


def tell_of_twin(door: desk.Door, child: Child, unit: int, personal_id: str) -> None:
    """Tell the supervisors when somebody enters a child whose file is kept from them.

    Whoever enters it is told nothing and refused nothing: they see a new child, as they would if
    there were no other. Those who may open both files are told, and put them together.
    """
    hidden = hidden_from(door.session, door.actor)
    if hidden is None or not hidden.children:
        return
    same = [Child.folded_name == child.folded_name]
    if child.date_of_birth is not None:
        same.append(Child.date_of_birth == child.date_of_birth)
    alike = or_(and_(*same), Child.personal_id_mac == door.mac(personal_id or "-"))
    for number in alike_among(door.session, hidden, alike):
        kept = select(ConflictMark.user_id).where(
            or_(
                ConflictMark.child_id == number,
                ConflictMark.report_id.in_(reports_about(door.session, number)),
            ),
            ConflictMark.lifted_at.is_(None),
        )
        marked = set(door.session.scalars(kept))
        tell_supervisors(door, "twin_of_kept", Subject(child.code, unit), but=marked)
