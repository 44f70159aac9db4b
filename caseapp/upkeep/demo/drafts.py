"""Leaves drafts with the first ward's officer: a report, a note, a level set meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.records.cases import Case
from caseapp.records.kept_forms import KeptForm, seal_fields
from caseapp.rules.access import Act, Actor, Grant, Role
from caseapp.rules.units import REFORM
from caseapp.upkeep.demo.accounts import Staff
from caseapp.upkeep.demo.wards import DOZEN

_REPORT: Final = (
    ("works_here", "no"),
    ("channel", "phone"),
    ("child_name", "Bé Bi"),
    ("child_state", "Người gọi nghe trẻ khóc nhiều đêm, đang hỏi thêm địa chỉ nhà"),
)
_NOTE: Final = (
    ("kind", "visit"),
    ("text", "Đã đến nhà, trẻ đi học chưa về. Bà ngoại kể rằng"),
)
_LEVEL: Final = (
    ("version", "0"),  # of a version before the one that is stored: somebody saved meanwhile
    ("level", "medium"),
    ("reason", "Trẻ đã về ở với bà ngoại, người gây hại không còn ở cùng nhà"),
)


def write_drafts(staff: Staff, now: datetime) -> None:
    """Write them as if they had been typed within the last hours."""
    officer = staff.officers[DOZEN[0]]
    code = _newest_judged(officer, now)
    pages: list[tuple[str, str, tuple[tuple[str, str], ...]]] = [
        ("/reports/new", "Tiếp nhận tin báo", _REPORT)
    ]
    if code is not None:
        pages.append((f"/cases/{code}/notes/new", "Thêm ghi chú, lần liên hệ hoặc lần thăm", _NOTE))
        pages.append((f"/cases/{code}/level", "Mức độ nguy cơ", _LEVEL))
    with desk.ledger(write=True) as session:
        for number, (path, title, fields) in enumerate(pages):
            at = now - timedelta(minutes=25 + 70 * number)
            token = f"draft-of-the-demo-{number}"
            row = KeptForm(user_id=officer, token=token, path=path, at=at, begun_at=at, saves=1)
            session.add(row)
            session.flush()
            seal_fields(desk.vault(), row, title, list(fields))
        session.flush()


def _newest_judged(officer: int, now: datetime) -> str | None:
    """Return the newest open case of the ward whose level of risk is set."""
    held = Grant(Role.OFFICER, frozenset({DOZEN[0]}), REFORM, None)
    with desk.reading(Actor(officer, "demo-officer", (held,)), Act.CASE_LIST, now=now) as door:
        newest = (
            select(Case)
            .where(Case.level != "", Case.state == "open")
            .order_by(Case.opened_at.desc(), Case.id.desc())
            .limit(1)
        )
        case = door.session.scalars(newest).first()
        door.log("cases:list", None, rows=int(case is not None))
        return case.code if case else None
