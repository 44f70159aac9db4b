"""A made-up officer who leaves: with cases, a report, drafts, and one thing handed over before."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select, update

from caseapp import desk
from caseapp.records.cases import Case
from caseapp.records.handed_works import TYPED, HandedWork
from caseapp.records.kept_forms import KeptForm, seal_fields
from caseapp.records.reports import Report
from caseapp.upkeep.demo.accounts import LEAVING, Staff
from caseapp.upkeep.demo.telling import Telling

_CASES: Final = 4
_BEFORE: Final = timedelta(days=5, hours=2)
_NEW: Final = (
    ("works_here", "no"),
    ("channel", "in_person"),
    ("child_name", "Bé Tí"),
    ("child_state", "Cô giáo kể trẻ hay đói, tay có vết bầm, chưa hỏi được cha mẹ"),
)
_OLD: Final = (
    ("works_here", "no"),
    ("channel", "phone"),
    ("child_name", "Bé Lượm"),
    ("child_state", "Người gọi là hàng xóm, hẹn gọi lại để cho địa chỉ nhà"),
)
_TITLE: Final = "Tiếp nhận tin báo"


def write_leaving(told: Telling) -> None:
    """Give the second officer of the ward half of the newest cases, and a report that waits."""
    told.rows.flush()
    session, staff = told.rows.door.session, told.staff
    cases: Any = Case.__table__
    reports: Any = Report.__table__
    newest = (
        select(Case.id, Case.code)
        .where(Case.area_id == LEAVING, Case.state == "open", Case.deleted_at.is_(None))
        .order_by(Case.id.desc())
        .limit(2 * _CASES)
    )
    found = session.execute(newest).all()
    own = [row.id for row in found[::2]]
    session.execute(update(cases).where(cases.c.id.in_(own)).values(officer_id=staff.leaving))
    waiting = select(Report.id).where(
        Report.area_id == LEAVING, Report.state == "received", Report.imported.is_(False)
    )
    first = session.scalars(waiting.order_by(Report.id.desc()).limit(1)).all()
    session.execute(update(reports).where(reports.c.id.in_(first)).values(entered_by=staff.leaving))
    for kind, mark in ((TYPED, ""), *(("case", row.code) for row in found[1:2])):
        told.rows.add(
            HandedWork,
            id=told.rows.new_id(HandedWork),
            area_id=LEAVING,
            kind=kind,
            mark=mark,
            from_id=staff.leaving,
            to_id=staff.officers[LEAVING],
            entered_at=told.span.end - _BEFORE,
            entered_by=staff.supervisor,
        )


def type_drafts(staff: Staff, now: datetime) -> None:
    """Leave a draft with the officer who leaves, and one that was handed over with who stays."""
    typed = now - timedelta(hours=3)
    with desk.ledger(write=True) as session:
        for number, (owner, at, by, fields) in enumerate(
            (
                (staff.leaving, typed, None, _NEW),
                (staff.officers[LEAVING], now - _BEFORE - timedelta(hours=1), staff.leaving, _OLD),
            )
        ):
            row = KeptForm(
                user_id=owner, token=f"draft-of-who-leaves-{number}", path="/reports/new", at=at,
                begun_at=at, saves=1, typed_by=by, typed_at=at if by else None,
            )  # fmt: skip
            session.add(row)
            session.flush()
            seal_fields(desk.vault(), row, _TITLE, list(fields))
        session.flush()
