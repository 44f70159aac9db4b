"""What was told of a file that passes to another unit: who is to act there is told instead."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.notices import Subject, tell_supervisors
from caseapp.records.notices import Notice
from caseapp.rules.access import Act
from caseapp.rules.notices import ended_by

_STAYS_OPEN: Final = frozenset(ended_by([Act.CONFLICT_MARK])) | {"stands_in"}
"""Kinds told by name that hold in the other unit too: a stand-in stays, and so does a question."""


def move_notices(door: desk.Door, mark: str, old: int, new: int) -> None:
    """Give what waits for a role to who holds it in the other unit; most of the rest has ended.

    From whom to hide the file is still asked, of the supervisors of the other unit as well.
    """
    waiting = select(Notice).where(Notice.mark == mark, Notice.area_id == old)
    asked: dict[str, set[int | None]] = {}
    for notice in door.session.scalars(waiting).all():
        if notice.role or notice.kind in _STAYS_OPEN:
            notice.area_id = new
        if notice.role or notice.ended_at is not None:
            continue
        if notice.kind not in _STAYS_OPEN:
            notice.ended_at = door.now
        elif notice.kind != "stands_in":
            asked.setdefault(notice.kind, set()).add(notice.user_id)
    door.session.flush()
    for kind, told in asked.items():
        known = {user for user in told if user is not None}
        tell_supervisors(door, kind, Subject(mark, new), cause=f"in {new}", but=known)
