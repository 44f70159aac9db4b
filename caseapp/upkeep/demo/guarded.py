"""Made-up guards of files: one kept from an officer who is close to it, one opened at night."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from sqlalchemy import select

from caseapp.records.children import Child
from caseapp.records.conflicts import ConflictMark
from caseapp.records.emergency import EmergencyEntry
from caseapp.rules.emergency import OPEN_FOR
from caseapp.upkeep.demo.notices import tell_of_opening
from caseapp.upkeep.demo.people import Person
from caseapp.upkeep.demo.register import Register
from caseapp.upkeep.demo.telling import Telling
from caseapp.upkeep.demo.wards import DOZEN

_OPENED_AGO: Final = timedelta(hours=2)
_MARKED_AGO: Final = timedelta(days=9)
_KEPT: Final = "Cán bộ là họ hàng của người bị tố giác."
_NAMESAKE: Final = "Trùng họ tên với người bị tố giác."
_LIFTED: Final = "Đã đối chiếu ngày sinh và nơi ở: chỉ trùng họ tên, không liên quan."
_LIFTED_AFTER: Final = timedelta(days=2)
_NEEDED: Final = "Cháu được đưa vào bệnh viện trong đêm, gọi phường của cháu không ai nghe máy."


def write_guards(told: Telling, register: Register) -> None:
    """Keep a file of the third ward from its officer; let the first ward open one of the second."""
    rows, staff, end = told.rows, told.staff, told.span.end
    opener, other, third = DOZEN[:3]
    for person in _of(register, third):
        _keep(told, person, staff.officers[third], _KEPT)
        _keep(told, person, staff.chairs[third], _NAMESAKE, _LIFTED)
    for person in _of(register, other):
        number = rows.new_id(EmergencyEntry)
        rows.add(
            EmergencyEntry,
            id=number,
            user_id=staff.officers[opener],
            child_id=person.id,
            reason=rows.door.place.vault.seal_own(f"emergency_entries.reason:{number}", _NEEDED),
            opened_at=end - _OPENED_AGO,
            until=end - _OPENED_AGO + OPEN_FOR,
        )
        rows.flush()  # the child's row may still wait
        code = rows.door.session.scalar(select(Child.code).where(Child.id == person.id))
        tell_of_opening(told, str(code), other, staff.officers[opener], end - _OPENED_AGO)


def _keep(told: Telling, person: Person, user: int, reason: str, lifted: str = "") -> None:
    """Keep a child's file from somebody; with a reason to lift it, for two days alone."""
    rows, number = told.rows, told.rows.new_id(ConflictMark)
    since = told.span.end - _MARKED_AGO
    rows.add(
        ConflictMark,
        id=number,
        user_id=user,
        child_id=person.id,
        report_id=None,
        origin="",
        reason=rows.seal(person.key_id, "conflict_marks.reason", number, reason),
        set_at=since,
        set_by=told.staff.supervisor,
        lifted_at=since + _LIFTED_AFTER if lifted else None,
        lifted_by=told.staff.supervisor if lifted else None,
        lift_reason=rows.seal(person.key_id, "conflict_marks.lift_reason", number, lifted)
        if lifted
        else None,
    )


def _of(register: Register, ward: int) -> Iterator[Person]:
    """Yield one child of the ward that more is told of, if there is any."""
    yield from [person for person in register.known if person.keeper == ward][-1:]
