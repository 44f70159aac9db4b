"""Made-up lines for the supervisor's desk: a case of nobody, cases closed too early, who leaves."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, select, update

from caseapp.records.cases import Case, CaseEvent
from caseapp.records.children import Child
from caseapp.records.pasts import CasePast
from caseapp.records.proposals import Proposal
from caseapp.records.users import RoleGrant
from caseapp.rules.access import Role
from caseapp.upkeep.demo import wording
from caseapp.upkeep.demo.accounts import LEAVING
from caseapp.upkeep.demo.telling import Telling
from caseapp.upkeep.demo.wards import DOZEN

LEAVES_IN: Final = timedelta(days=10)
"""From the end of the data until the day from which the second officer of a ward is none."""

_QUIET: Final = timedelta(days=60)
"""So long nothing may have stood in a case's timeline for it to be closed and opened meanwhile."""

_WARDS: Final = tuple(ward for ward in DOZEN[2:] if ward != LEAVING)
"""Not the first two, of which much else is told, nor that from which an officer leaves."""

_STEPS: Final = ("propose_closing", "close", "reopen") * 2
_WORDS: Final = {
    "propose_closing": wording.STABLE,
    "close": wording.CLOSED,
    "reopen": "Nhà trường báo cháu lại có vết bầm; mở lại để theo dõi.",
}
_WORSE: Final = "Người bị tố giác đã về ở cùng nhà trở lại; cháu nói sợ."
_BEFORE: Final[dict[str, dict[str, str | None]]] = {
    "propose_closing": {"state": "open"},
    "close": {"state": "closing_proposed", "closed_at": None},
    "reopen": {"state": "closed"},
}
"""What stood in the case before each step."""


@dataclass(frozen=True)
class _File:
    """A case that lies there, its child's key, and the two people who act in it."""

    id: int
    area_id: int
    version: int
    key_id: int
    officer: int
    chair: int


def write_overseen(told: Telling) -> None:
    """Change what lies there by now; where no case fits, that list stays empty."""
    told.rows.flush()
    taken = {file.id for file in (_reopen(told), _close_high(told)) if file}
    _leave_to_nobody(told, taken)
    _let_one_leave(told, taken)
    told.rows.flush()


def _first(
    told: Telling,
    *which: Any,  # noqa: ANN401 - conditions
    order: Any,  # noqa: ANN401 - a column
    wards: Sequence[int] = _WARDS,
) -> _File | None:
    """Return the first case of some wards that fits."""
    asked = (
        select(Case.id, Case.area_id, Case.version, Child.key_id)
        .join(Child, Child.id == Case.child_id)
        .where(Case.area_id.in_(wards), Case.deleted_at.is_(None), *which)
        .order_by(order, Case.id)
    )
    row = told.rows.door.session.execute(asked.limit(1)).first()
    if row is None or row.key_id is None:
        return None
    unit = row.area_id
    people = told.staff.officers[unit], told.staff.chairs[unit]
    return _File(row.id, unit, row.version, row.key_id, *people)


def _reopen(told: Telling) -> _File | None:
    """Close the case that was quiet for longest, and open it again, twice."""
    newest = (
        select(func.max(CaseEvent.happened_at)).where(CaseEvent.case_id == Case.id)
    ).scalar_subquery()
    quiet = Case.state == "open", Case.level != "", newest < told.span.end - _QUIET
    file = _first(told, *quiet, order=newest)
    if file is None:
        return None
    last = told.rows.door.session.scalar(
        select(func.max(CaseEvent.happened_at)).where(CaseEvent.case_id == file.id)
    )
    assert last is not None
    space = (told.span.end - last) / (len(_STEPS) + 1)
    moments = [last + space * place for place in range(1, len(_STEPS) + 1)]
    closed = None
    for place, (step, at) in enumerate(zip(_STEPS, moments, strict=True)):
        by = file.officer if step == "propose_closing" else file.chair
        _line(told, file, step, at, by)
        before = _BEFORE[step] | ({"closed_at": closed} if step == "reopen" else {})
        for column, was in before.items():
            _past(told, file, (file.version + place, at, by), column, was)
        if step == "close":
            closed = at.isoformat()
            _agreed(told, file, moments[place - 1], at)
    _change(told, file, version=file.version + len(_STEPS))
    return file


def _agreed(told: Telling, file: _File, asked_at: datetime, decided_at: datetime) -> None:
    told.rows.add(
        Proposal,
        id=told.rows.new_id(Proposal),
        kind="closing",
        report_id=None,
        case_id=file.id,
        area_id=file.area_id,
        state="agreed",
        decides=Role.CHAIR.value,
        reason=None,
        decided_at=decided_at,
        decided_by=file.chair,
        decision=None,
        entered_at=asked_at,
        entered_by=file.officer,
    )


def _close_high(told: Telling) -> _File | None:
    """Let the officer judge a case anew, while its closing was proposed, and nobody minded."""
    file = _first(told, Case.state == "closed", order=Case.closed_at.desc())
    if file is None:
        return None
    session = told.rows.door.session
    closed, level = session.execute(
        select(Case.closed_at, Case.level).where(Case.id == file.id)
    ).one()
    at = closed - timedelta(minutes=20)
    table: Any = CasePast.__table__
    of_case = table.c.case_id == file.id
    session.execute(
        update(table)
        .where(of_case, table.c.version == file.version - 1)
        .values(version=file.version)
    )
    _past(told, file, (file.version - 1, at, file.officer), "level", level)
    _line(told, file, "level", at, file.officer, detail="high")
    _change(told, file, version=file.version + 1, level="high")
    return file


def _leave_to_nobody(told: Telling, taken: set[int]) -> None:
    """Take the officer from an open case that nobody has judged, or from another open one."""
    unjudged = Case.level != ""
    file = _first(told, Case.state == "open", Case.id.not_in(taken), order=unjudged)
    if file is not None:
        at = told.span.end - timedelta(days=1)
        _past(told, file, (file.version, at, None), "officer_id", file.officer)
        _change(told, file, version=file.version + 1, officer_id=None)
        taken.add(file.id)


def _let_one_leave(told: Telling, taken: set[int]) -> None:
    """Let the role of the second officer of a ward end, who has at least one case there."""
    leaving, session = told.staff.leaving, told.rows.door.session
    idle = session.scalar(select(Case.id).where(Case.officer_id == leaving).limit(1)) is None
    which = Case.state == "open", Case.id.not_in(taken)
    file = _first(told, *which, order=Case.opened_at, wards=(LEAVING,)) if idle else None
    if file is not None:
        at = told.span.end - timedelta(days=2)
        _past(told, file, (file.version, at, told.staff.supervisor), "officer_id", file.officer)
        _change(told, file, version=file.version + 1, officer_id=leaving)
    grants: Any = RoleGrant.__table__
    session.execute(
        update(grants)
        .where(grants.c.user_id == leaving)
        .values(valid_until=told.span.today + LEAVES_IN)
    )


def _line(
    told: Telling, file: _File, kind: str, at: datetime, by: int, *, detail: str = ""
) -> None:
    number, rows = told.rows.new_id(CaseEvent), told.rows
    text = _WORDS.get(kind, _WORSE)
    rows.add(
        CaseEvent,
        id=number,
        case_id=file.id,
        area_id=file.area_id,
        kind=kind,
        happened_at=at,
        signed_at=at if kind == "close" else None,
        detail=detail,
        text=rows.seal(file.key_id, "case_events.text", number, text),
        entered_at=at,
        entered_by=by,
    )


def _past(
    told: Telling, file: _File, change: tuple[int, datetime, int | None], column: str, was: object
) -> None:
    version, at, by = change
    told.rows.add(
        CasePast,
        id=told.rows.new_id(CasePast),
        case_id=file.id,
        area_id=file.area_id,
        version=version,
        field=column,
        was=json.dumps(was),
        was_sealed=None,
        changed_at=at,
        changed_by=by,
    )


def _change(told: Telling, file: _File, **values: object) -> None:
    table: Any = Case.__table__
    told.rows.door.session.execute(update(table).where(table.c.id == file.id).values(**values))
