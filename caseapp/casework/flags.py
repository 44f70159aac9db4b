"""Flags on a case: set and lifted by the officer with a reason, or raised by the software."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.case_lines import key_of_case, note_down
from caseapp.casework.places import at_place
from caseapp.casework.staff import name_of
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.flags import CaseFlag
from caseapp.rules.access import Act, Actor
from caseapp.rules.codes.flags import CASE_FLAGS
from caseapp.rules.outcomes import Missing
from caseapp.rules.raised_flags import birthday_flag
from caseapp.rules.values import RuleBroken, local_day


@dataclass(frozen=True)
class FlagView:
    """A flag that stands on a case; `number` is 0 for one that the software raises."""

    number: int
    flag: str
    reason: str
    since: datetime | None
    by: str


def flags_of(door: desk.Door, case: Case, child: Child) -> list[FlagView]:
    """Return the flags that stand on a case, those that the software raises first.

    With `case_flags`, and `raised_flags` for a number of 0, as the lists of their labels.
    """
    rows = [
        (place, row)
        for place, row in enumerate(door.rows(CaseFlag.case_id, case.id), 1)
        if row.lifted_at is None
    ]
    return raised_of(child, door.now) + [
        FlagView(
            place,
            row.flag,
            door.unseal(child.key_id, "case_flags.reason", row.id, row.reason),
            row.entered_at,
            name_of(door, row.entered_by),
        )
        for place, row in rows
    ]


def raised_of(child: Child, now: datetime) -> list[FlagView]:
    """Return the flags that the child's age raises now."""
    raised = birthday_flag(child.date_of_birth, child.birth_precision, local_day(now))
    return [FlagView(0, raised, "", None, "")] if raised else []


def read_flags(actor: Actor, code: str, *, now: datetime) -> list[FlagView]:
    """Return the flags of a case to whoever may change them."""
    with desk.reading(actor, Act.CASE_EDIT, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        door.log(f"case:{case.id}", case.area_id, flags=True)
        return flags_of(door, case, door.session.get_one(Child, case.child_id))


def set_flag(
    actor: Actor, code: str, *, flag: str, reason: str, now: datetime, post: str = ""
) -> str:
    """Put a flag on a case, with its reason; it stands in the timeline as well."""
    if flag not in CASE_FLAGS:
        raise RuleBroken("Choose from the list", field="flag")
    if not reason.strip():
        raise RuleBroken("Give the reason", field="reason")
    with desk.writing(actor, Act.CASE_EDIT, now=now, post=post) as door:
        case = door.find(Case, code=code, deleted_at=None)
        standing = select(CaseFlag.id).where(
            CaseFlag.case_id == case.id, CaseFlag.flag == flag, CaseFlag.lifted_at.is_(None)
        )
        if door.session.scalar(standing) is not None:
            raise RuleBroken("This flag stands on the case already", field="flag")
        row = CaseFlag(
            case_id=case.id,
            area_id=case.area_id,
            flag=flag,
            entered_at=now,
            entered_by=actor.user_id,
        )
        door.session.add(row)
        door.session.flush()
        key_id = key_of_case(door, case)
        row.reason = door.seal(key_id, "case_flags.reason", row.id, reason.strip())
        _tell(door, case, "flag_set", flag, reason)
        door.log(f"case:{case.id}", case.area_id, flag=flag)
        door.made = case.code
        return case.code


def lift_flag(
    actor: Actor, code: str, number: int, *, reason: str, now: datetime, post: str = ""
) -> str:
    """Take a flag off a case, with its reason; Missing for one that stands there no more."""
    if not reason.strip():
        raise RuleBroken("Give the reason", field="reason")
    with desk.writing(actor, Act.CASE_EDIT, now=now, post=post) as door:
        case = door.find(Case, code=code, deleted_at=None)
        row = at_place(door, CaseFlag, CaseFlag.case_id, case.id, number)
        if row.lifted_at is not None:
            raise Missing(f"case_flags:{case.code}")
        row.lifted_at, row.lifted_by = now, actor.user_id
        key_id = key_of_case(door, case)
        row.lifting = door.seal(key_id, "case_flags.lifting", row.id, reason.strip())
        _tell(door, case, "flag_lifted", row.flag, reason)
        door.log(f"case:{case.id}", case.area_id, flag=row.flag, lifted=True)
        door.made = case.code
        return case.code


def _tell(door: desk.Door, case: Case, kind: str, flag: str, reason: str) -> None:
    note_down(door, case, kind, door.now, reason, detail=flag)
