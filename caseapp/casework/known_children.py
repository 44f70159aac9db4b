"""Asks, before a child is entered, whether the unit knows it already: twice is counted twice."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, select

from caseapp import desk
from caseapp.records.children import Child
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
        found = _known(door, Child.folded_name == fold(full_name), Child.date_of_birth == born)
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
