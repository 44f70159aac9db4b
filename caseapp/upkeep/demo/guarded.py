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
_NEEDED: Final = "Cháu được đưa vào bệnh viện trong đêm, gọi phường của cháu không ai nghe máy."


def write_guards(told: Telling, register: Register) -> None:
    """Keep a file of the third ward from its officer; let the first ward open one of the second."""
    rows, staff, end = told.rows, told.staff, told.span.end
    opener, other, third = DOZEN[:3]
    for person in _of(register, third):
        number = rows.new_id(ConflictMark)
        rows.add(
            ConflictMark,
            id=number,
            user_id=staff.officers[third],
            child_id=person.id,
            report_id=None,
            origin="",
            reason=rows.seal(person.key_id, "conflict_marks.reason", number, _KEPT),
            set_at=end - _MARKED_AGO,
            set_by=staff.supervisor,
        )
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


def _of(register: Register, ward: int) -> Iterator[Person]:
    """Yield one child of the ward that more is told of, if there is any."""
    yield from [person for person in register.known if person.keeper == ward][-1:]
