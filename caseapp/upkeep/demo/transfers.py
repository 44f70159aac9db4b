"""Made-up transfers: a case that waits for another ward, one that is contested, one that passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select, update

from caseapp.records.cases import Case, CaseEvent
from caseapp.records.notices import Notice
from caseapp.records.referrals import Referral
from caseapp.records.transfers import Transfer
from caseapp.rules.access import Role
from caseapp.rules.transfer_states import answer_due, remind_at
from caseapp.rules.units import territory
from caseapp.upkeep.demo.notices import tell_of_transfer
from caseapp.upkeep.demo.reports import Logged
from caseapp.upkeep.demo.story import CaseFile, Story
from caseapp.upkeep.demo.telling import Telling
from caseapp.upkeep.demo.wards import DOZEN

_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_CONTACT: Final = "Cán bộ trực {unit}, 0292 3820 {number:03}"
_WORDS: Final = "Cháu đã về ở hẳn với bà ngoại; trường học và trạm y tế nơi ở mới đã nhận cháu."
_REFUSED: Final = "Gia đình mới thuê trọ ba tuần, chưa đăng ký tạm trú; đề nghị phường cũ theo dõi."


@dataclass(frozen=True)
class _Passing:
    """A transfer: from and to which ward, why, when it was asked for, and the answer if any."""

    sender: int
    receiver: int
    why: str
    at: datetime
    state: str = "waiting"
    answered_at: datetime | None = None
    answer: str = ""


def write_transfers(told: Telling, logged: Logged) -> None:
    """Write what the first three wards hand over to each other; told last, for a case moves."""
    first, second, third = DOZEN[:3]
    end = told.span.end
    taken: set[int] = set()
    for passing in (
        _Passing(second, first, "residence", end - 5 * _HOUR),
        _Passing(
            first, second, "moved", end - _DAY, "refused", end - 4 * _HOUR, _REFUSED
        ),
        _Passing(third, first, "residence", end - 6 * _DAY, "accepted", end - 5 * _DAY),
    ):  # fmt: skip
        found = _a_case(logged, passing, taken)
        if found is not None:
            taken.add(found[1].id)
            _write(told, *found, passing)
    told.rows.flush()


def _a_case(logged: Logged, passing: _Passing, taken: set[int]) -> tuple[Story, CaseFile] | None:
    """Return a case of the ward that ran when it was asked for, the newest but the last two."""
    running = [
        (story, file)
        for story, file in logged
        if file is not None
        and file.state == "open"
        and story.area_id == passing.sender
        and file.opened_at < passing.at
        and file.id not in taken
    ]
    running.sort(key=lambda pair: pair[1].opened_at)
    return (running[:-2] or running)[-1] if running else None


def _write(told: Telling, story: Story, file: CaseFile, passing: _Passing) -> None:
    rows, staff, number = told.rows, told.staff, told.rows.new_id(Transfer)
    vault = rows.door.place.vault
    words = _CONTACT.format(unit=_label(passing.sender), number=told.rng.randint(100, 999))

    def sealed(cell: str, text: str) -> bytes | None:
        return vault.seal_own(f"transfers.{cell}:{number}", text) if text else None

    rows.add(
        Transfer,
        id=number,
        case_id=file.id,
        from_area_id=passing.sender,
        to_area_id=passing.receiver,
        state=passing.state,
        why=passing.why,
        contact=sealed("contact", words),
        sent_at=passing.at,
        sent_by=staff.chairs[passing.sender],
        remind_at=remind_at(passing.at),
        due_at=answer_due(passing.at),
        answered_at=passing.answered_at,
        answered_by=staff.chairs[passing.receiver] if passing.answered_at else None,
        answer=sealed("answer", passing.answer),
        entered_at=passing.at,
        entered_by=staff.chairs[passing.sender],
        version=2 if passing.answered_at else 1,
    )
    _line(told, story, file, "transfer_send", passing, passing.at, _WORDS)
    if passing.answered_at is not None:
        kind = "transfer_refuse" if passing.state == "refused" else "transfer_accept"
        _line(told, story, file, kind, passing, passing.answered_at, passing.answer)
    _tell(told, file, passing, number)
    if passing.state == "accepted":
        _move(told, story, file, passing)


def _label(unit_id: int) -> str:
    unit = territory().units[unit_id]
    return f"{unit.kind.capitalize()} {unit.name}"


def _line(
    told: Telling, story: Story, file: CaseFile, kind: str, passing: _Passing, at: datetime,
    text: str,
) -> None:  # fmt: skip
    rows, number = told.rows, told.rows.new_id(CaseEvent)
    ward = passing.sender if kind == "transfer_send" else passing.receiver
    rows.add(
        CaseEvent,
        id=number,
        case_id=file.id,
        area_id=story.area_id,
        kind=kind,
        happened_at=at,
        signed_at=None,
        detail=_label(passing.receiver),
        text=rows.seal(story.key_id, "case_events.text", number, text) if text else None,
        entered_at=at,
        entered_by=told.staff.chairs[ward],
    )


def _tell(told: Telling, file: CaseFile, passing: _Passing, number: int) -> None:
    """Tell who owes an answer, or a decision, or that it was accepted."""
    chairs = told.staff.chairs
    if passing.state == "waiting":
        for role in (Role.CHAIR, Role.OFFICER):
            tell_of_transfer(
                told, passing.receiver, "case_arriving", file.code, role, passing.at, number
            )
        return
    at = passing.answered_at or passing.at
    sender = chairs[passing.sender]
    kind = "transfer_refused" if passing.state == "refused" else "transfer_accepted"
    tell_of_transfer(told, passing.sender, kind, file.code, sender, at, number)
    if passing.state == "refused":
        supervisor = told.staff.supervisor
        tell_of_transfer(
            told, passing.sender, "transfer_contested", file.code, supervisor, at, number
        )


def _move(told: Telling, story: Story, file: CaseFile, passing: _Passing) -> None:
    """Give the case to the other ward, with all that hangs on it by the database's own ties."""
    told.rows.flush()
    new, old, session = passing.receiver, passing.sender, told.rows.door.session
    if story.person is not None:
        told.open_to(story.person, new)
    cases: Any = Case.__table__
    officer = told.staff.officers[new]
    session.execute(
        update(cases).where(cases.c.id == file.id).values(area_id=new, officer_id=officer)
    )
    notices: Any = Notice.__table__
    referrals = session.scalars(select(Referral.code).where(Referral.case_id == file.id))
    about = notices.c.mark.in_((file.code, story.code, *referrals)), notices.c.area_id == old
    session.execute(update(notices).where(*about, notices.c.role != "").values(area_id=new))
    own = notices.c.role == "", notices.c.ended_at.is_(None)
    session.execute(update(notices).where(*about, *own).values(ended_at=told.span.end))
