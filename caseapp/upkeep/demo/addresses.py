"""Made-up addresses for messages: two that work, and the supervisor's, which takes none."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from caseapp.records.messages import Message, NoticeAddress
from caseapp.rules.units import CITY_ID
from caseapp.upkeep.demo.notices import tell_of_failure
from caseapp.upkeep.demo.telling import Telling
from caseapp.upkeep.demo.wards import DOZEN

_ADDRESS: Final = "{}@example.org"  # of a domain that is nobody's
_SINCE, _PROVED_AFTER = timedelta(days=40), timedelta(minutes=6)
_FAILED: Final = timedelta(days=2)


def write_addresses(told: Telling) -> None:
    """Write where an officer, an agency and the supervisor are sent the one text."""
    staff = told.staff
    _write(told, staff.officers[DOZEN[0]], "canbo")
    _write(told, staff.agency, "tiepnhan")
    number = _write(told, staff.supervisor, "giamsat")
    asked = told.span.end - _FAILED
    failed = asked + timedelta(minutes=21)
    told.rows.add(
        Message,
        id=told.rows.new_id(Message),
        address_id=number,
        state="failed",
        asked_at=asked,
        due_at=failed,
        tries=4,
        ended_at=failed,
    )
    tell_of_failure(told, CITY_ID, staff.supervisor, failed)


def _write(told: Telling, user: int, name: str) -> int:
    number = told.rows.new_id(NoticeAddress)
    asked = told.span.end - _SINCE
    told.rows.add(
        NoticeAddress,
        id=number,
        user_id=user,
        mail=_ADDRESS.format(name),
        asked_at=asked,
        proved_at=asked + _PROVED_AFTER,
        tries=0,
    )
    return number
