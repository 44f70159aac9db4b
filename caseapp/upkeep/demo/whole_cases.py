"""Made-up cases told whole: suspects, flags, a hidden name, an orphan's case, a paper file."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, Final

from sqlalchemy import select, update

from caseapp.records import marks
from caseapp.records.cases import Case, CaseEvent
from caseapp.records.children import Child, Circumstance
from caseapp.records.flags import CaseFlag
from caseapp.records.name_hidings import NameHiding
from caseapp.records.reports import Incident, Report
from caseapp.records.suspects import SuspectEntry
from caseapp.rules.clocks import EMERGENCY, due
from caseapp.rules.matching import fold
from caseapp.rules.taking_over import ended_before_use
from caseapp.rules.values import LOCAL, is_child, local_day
from caseapp.upkeep.demo import names
from caseapp.upkeep.demo.people import Person
from caseapp.upkeep.demo.register import Register
from caseapp.upkeep.demo.reports import Logged
from caseapp.upkeep.demo.story import CaseFile, Story
from caseapp.upkeep.demo.telling import Telling
from caseapp.upkeep.demo.wards import DOZEN

HIDING_WARD: Final = DOZEN[3]
"""Cái Răng: the name of a child of an open case is hidden."""

_RELATIONS: Final = {
    "father": 22, "relative": 20, "mother": 8, "sibling": 4, "other": 30, "unknown": 16,
}  # fmt: skip
_ACCESS: Final = {"high": ("yes", "yes", "unknown"), "medium": ("yes", "no", "unknown")}
_FLAGS: Final = (
    ("violent_suspect", "Hay uống rượu, từng đe dọa cán bộ khi đến nhà."),
    ("health_critical", "Đang nằm viện, bác sĩ theo dõi từng ngày."),
    ("suicide_threat", "Cháu nói với cô giáo là không muốn sống nữa."),
    ("suspect_at_home", "Người bị tố giác vẫn ở cùng nhà."),
)
_HIDDEN: Final = "Người bị tố giác đang dò hỏi nơi ở của cháu."
_ORPHAN: Final = (
    "Cháu mồ côi cả cha và mẹ, đang ở với bà ngoại đã cao tuổi; không có dấu hiệu xâm hại."
)
_PAPER: Final = (
    "Kế hoạch đang thực hiện: học tiếp, tư vấn tâm lý mỗi tuần. Lần rà soát tới vào tháng sau."
)
_STARTED: Final = timedelta(days=230)


def write_whole_cases(told: Telling, register: Register, logged: Logged) -> None:
    """Tell more of the cases that run, and add two that began without a report."""
    told.rows.flush()
    running = [(story, file) for story, file in logged if file and file.state == "open"]
    newest = {story.area_id: file.id for story, file in sorted(running, key=_opened)}
    for number, (story, file) in enumerate(running):
        _suspect(told, story, file)
        if number % 3 == 0 or newest[story.area_id] == file.id:
            _flag(told, story, file, _FLAGS[number // 3 % len(_FLAGS)])
    hidden = [pair for pair in running if pair[0].area_id == HIDING_WARD][-1:]
    for story, file in hidden:
        _hide(told, story, file)
    unknown = _without_a_case(told, register, logged)
    if len(unknown) > 1:
        _orphan(told, unknown[0])
        _paper_file(told, unknown[1])
    told.rows.flush()


def _opened(pair: tuple[Story, CaseFile]) -> datetime:
    return pair[1].opened_at


def _without_a_case(told: Telling, register: Register, logged: Logged) -> list[Person]:
    """Return children of the first ward that no report tells of, who lost both parents first."""
    known = {story.person.id for story, _ in logged if story.person is not None}
    taken = set(told.rows.door.session.scalars(select(Case.child_id)))
    orphans = _orphans(told)
    found = [
        person
        for person in register.known
        if person.keeper == DOZEN[0]
        and person.id not in known | taken
        and person.key_id is not None
        and is_child(person.born, told.span.today)
    ]
    return sorted(found, key=lambda person: (person.id not in orphans, person.id))


def _orphans(told: Telling) -> set[int]:
    """Return children in the first group of Art. 10, or whom a grandparent cares for."""
    session = told.rows.door.session
    lost = select(Circumstance.child_id).where(
        Circumstance.group_code == "01", Circumstance.status == "confirmed"
    )
    known = set(session.scalars(lost))
    cared_for = select(Child.id).where(Child.guardian_relation == "grandparent")
    return known or set(session.scalars(cared_for))


def _suspect(told: Telling, story: Story, file: CaseFile) -> None:
    rng, rows, number = told.rng, told.rows, told.rows.new_id(SuspectEntry)
    relation = rng.choices(tuple(_RELATIONS), weights=tuple(_RELATIONS.values()))[0]
    access = rng.choice(_ACCESS.get(file.level, ("no", "unknown")))
    since = local_day(file.opened_at) if access == "no" else None
    name = "" if relation == "unknown" else names.full_name(rng, _sex(rng, relation), "Kinh")
    note = "" if name else "Đàn ông khoảng 40 tuổi, đi xe máy màu đen, không rõ tên."
    cells = {"name": name, "phone": "", "personal_id": "", "note": note}
    incidents = select(Incident.id).where(
        Incident.report_id == story.report_id, Incident.abuse_types != ""
    )
    rows.add(
        SuspectEntry,
        id=number,
        report_id=story.report_id,
        area_id=story.area_id,
        incident_id=rows.door.session.scalar(incidents.order_by(Incident.id)),
        **{c: rows.seal(story.key_id, f"suspects.{c}", number, t) for c, t in cells.items()},
        relation=relation,
        access=access,
        no_access_since=since,
        origin="",
        deleted_at=None,
        entered_at=file.opened_at,
        entered_by=story.officer,
    )


def _sex(rng: Random, relation: str) -> str:
    known = {"father": "male", "mother": "female"}
    return known.get(relation) or rng.choice(("male", "male", "female"))


def _flag(told: Telling, story: Story, file: CaseFile, flag: tuple[str, str]) -> None:
    rows, at = told.rows, told.span.capped(file.opened_at + timedelta(hours=1))
    number = rows.new_id(CaseFlag)
    rows.add(
        CaseFlag,
        id=number,
        case_id=file.id,
        area_id=story.area_id,
        flag=flag[0],
        reason=rows.seal(story.key_id, "case_flags.reason", number, flag[1]),
        entered_at=at,
        entered_by=story.officer,
    )
    _line(told, (file.id, story.area_id, story.key_id), "flag_set", at, flag[1], detail=flag[0])


def _hide(told: Telling, story: Story, file: CaseFile) -> None:
    """Hide the child's name as the act does: sealed, and the code in its place."""
    assert story.person is not None
    rows, child = told.rows, story.person.id
    session = rows.door.session
    code, name = session.execute(select(Child.code, Child.full_name).where(Child.id == child)).one()
    session.execute(
        update(Child)
        .where(Child.id == child)
        .values(
            full_name=code,
            folded_name=fold(code),
            hidden_name=rows.seal(story.key_id, "children.hidden_name", child, name),
        )
    )
    session.execute(update(Report).where(Report.child_id == child).values(child_name=code))
    number = rows.new_id(NameHiding)
    rows.add(
        NameHiding,
        id=number,
        child_id=child,
        reason=rows.seal(story.key_id, "name_hidings.reason", number, _HIDDEN),
        entered_at=told.span.capped(file.opened_at + timedelta(hours=2)),
        entered_by=story.officer,
    )


def _orphan(told: Telling, person: Person) -> None:
    opened = told.span.at(told.rng, told.span.today - timedelta(days=24))
    number = _case(told, person, opened, opened, {"entry": "direct"})
    _line(told, number, "opened", opened, _ORPHAN, detail="direct")


def _paper_file(told: Telling, person: Person) -> None:
    """A file of the spring, taken over a week ago: its 12 hours are of the time before."""
    taken = told.span.at(told.rng, told.span.today - timedelta(days=7))
    began = datetime.combine(told.span.today - _STARTED, time(9, 30), LOCAL)
    day = local_day(began)
    paper = {"entry": "paper", "paper_number": "07/HS-BVTE", "taken_over_on": local_day(taken)}
    case = _case(told, person, _at(day), taken, paper | {"level": "medium"})
    for stage, after in (("assessed", 0), ("decided", 0), ("planned", 4), ("approved", 6)):
        _line(told, case, f"paper_{stage}", _at(day + timedelta(days=after)), "", entered=taken)
    _line(told, case, "level", _at(day), "", detail="medium", entered=taken)
    _line(told, case, "taken_over", taken, _PAPER, detail="07/HS-BVTE")
    _old_report(told, person, case, began, taken)


def _old_report(
    told: Telling, person: Person, case: tuple[int, int, int], began: datetime, taken: datetime
) -> None:
    rows, (case_id, unit, key_id) = told.rows, case
    officer = told.staff.officers[unit]
    name = rows.door.session.scalar(select(Child.full_name).where(Child.id == person.id))
    report = Report(
        code=told.mark(marks.REPORT, local_day(taken).year),
        area_id=unit,
        event_unit_id=unit,
        child_id=person.id,
        case_id=case_id,
        key_id=key_id,
        channel="other",
        child_name=str(name),
        received_at=began,
        state="screened",
        before_use=ended_before_use(due(EMERGENCY, began), local_day(taken)),
        entered_at=taken,
        entered_by=officer,
    )
    rows.flush()
    rows.door.session.add(report)
    rows.door.session.flush()
    rows.counts[Report.__tablename__] += 1
    _old_incident(told, report, case)


def _old_incident(told: Telling, report: Report, case: tuple[int, int, int]) -> None:
    rows, (_, unit, key_id) = told.rows, case
    number = rows.new_id(Incident)
    rows.add(
        Incident,
        id=number,
        report_id=report.id,
        area_id=unit,
        certainty="confirmed",
        abuse_types="neglect",
        settings="family",
        occurred_on=local_day(report.received_at) - timedelta(days=20),
        occurred_precision="about",
        stated_by="officer",
        place=rows.seal(key_id, "incidents.place", number, "Tại nhà của cháu"),
        ground=rows.seal(key_id, "incidents.ground", number, "Đã xác minh cùng trưởng khu vực."),
        entered_at=report.entered_at,
        entered_by=report.entered_by,
    )


def _case(
    told: Telling, person: Person, opened: datetime, entered: datetime, more: dict[str, Any]
) -> tuple[int, int, int]:
    """Write a case without a report; return its number, unit and key."""
    assert person.key_id is not None
    rows, unit = told.rows, DOZEN[0]
    case = Case(
        code=told.mark(marks.CASE, local_day(entered).year),
        area_id=unit,
        child_id=person.id,
        officer_id=told.staff.officers[unit],
        opened_at=opened,
        entered_at=entered,
        entered_by=told.staff.officers[unit],
        **more,
    )
    rows.flush()
    rows.door.session.add(case)
    rows.door.session.flush()
    rows.counts[Case.__tablename__] += 1
    return case.id, unit, person.key_id


def _line(
    told: Telling,
    case: tuple[int, int, int],
    kind: str,
    happened_at: datetime,
    text: str,
    *,
    detail: str = "",
    entered: datetime | None = None,
) -> None:
    rows, (case_id, unit, key_id) = told.rows, case
    number = rows.new_id(CaseEvent)
    rows.add(
        CaseEvent,
        id=number,
        case_id=case_id,
        area_id=unit,
        kind=kind,
        happened_at=happened_at,
        signed_at=None,
        detail=detail,
        text=rows.seal(key_id, "case_events.text", number, text),
        entered_at=entered or happened_at,
        entered_by=told.staff.officers[unit],
    )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(), LOCAL)
