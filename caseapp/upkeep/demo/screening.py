"""Made-up screening: reports on their way between wards, proposals, and what was a mistake."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import update

from caseapp.records.forwardings import Forwarding
from caseapp.records.proposals import Proposal
from caseapp.records.reports import Report
from caseapp.rules.access import Role
from caseapp.rules.forwarding_states import answer_due
from caseapp.rules.values import minute_of
from caseapp.upkeep.demo.incidents import write_bare
from caseapp.upkeep.demo.notices import tell_of_forwarding, tell_of_report
from caseapp.upkeep.demo.reports import make_story, write_logged
from caseapp.upkeep.demo.story import CaseFile, Decision, Story
from caseapp.upkeep.demo.telling import Telling
from caseapp.upkeep.demo.wards import DOZEN, Ward

_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_CONTACT: Final = "Cán bộ trực {unit}, 0292 3820 {number:03}"
_NO_CASE: Final = "Đã đến nhà cùng công an và trạm y tế: trẻ khỏe, tin báo nhầm địa chỉ."
_AGREED: Final = "Đồng ý, đã xem biên bản xác minh."
_TWICE: Final = "Nhập hai lần cùng một tin báo của nhà trường."
_WRONG_CHILD: Final = "Mở nhầm cho trẻ trùng tên ở khu vực khác."


@dataclass(frozen=True)
class _Said:
    """A proposal: its kind and reason, when it was made, and the answer if there is one."""

    kind: str
    reason: str
    at: datetime
    decided_at: datetime | None = None
    decision: str = ""


def write_screening(
    told: Telling, wards: Iterable[Ward], logged: Iterable[tuple[Story, CaseFile | None]]
) -> None:
    """Write what the first three wards pass to each other, and what was proposed everywhere."""
    found = {ward.id: ward for ward in wards}
    first, second, third = (found[unit] for unit in DOZEN[:3])
    _forwardings(told, first, second, third)
    _no_cases(told, first)
    _mistake(told, first)
    for story, file in logged:
        if file is not None and file.proposed_at is not None:
            _closing(told, story, file)
    _mistaken_case(told, first.id, logged)


def _forwardings(told: Telling, first: Ward, second: Ward, third: Ward) -> None:
    """One that waits, one that nobody takes over in time, one that was received."""
    end = told.span.end
    fresh = _logged(told, third, end - _HOUR, event=first)
    _forward(told, fresh, third, first, end - _HOUR / 3)
    late = _logged(told, first, end - 4 * _HOUR, event=second)
    _forward(told, late, first, second, end - 3 * _HOUR)
    sender = told.staff.officers[first.id]
    passed = _logged(told, second, end - 6 * _HOUR, officer=sender)
    _forward(told, passed, first, second, end - 5 * _HOUR, taken_at=end - 4.5 * _HOUR)


def _logged(
    told: Telling,
    ward: Ward,
    received: datetime,
    *,
    event: Ward | None = None,
    officer: int | None = None,
    decision: Decision | None = None,
) -> Story:
    """Write a report of a ward about a child nobody knows yet; return it."""
    story = make_story(told, ward, minute_of(received), None, imported=False)
    if event is not None:
        story = replace(story, event_unit=event.id)
    if officer is not None:
        story = replace(story, officer=officer)
    write_logged(told, story, None, decision)
    write_bare(told, story)
    if decision is None:
        tell_of_report(told, story)
    return story


def _forward(
    told: Telling,
    story: Story,
    sender: Ward,
    receiver: Ward,
    at: datetime,
    *,
    taken_at: datetime | None = None,
) -> None:
    rows, number = told.rows, told.rows.new_id(Forwarding)
    words = _CONTACT.format(unit=sender.unit.name, number=told.rng.randint(100, 999))
    rows.add(
        Forwarding,
        id=number,
        report_id=story.report_id,
        from_area_id=sender.id,
        to_area_id=receiver.id,
        state="received" if taken_at else "waiting",
        due_at=answer_due(at, clock_runs=True),
        contact=rows.door.place.vault.seal_own(f"forwardings.contact:{number}", words),
        answered_at=taken_at,
        answered_by=told.staff.officers[receiver.id] if taken_at else None,
        answers_version=1 if taken_at else None,
        entered_at=at,
        entered_by=told.staff.officers[sender.id],
    )
    if taken_at is None:
        tell_of_forwarding(told, story, receiver.id, number, at)


def _no_cases(told: Telling, ward: Ward) -> None:
    """One report that ended without a case, and one about which that is proposed."""
    end = told.span.end
    for days, decided in ((9, True), (1, False)):
        received = end - days * _DAY - 2 * _HOUR
        story = _logged(told, ward, received, decision=Decision("none", received + 3 * _HOUR))
        at = story.received + 5 * _HOUR
        decided_at = at + _DAY if decided else None
        words = _AGREED if decided else ""
        said = _Said("no_case", _NO_CASE, at, decided_at, words)
        _propose(told, story, said, report_id=story.report_id)
        if decided_at is not None:
            ending = told.rows.seal(story.key_id, "reports.ending", story.report_id, _NO_CASE)
            _change(
                told,
                story.report_id,
                state="ended",
                ended_at=decided_at,
                ended_by=story.chair,
                ending=ending,
            )


def _mistake(told: Telling, ward: Ward) -> None:
    """One report that was entered twice."""
    received = told.span.end - 5 * _DAY
    story = _logged(told, ward, received, decision=Decision("none", received + 2 * _HOUR))
    at = story.received + 4 * _HOUR
    said = _Said("mistake", _TWICE, at, at + _HOUR, _AGREED)
    _propose(told, story, said, report_id=story.report_id)
    _change(told, story.report_id, deleted_at=at + _HOUR)


def _closing(told: Telling, story: Story, file: CaseFile) -> None:
    """Write the proposal of a closing that the case's timeline tells of."""
    assert file.proposed_at is not None
    _propose(told, story, _Said("closing", "", file.proposed_at, file.closed_at), case_id=file.id)


def _mistaken_case(
    told: Telling, ward: int, logged: Iterable[tuple[Story, CaseFile | None]]
) -> None:
    """Say of one case of the ward that it was opened for the wrong child; the chair has to say."""
    open_ones = [(s, f) for s, f in logged if f and s.area_id == ward and f.state == "open"]
    for story, file in open_ones[:1]:
        at = told.span.end - 3 * _HOUR
        _propose(told, story, _Said("mistake", _WRONG_CHILD, at), case_id=file.id)


def _propose(
    told: Telling,
    story: Story,
    said: _Said,
    *,
    report_id: int | None = None,
    case_id: int | None = None,
) -> None:
    rows, number = told.rows, told.rows.new_id(Proposal)
    rows.add(
        Proposal,
        id=number,
        kind=said.kind,
        report_id=report_id,
        case_id=case_id,
        area_id=story.area_id,
        state="agreed" if said.decided_at else "proposed",
        decides=Role.CHAIR.value,
        reason=rows.seal(story.key_id, "proposals.reason", number, said.reason),
        decided_at=said.decided_at,
        decided_by=story.chair if said.decided_at else None,
        decision=rows.seal(story.key_id, "proposals.decision", number, said.decision),
        entered_at=said.at,
        entered_by=story.officer,
    )


def _change(told: Telling, number: int, **values: Any) -> None:  # noqa: ANN401 - of any column
    """Write what became of a report that lies there by now."""
    told.rows.flush()
    table: Any = Report.__table__
    told.rows.door.session.execute(update(table).where(table.c.id == number).values(**values))
