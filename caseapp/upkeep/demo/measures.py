"""Made-up separations and placements: one waits, one nears its end, one is late, one lifted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from caseapp.records import marks
from caseapp.records.case_clocks import CaseClock
from caseapp.records.cases import Case
from caseapp.records.file_stand_ins import FileStandIn
from caseapp.rules.access import Role
from caseapp.rules.clocks import SEPARATION, due
from caseapp.rules.deciding import Way
from caseapp.rules.separations import FORM_07
from caseapp.rules.values import local_day
from caseapp.upkeep.demo import reports
from caseapp.upkeep.demo.incidents import write_abuse
from caseapp.upkeep.demo.paper_steps import HOSTS, Desk, Was, waited
from caseapp.upkeep.demo.people import Person
from caseapp.upkeep.demo.register import Register
from caseapp.upkeep.demo.reports import Logged
from caseapp.upkeep.demo.story import CaseFile, Decision
from caseapp.upkeep.demo.telling import Telling
from caseapp.upkeep.demo.wards import DOZEN, Ward

WARD, NEIGHBOUR = DOZEN[:2]
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_WHY: Final = "Người bị tố giác sống cùng nhà, còn đe dọa cháu; mẹ cháu chưa thể bảo vệ cháu."
_NAMES: Final = ("Nguyễn Văn Mẫu, sinh năm 1986", "Trần Văn Thử, sinh năm 1990")
_MORE: Final = {
    "lives_at": "Cùng nhà với trẻ", "duties": "Chăm sóc, giữ an toàn cho cháu; đưa cháu đi học.",
    "carried_out_by": "Công an phường, cán bộ bảo vệ trẻ em, cha mẹ của cháu.",
}  # fmt: skip
_AGREED: Final = "Đồng ý theo đề nghị của cán bộ."
STATES: Final = ("submitted", "asks", "late", "court", "lifted")


def write_measures(
    told: Telling, register: Register, wards: Iterable[Ward], logged: Logged
) -> None:
    """Write them in the first ward, about children of whom nothing else is told."""
    ward = next(each for each in wards if each.id == WARD)
    people = unused(told, register, logged)
    for place, (state, person) in enumerate(zip(STATES, people, strict=False)):
        _SCENES[state](opened(told, ward, person, place, _AGO[state]))


def unused(told: Telling, register: Register, logged: Logged) -> Iterator[Person]:
    """Return children of whom no report tells, those of the first ward first."""
    used = {story.person.id for story, _ in logged if story.person is not None}
    free = [
        each
        for each in register.known
        if each.id not in used
        and each.key_id is not None
        and each.stays[-1].since < told.span.today - 90 * _DAY
        and each.last_day(told.span.today) == told.span.today
    ]
    yield from sorted(free, key=lambda each: each.keeper != WARD)


_AGO: Final = {"submitted": 1, "asks": 12, "late": 18, "court": 14, "lifted": 41}
"""How many days ago the report came in."""


def opened(told: Telling, ward: Ward, person: Person, place: int, ago: int) -> Desk:
    """Write a report from the neighbouring ward, its decision, and the case of a child at risk."""
    received = (told.span.end - ago * _DAY).replace(minute=5, second=0, microsecond=0)
    story = reports.make_story(told, ward, received, person, imported=False)
    story = replace(story, event_unit=NEIGHBOUR if place == 0 else story.event_unit)
    opened = max(story.entered, received + _HOUR)
    file = CaseFile(
        told.rows.new_id(Case),
        told.mark(marks.CASE, local_day(opened).year),
        opened,
        "high",
        opened + _HOUR / 2,
        None,
        None,
    )
    reports.write_logged(told, story, file, Decision("emergency", received + 5 * _HOUR))
    write_abuse(told, story)
    return Desk(told, story, file, place)


def _separation(
    desk: Desk, state: str, days: int, decided: datetime | None, lifted: datetime | None = None
) -> int:
    """Write a separation as it was prepared, decided and lifted, with its place."""
    prepared = (decided or desk.told.span.end) - _HOUR
    kind, _, _ = HOSTS[desk.place % len(HOSTS)]
    said: dict[str, Any] = {
        "parted_from": ["father"], "names": _NAMES[desk.place % 2], "why": _WHY, "kept_with": kind,
    } | _MORE  # fmt: skip
    made: dict[str, Any] = {"submitted_at": prepared, "submitted_by": desk.story.officer}
    if decided is not None:
        said["decided_in"] = desk.story.area_id
        made |= {"decided_at": decided, "decided_by": desk.story.chair, "signed_at": decided,
                 "happened_at": decided, "words": _AGREED}  # fmt: skip
        made["before"] = [waited(decided, prepared)]
    if lifted is not None:
        made["before"].append(Was(lifted, {"state": "in_force"}))
    first = local_day(decided or prepared)
    number = desk.paper(
        "separation", said, state, prepared, edition=FORM_07.id, valid_from=first,
        valid_until=first + (days + 1) * _DAY, **made,
    )  # fmt: skip
    desk.keep(number, prepared)
    desk.note("separation_submit", prepared)
    if decided is not None:
        desk.note("separation_decide", decided, _AGREED)
    return number


def _clock(desk: Desk, paper: int, started: datetime, stopped: datetime | None) -> None:
    empty = {column.name: None for column in CaseClock.__table__.columns}
    known = {
        "id": desk.told.rows.new_id(CaseClock), "case_id": desk.file.id, "paper_id": paper,
        "area_id": desk.story.area_id, "clock": SEPARATION.name, "edition": SEPARATION.edition.id,
        "started_at": started, "due_at": due(SEPARATION, started), "stopped_at": stopped,
        "outcome": "done" if stopped else "", "before_use": False,
    }  # fmt: skip
    desk.told.rows.add(CaseClock, **{**empty, **known})


def _submitted(desk: Desk) -> None:
    """It waits for the chair of this ward or of the neighbouring one, where it happened."""
    number = _separation(desk, "submitted", 10, None)
    at = desk.told.span.end - _HOUR
    desk.tell("separation_submitted", Role.CHAIR, cause=f"{number} {at:%Y%m%d%H%M%S}")
    desk.told.rows.add(
        FileStandIn,
        id=desk.told.rows.new_id(FileStandIn),
        user_id=desk.told.staff.chairs[NEIGHBOUR],
        role=Role.CHAIR.value,
        report_id=desk.story.report_id,
        area_id=desk.story.area_id,
        way=Way.EITHER.value,
        set_at=at,
        set_by=desk.story.officer,
    )


def _asks(desk: Desk) -> None:
    """It is the 11th day: an extension waits for the chair, the child was visited twice."""
    end = desk.told.span.end
    decided = end - 11 * _DAY
    number = _separation(desk, "in_force", 12, decided)
    _clock(desk, number, decided, None)
    last = local_day(decided) + 15 * _DAY
    _order(desk, number, "extension", "submitted", end - 3 * _HOUR, valid_from=local_day(decided),
           valid_until=last + _DAY)  # fmt: skip
    desk.tell("order_submitted", Role.CHAIR, cause=number)
    desk.tell("separation_asks", Role.OFFICER, Role.CHAIR, cause=f"{number} {last}")
    placed = _placement(desk, decided + 2 * _HOUR, number)
    for days, seen in ((8, "seen"), (2, "not_seen")):
        _visit(desk, placed, end - days * _DAY, seen)


def _late(desk: Desk) -> None:
    """The 15 days are over; the letter to the court is signed and not sent."""
    decided = desk.told.span.end - 17 * _DAY
    number = _separation(desk, "in_force", 15, decided)
    _clock(desk, number, decided, None)
    _order(desk, number, "court_request", "decided", desk.told.span.end - 5 * _HOUR)
    roles = (Role.OFFICER, Role.CHAIR, Role.SUPERVISOR)
    desk.tell("separation_late", *roles, cause=number)


def _court(desk: Desk) -> None:
    """The letter was sent in time; the court has not answered."""
    end = desk.told.span.end
    decided, sent = end - 13 * _DAY, end - _DAY
    number = _separation(desk, "in_force", 15, decided)
    _clock(desk, number, decided, sent)
    said = {"letter": "41/CV-UBND", "sent_at": sent.isoformat()}
    _order(desk, number, "court_request", "sent", sent - 2 * _HOUR, said)
    desk.note("court_request_send", sent, "41/CV-UBND")


def _lifted(desk: Desk) -> None:
    """It was assessed as safe and lifted on the ninth day; the child is home again."""
    decided = desk.told.span.end - 40 * _DAY
    lifted = decided + 9 * _DAY
    number = _separation(desk, "lifted", 10, decided, lifted)
    _clock(desk, number, decided, lifted)
    said = {"assessed_on": local_day(lifted).isoformat()}
    _order(desk, number, "lifting", "decided", lifted - _HOUR, said)
    placed = decided + 3 * _HOUR
    _placement(desk, placed, number, ended=lifted)


def _order(
    desk: Desk, parted: int, kind: str, state: str, at: datetime,
    said: dict[str, str] | None = None, **more: Any,  # noqa: ANN401
) -> None:  # fmt: skip
    """Write what follows a separation: prepared at that moment, decided an hour later."""
    told: dict[str, Any] = {
        "why": "Đã đánh giá ngày hôm trước, có biên bản kèm theo.",
        **(said or {}),
    }
    if kind == "court_request":
        told |= {"body": "court", "body_name": "Tòa án nhân dân khu vực (mẫu)"}
    made: dict[str, Any] = {"submitted_at": at, "submitted_by": desk.story.officer}
    desk.note(f"{kind}_submit", at)
    if state != "submitted":
        decided = at + _HOUR
        made |= {"decided_at": decided, "decided_by": desk.story.chair, "signed_at": decided,
                 "happened_at": decided, "words": _AGREED,
                 "before": [waited(decided, at)]}  # fmt: skip
        desk.note(f"{kind}_decide", decided, _AGREED)
    if state == "sent":
        sent = datetime.fromisoformat(told["sent_at"])
        made["before"].append(Was(sent, {"state": "decided"}, ("letter", "sent_at")))
    desk.paper(kind, told, state, at, follows_id=parted, **{**made, **more})


def _placement(desk: Desk, at: datetime, parted: int, ended: datetime | None = None) -> int:
    kind, _, _ = HOSTS[desk.place % len(HOSTS)]
    said = {"kept_with": kind, "relation": "other", "remark": "Cháu cần được đưa đi học mỗi ngày."}
    more: dict[str, Any] = {}
    if ended is not None:
        said["ended"] = "Việc cách ly đã được hủy bỏ, cháu về với mẹ."
        stays = {"state": "current", "valid_until": None}
        more["before"] = [Was(ended, stays, ("ended",))]
    number = desk.paper(
        "placement", said, "ended" if ended else "current", at, valid_from=local_day(at),
        valid_until=local_day(ended) + _DAY if ended else None,
        level="protected", follows_id=parted, **more,
    )  # fmt: skip
    desk.keep(number, at)
    desk.note("placement_start", at)
    if ended is not None:
        desk.note("placement_end", ended, said["ended"])
    return number


def _visit(desk: Desk, placed: int, at: datetime, seen: str) -> None:
    how = "Cháu ăn ngủ được, nói chuyện cởi mở hơn." if seen == "seen" else "Cháu đang ở trường."
    said = {"by": "Cán bộ bảo vệ trẻ em của phường", "seen": seen, "how": how}
    desk.paper("placement_visit", said, "noted", at, follows_id=placed)
    desk.note(f"placement_visit_{seen}", at, how)


_SCENES: Final = {
    "submitted": _submitted,
    "asks": _asks,
    "late": _late,
    "court": _court,
    "lifted": _lifted,
}
