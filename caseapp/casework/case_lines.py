"""Lines of a case's timeline inside an open door, with what they say sealed under its key."""

from __future__ import annotations

from datetime import datetime

from caseapp import desk
from caseapp.records.cases import Case, CaseEvent
from caseapp.records.children import Child


def key_of_case(door: desk.Door, case: Case) -> int:
    """Return the key of the case's child, under which all that a case says lies."""
    return door.key_of(door.session.get_one(Child, case.child_id))


def event(
    door: desk.Door, case: Case, kind: str, happened_at: datetime, *, detail: str = ""
) -> CaseEvent:
    """Return a line for the case's timeline."""
    return CaseEvent(
        case_id=case.id,
        area_id=case.area_id,
        kind=kind,
        happened_at=happened_at,
        detail=detail,
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )


def note_down(
    door: desk.Door, case: Case, kind: str, happened_at: datetime, text: str, *, detail: str = ""
) -> CaseEvent:
    """Add a line with what it says, sealed; blank it says nothing."""
    row = event(door, case, kind, happened_at, detail=detail)
    door.session.add(row)
    door.session.flush()
    if words := text.strip():
        row.text = door.seal(key_of_case(door, case), "case_events.text", row.id, words)
    return row
