"""Keeps what stood before a change: in a case and what hangs on it, in a child and its people.

Attached to the sessions, so that no act can forget it. What a set-based import writes goes round
the unit of work and bumps the row's version: the gap shows that something was not kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy.orm import Session, class_mapper
from sqlalchemy.orm.attributes import get_history

from caseapp.records.case_clocks import CaseClock
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.papers import Paper, PlanActivity
from caseapp.records.pasts import (
    ACTIVITY,
    CLOCK,
    PAPER,
    PERSON,
    SPEAKS,
    CasePast,
    ChildPast,
    Past,
)
from caseapp.records.people import ChildPerson, Representative

_MOMENT: Final = "caseapp.moment"
_UNKEPT: Final = frozenset(
    {"id", "code", "ref", "version", "area_id", "child_id", "key_id", "entered_at", "entered_by"}
    | {"folded_name", "personal_id_mac", "counted"}
)
"""Columns that never change, or that only repeat or count others."""

_MARKS: Final[dict[type[Any], str]] = {
    ChildPerson: PERSON,
    Representative: SPEAKS,
    Paper: PAPER,
    PlanActivity: ACTIVITY,
    CaseClock: CLOCK,
}
"""Rows that are kept whole, by the mark before their number."""

_SEALED: Final[dict[type[Any], str]] = {
    ChildPerson: "details",
    Paper: "decision",
    PlanActivity: "result",
}
"""The one sealed cell of such a row that changes."""

_KEPT: Final[tuple[type[Any], ...]] = (Case, Child, *_MARKS)


def at_moment(session: Session, now: datetime, user_id: int | None) -> None:
    """Tell a session whose act it serves, and when: so what it changes is kept."""
    session.info[_MOMENT] = (now, user_id)


def keep_pasts(session: Session, _context: object, _instances: object) -> None:
    """Add a row for each column of a case or child that the flush will change, one for others."""
    if _MOMENT not in session.info:
        return
    now, user_id = session.info[_MOMENT]
    for row in list(session.dirty):
        if isinstance(row, _KEPT) and session.is_modified(row, include_collections=False):
            for past in _pasts(row) if isinstance(row, Case | Child) else _whole(row):
                past.version = getattr(row, "version", 0)
                past.changed_at, past.changed_by = now, user_id
                session.add(past)


def _whole(row: Any) -> Iterator[CasePast | ChildPast]:  # noqa: ANN401 - a row of _MARKS
    """Yield all that stood in the row; what is sealed stays so.

    Nothing for a paper on a report, which is in no case, nor for what an activity is about: that
    is written once.
    """
    model = type(row)
    names = [each.key for each in class_mapper(model).column_attrs if each.key != "content"]
    on_child = model in {ChildPerson, Representative}
    if not on_child and (row.case_id is None or not _changes(row, names)):
        return
    stood = {name: _before(row, name) for name in names}
    past: CasePast | ChildPast
    if on_child:
        past = ChildPast(child_id=stood["child_id"])
    else:
        past = CasePast(case_id=row.case_id, area_id=row.area_id)
    past.column = f"{_MARKS[model]}{row.id}"
    past.was_sealed = stood.pop(_SEALED.get(model, ""), None)
    plain = {name: _plain(was) for name, was in stood.items() if not isinstance(was, bytes)}
    past.was = json.dumps(plain, ensure_ascii=False)
    yield past


def _changes(row: Any, names: Iterable[str]) -> bool:  # noqa: ANN401 - a row of _MARKS
    return any(get_history(row, name).has_changes() for name in names)


def _before(row: Any, name: str) -> Any:  # noqa: ANN401 - any column of any row
    history = get_history(row, name)
    return history.deleted[0] if history.has_changes() and history.deleted else getattr(row, name)


def _pasts(row: Case | Child) -> Iterator[CasePast | ChildPast]:
    """Yield what is changed, column by column; a row without one where nothing kept changes."""
    changed = [
        (column.key, history.deleted[0])
        for column in class_mapper(type(row)).column_attrs
        if column.key not in _UNKEPT
        and (history := get_history(row, column.key)).has_changes()
        and history.deleted
    ]
    for name, was in changed or [("", None)]:
        past: CasePast | ChildPast
        if isinstance(row, Case):
            past = CasePast(case_id=row.id, area_id=row.area_id, column=name)
        else:
            past = ChildPast(child_id=row.id, column=name)
        _fill(past, was)
        yield past


def _fill(past: Past, was: Any) -> None:  # noqa: ANN401 - the value of any column
    if isinstance(was, bytes):
        past.was_sealed = was
    else:
        past.was = json.dumps(_plain(was), ensure_ascii=False)


def _plain(value: Any) -> Any:  # noqa: ANN401 - the value of any column
    return value.isoformat() if isinstance(value, date | datetime) else value
