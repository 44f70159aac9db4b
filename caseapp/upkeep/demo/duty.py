"""Made-up duty lists of the dozen wards and the city, and the calls of one night."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import select

from caseapp.records.calls import Call
from caseapp.records.duty import DutyEntry
from caseapp.records.users import User
from caseapp.rules.units import CITY_ID, REFORM
from caseapp.rules.values import LOCAL
from caseapp.upkeep.demo import names
from caseapp.upkeep.demo.reports import Logged
from caseapp.upkeep.demo.story import Story
from caseapp.upkeep.demo.telling import Telling
from caseapp.upkeep.demo.wards import DOZEN

Lists = dict[tuple[int, str], int]
"""The entry that stands first in a place of a unit's list."""

_SINCE: Final = datetime(2025, 7, 15, 9, 0, tzinfo=LOCAL)
_RUN_OUT, _WITHOUT_CHAIR = DOZEN[10], DOZEN[11]
_LASTED: Final = timedelta(days=40)
_DEPUTIES: Final = 2
_CALLS: Final = (
    ("chair", "no_answer", 6, ""),
    ("deputy", "reached", 11, "Phó chủ tịch đang đến trụ sở, yêu cầu công an cùng đi."),
)
"""Whom the officer called, how it was answered, after how many minutes, and the note."""


def write_duty_lists(told: Telling) -> Lists:
    """Write who is called at night: one ward's list has run out, one lacks its chair's number."""
    told.rows.flush()  # the names of accounts are read
    rows = told.rows.door.session.execute(select(User.id, User.full_name))
    people = {row.id: row.full_name for row in rows}
    lists: Lists = {}
    for ward in DOZEN:
        _write_ward(told, lists, ward, people)
    supervisor = told.staff.supervisor
    _write(told, lists, CITY_ID, "supervisor", name=people[supervisor], user_id=supervisor)
    _write(told, lists, CITY_ID, "city_phone", name="Phòng Bảo trợ xã hội, Sở Y tế")
    return lists


def _write_ward(told: Telling, lists: Lists, ward: int, people: dict[int, str]) -> None:
    staff, rng = told.staff, told.rng
    until = told.span.today - _LASTED if ward == _RUN_OUT else None
    common: dict[str, Any] = {"until": until}
    if ward != _WITHOUT_CHAIR:
        chair = staff.chairs[ward]
        _write(told, lists, ward, "chair", name=people[chair], user_id=chair, **common)
    for place in range(1, _DEPUTIES + 1):
        name = names.full_name(rng, rng.choice(("male", "female")), "Kinh")
        vice = _vice_chair(told, ward, place)
        name = people[vice] if vice is not None else name
        _write(told, lists, ward, "deputy", place=place, name=name, user_id=vice, **common)
    officer = staff.officers[ward]
    _write(told, lists, ward, "officer", name=people[officer], user_id=officer, **common)
    _write(told, lists, ward, "police", name="Trực ban công an", **common)
    _write(told, lists, ward, "health", name="Trực trạm y tế", **common)


def _vice_chair(told: Telling, ward: int, place: int) -> int | None:
    """Return the account of a vice chair: the first ward's have one each."""
    deputies = told.staff.deputies if ward == DOZEN[0] else ()
    return deputies[place - 1] if place <= len(deputies) else None


def _write(
    told: Telling,
    lists: Lists,
    unit: int,
    role: str,
    *,
    name: str,
    place: int = 1,
    user_id: int | None = None,
    until: date | None = None,
) -> None:
    number = told.rows.new_id(DutyEntry)
    lists.setdefault((unit, role), number)
    told.rows.add(
        DutyEntry,
        id=number,
        area_id=unit,
        role=role,
        place=place,
        name=name,
        phone=names.phone(told.rng),
        user_id=user_id,
        valid_from=min(REFORM, until or REFORM),
        valid_until=until,
        entered_at=told.span.capped(_SINCE),
        entered_by=told.staff.supervisor if unit == CITY_ID else told.staff.officers[unit],
    )


def write_calls(told: Telling, logged: Logged, lists: Lists) -> None:
    """Write whom the first ward's officer called about the report that came in last."""
    mine = [story for story, _ in logged if story.area_id == DOZEN[0]]
    story = max(mine, key=lambda each: each.entered)
    for role, answer, minutes, note in _CALLS:
        called = story.entered + timedelta(minutes=minutes)
        write_call(told, story, lists, role, called, answer=answer, note=note)


def write_call(
    told: Telling,
    story: Story,
    lists: Lists,
    role: str,
    called_at: datetime,
    *,
    answer: str,
    note: str = "",
) -> None:
    """Write that the officer called who stands first in a place of the unit's list."""
    number, called = told.rows.new_id(Call), told.span.capped(called_at)
    told.rows.add(
        Call,
        id=number,
        report_id=story.report_id,
        area_id=story.area_id,
        entry_id=lists[story.area_id, role],
        user_id=None,
        role=role,
        called_at=called,
        answer=answer,
        note=told.rows.seal(story.key_id, "calls.note", number, note) if note else None,
        entered_at=told.span.capped(called + timedelta(minutes=1)),
        entered_by=story.officer,
    )
