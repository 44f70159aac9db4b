"""Made-up alternative care of the first ward: carers, a child in care, three on their way."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Final

from caseapp.records import marks
from caseapp.records.carers import Carer, cell_of
from caseapp.records.case_clocks import CaseClock
from caseapp.records.cases import Case
from caseapp.records.suspects import SuspectEntry
from caseapp.rules.access import Role
from caseapp.rules.care_states import HELD
from caseapp.rules.clocks import CARE_HAND_OVER, FOLLOW_UP, Clock, due
from caseapp.rules.codes.care import CARE_CONDITIONS
from caseapp.rules.values import local_day
from caseapp.upkeep.demo.cases import write_case, write_event
from caseapp.upkeep.demo.measures import STATES, WARD, opened, unused
from caseapp.upkeep.demo.paper_steps import Desk, Was, waited
from caseapp.upkeep.demo.people import Person
from caseapp.upkeep.demo.register import Register
from caseapp.upkeep.demo.reports import Logged
from caseapp.upkeep.demo.story import CaseFile, Story
from caseapp.upkeep.demo.telling import Telling
from caseapp.upkeep.demo.wards import Ward

_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_CARERS: Final = (
    ("Phạm Thị Mẫu", 1961, True, "Số 3 hẻm 14, đường Thử Nghiệm", 100),
    ("Lý Văn Thử", 1979, False, "Số 88 đường Mẫu, khu vực 2", 320),
    ("Ngô Thị Ví Dụ", 1984, False, "Số 5 đường Thí Dụ, khu vực 4", 30),
)
"""Name, year of birth, relative or not, address, how many days ago the health certificate was."""

_DIRECT: Final = "Cháu mồ côi cả cha và mẹ, không còn ai chăm sóc; không có dấu hiệu xâm hại."
_WHY: Final = "Cháu mồ côi cả cha và mẹ; người nhận chăm sóc đã được xác minh."
_AGREED: Final = "Đồng ý theo đề nghị của cán bộ."
_HANDED: Final = "Có mặt: cán bộ, trưởng khu vực. Đã giao giấy tờ của cháu, thống nhất lịch thăm."
_FARE: Final = "Cháu ăn ngủ tốt, đi học đều, gắn bó với người chăm sóc."
_RETURNED: Final = (
    "Người nhận chăm sóc trùng tên với người bị nghi trong một báo cáo khác: cần công an xác nhận "
    "bằng văn bản, và ghi rõ ý kiến của cháu."
)
_DESPITE: Final = "Đã hỏi công an phường qua điện thoại: chỉ trùng tên."
_OPENED: Final = {"in_care": 80, "decided": 12, "submitted": 4, "returned": 6}
"""How many days ago the cases were opened, by how the care stands."""


def write_care(told: Telling, register: Register, wards: Iterable[Ward], logged: Logged) -> None:
    """Register carers, and bring four children to them: three orphans of whom no report tells.

    The report of the other names somebody who bears the third carer's name.
    """
    ward = next(each for each in wards if each.id == WARD)
    carers = [_carer(told, *each) for each in _CARERS]
    people = islice(unused(told, register, logged), len(STATES), None)
    for place, (state, person) in enumerate(zip(_OPENED, people, strict=False)):
        reported = state == "decided"
        begin = opened if reported else _orphan
        desk = begin(told, ward, person, place + 1, _OPENED[state])
        who = min(place, len(carers) - 1)
        number = _prepare(desk, carers[who], _CARERS[who], state)
        if state == "in_care":
            _ask_for_its_end(desk, number)
        if reported:
            _accuse(desk, _CARERS[-1][0])


def _orphan(told: Telling, ward: Ward, person: Person, place: int, ago: int) -> Desk:
    """Open the case of a child whom nobody harmed: no report, nothing to decide at once."""
    assert person.key_id is not None
    at = (told.span.end - ago * _DAY).replace(minute=5, second=0, microsecond=0)
    staff = told.staff
    story = Story(
        report_id=0, code="", area_id=ward.id, event_unit=ward.id, received=at, entered=at,
        imported=False, person=person, linked=True, key_id=person.key_id, certainty="", channel="",
        officer=staff.officers[ward.id], chair=staff.chairs[ward.id],
    )  # fmt: skip
    code = told.mark(marks.CASE, local_day(at).year)
    file = CaseFile(told.rows.new_id(Case), code, at, "low", at + _HOUR, None, None)
    told.open_to(person, ward.id)
    write_case(told, story, file, entry="direct")
    write_event(told, story, file, "opened", at, detail="direct", text=_DIRECT)
    write_event(told, story, file, "level", at + _HOUR, detail="low")
    return Desk(told, story, file, place)


def _carer(told: Telling, name: str, born: int, relative: bool, address: str, old: int) -> int:
    since = local_day(told.span.end) - 90 * _DAY
    row = Carer(
        id=told.rows.new_id(Carer), area_id=WARD, relative=relative, applied_on=since - 10 * _DAY,
        health_on=local_day(told.span.end) - old * _DAY, judicial="not_needed", valid_from=since,
    )  # fmt: skip
    said = {"name": name, "born": born, "conditions": list(CARE_CONDITIONS.codes), "ended": ""}
    home = {"address": address, "phone": "02923 000 222"}
    known = {column.name: getattr(row, column.name) for column in Carer.__table__.columns}
    vault = told.rows.door.place.vault
    sealed = {
        "content": vault.seal_own(cell_of(row, "content"), _json(said)),
        "home": vault.seal_own(cell_of(row, "home"), _json(home)),
    }
    at = told.span.end - 90 * _DAY
    entered = {"version": 1, "entered_at": at, "entered_by": told.staff.officers[WARD]}
    told.rows.add(Carer, **{**known, **sealed, **entered})
    return int(row.id)


def _json(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def _prepare(desk: Desk, carer: int, who: tuple[Any, ...], state: str) -> int:
    """Write what was prepared some days after the report, and how far it has come."""
    prepared = desk.file.opened_at + 3 * _DAY
    said = {"why": _WHY, "carer": carer, "relative": who[2]}
    if who is _CARERS[-1]:
        said["despite"] = _DESPITE
    decided, handed = prepared + _HOUR, prepared + 4 * _DAY
    made: dict[str, Any] = {"submitted_at": prepared, "submitted_by": desk.story.officer}
    if state != "submitted":
        made |= _spoken(desk, state, prepared, decided)
    if state in HELD:
        said["number"] = "36/QĐ-UBND (mẫu)"
    if state == "in_care":
        said |= {"handed_at": handed.isoformat(), "handed": _HANDED}
        stood = {"state": "decided", "valid_from": made["valid_from"]}
        made["before"].append(Was(handed, stood, ("handed_at", "handed")))
        made["valid_from"] = local_day(handed)
    first = {"valid_from": local_day(prepared)}
    number = desk.paper("care", said, state, prepared, **{**first, **made})
    home = {"name": who[0], "address": who[3], "phone": "02923 000 222"}
    desk.paper("place", home, "kept", prepared, follows_id=number)
    desk.note("care_submit", prepared)
    if state == "submitted":
        desk.tell("care_submitted", Role.CHAIR, cause=number)
        return number
    if state == "returned":
        desk.note("care_return", decided, _RETURNED)
        return number
    desk.note("care_decide", decided, _AGREED)
    _clock(desk, number, decided, handed if state == "in_care" else None, CARE_HAND_OVER)
    if state == "in_care":
        desk.note("care_hand_over", handed, _HANDED)
        _follow(desk, number, handed)
    return number


def _spoken(desk: Desk, state: str, prepared: datetime, decided: datetime) -> dict[str, Any]:
    """Return what the chair said of it, and how it waited until then."""
    made = {
        "happened_at": decided, "decided_at": decided, "decided_by": desk.story.chair,
        "valid_from": local_day(prepared), "before": [waited(decided, prepared)],
    }  # fmt: skip
    if state == "returned":
        return {**made, "words": _RETURNED}
    return {**made, "words": _AGREED, "signed_at": decided}


def _accuse(desk: Desk, name: str) -> None:
    """Name somebody in the report of a case as the one who is suspected."""
    rows, number = desk.told.rows, desk.told.rows.new_id(SuspectEntry)
    cells = {"name": name, "phone": "", "personal_id": "", "note": "Người cùng khu vực."}
    rows.add(
        SuspectEntry, id=number, report_id=desk.story.report_id, area_id=desk.story.area_id,
        **{c: rows.seal(desk.story.key_id, f"suspects.{c}", number, t) for c, t in cells.items()},
        incident_id=None, relation="other", access="unknown", no_access_since=None, origin="",
        deleted_at=None, entered_at=desk.file.opened_at, entered_by=desk.story.officer,
    )  # fmt: skip


def _ask_for_its_end(desk: Desk, care: int) -> None:
    """Let another form of care wait for the chair since yesterday."""
    at = desk.told.span.end - _DAY
    last = local_day(desk.told.span.end) + 14 * _DAY
    said = {"way": "change", "why": "Bà đã yếu; cậu ruột của cháu xin nhận chăm sóc tiếp."}
    number = desk.paper(
        "care_end", said, "submitted", at, valid_from=last, follows_id=care, submitted_at=at,
        submitted_by=desk.story.officer,
    )  # fmt: skip
    desk.note("care_end_submit", at)
    desk.tell("care_submitted", Role.CHAIR, cause=number)


def _follow(desk: Desk, care: int, handed: datetime) -> None:
    """Write a follow-up of last week; the next one is due 6 months later."""
    seen = desk.told.span.end - 6 * _DAY
    told = {"by": "Cán bộ bảo vệ trẻ em của phường", "seen": "seen", "how": _FARE}
    desk.paper("care_follow_up", told, "noted", seen, follows_id=care)
    desk.note("care_follow_up_seen", seen, _FARE)
    _clock(desk, care, handed, seen, FOLLOW_UP)
    _clock(desk, care, seen, None, FOLLOW_UP)


def _clock(
    desk: Desk, paper: int, started: datetime, stopped: datetime | None, clock: Clock
) -> None:
    known = {
        "id": desk.told.rows.new_id(CaseClock), "case_id": desk.file.id, "paper_id": paper,
        "area_id": desk.story.area_id, "clock": clock.name, "edition": clock.edition.id,
        "started_at": started, "due_at": due(clock, started), "stopped_at": stopped,
        "outcome": "done" if stopped else "", "before_use": False,
    }  # fmt: skip
    empty = {column.name: None for column in CaseClock.__table__.columns}
    desk.told.rows.add(CaseClock, **{**empty, **known})
