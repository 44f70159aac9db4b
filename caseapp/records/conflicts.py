"""Marks of conflict: whom a child's or a report's file is kept from, and what that file is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.columns import Key, MaybeStamp, Sealed, Stamp, UserRef
from caseapp.records.db import Row, tell_reach
from caseapp.records.reach import Reach, Rows, reaching
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.rules.units import territory


class ConflictMark(Row):
    """A file is kept from a user from `set_at` until `lifted_at`, for a reason kept sealed.

    It is set on a child, or on a report whose child is not known yet. Ids only, so that it can be
    asked before anything of the file is open.
    """

    __tablename__ = "conflict_marks"
    __table_args__ = (
        CheckConstraint("(child_id IS NULL) <> (report_id IS NULL)"),
        Index("ix_conflict_marks_user", "user_id", "lifted_at"),
        Index("ix_conflict_marks_child", "child_id"),
        Index("ix_conflict_marks_report", "report_id"),
    )
    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    child_id: Mapped[int | None] = mapped_column(ForeignKey("children.id", ondelete="RESTRICT"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("reports.id", ondelete="RESTRICT"))
    reason: Mapped[Sealed]
    set_at: Mapped[Stamp]
    set_by: Mapped[UserRef]
    lifted_at: Mapped[MaybeStamp]
    lifted_by: Mapped[UserRef]


def reach_of(
    session: Session, user_id: int | None, units: frozenset[int] | None, *, own_only: bool = False
) -> Reach:
    """Return the reach of a person who may open rows of some units (None: of all).

    With `own_only` it is the reports that the person entered, and what hangs on them.
    """
    hidden = hidden_from(session, user_id) if user_id is not None else None
    only = _entered_by(session, user_id) if own_only else None
    if units is None and (hidden is not None or only is not None):
        units = frozenset(territory().units)  # the filter then stands in every statement
    return Reach(units, hidden=hidden, only=only)


def _entered_by(session: Session, user_id: int | None) -> Rows:
    with _at_the_tables(session):
        own = session.scalars(
            select(Report.id).where(Report.entered_by == user_id, Report.entered_by.is_not(None))
        )
        return Rows(reports=frozenset(own))


@contextmanager
def _at_the_tables(session: Session) -> Iterator[None]:
    """Ask the tables themselves, before anything is open, and close them again."""
    with reaching(Reach(None, "figures")):
        tell_reach(session.connection())
        yield
    tell_reach(session.connection())


def hidden_from(session: Session, user_id: int) -> Rows | None:
    """Return all that is kept from a user now, None when nothing is: nearly always.

    A mark on a child covers whatever hangs on it, in every unit, and those merged with it; one on
    a report covers its child as soon as that is known.
    """
    marks = session.execute(
        select(ConflictMark.child_id, ConflictMark.report_id).where(
            ConflictMark.user_id == user_id, ConflictMark.lifted_at.is_(None)
        )
    ).all()
    if not marks:
        return None
    with _at_the_tables(session):
        return _file_of(
            session,
            {mark.child_id for mark in marks if mark.child_id},
            {mark.report_id for mark in marks if mark.report_id},
        )


def _file_of(session: Session, children: set[int], reports: set[int]) -> Rows:
    def ids(column: Any, *which: Any) -> set[int]:  # noqa: ANN401 - columns and conditions
        return {row for row in session.scalars(select(column).where(or_(*which))) if row}

    children |= ids(Report.child_id, Report.id.in_(reports))
    children |= ids(Case.child_id, Case.id.in_(ids(Report.case_id, Report.id.in_(reports))))
    children |= ids(Child.merged_into_id, Child.id.in_(children))
    children |= ids(Child.id, Child.merged_into_id.in_(children))
    cases = ids(Case.id, Case.child_id.in_(children))
    reports |= ids(Report.id, Report.child_id.in_(children), Report.case_id.in_(cases))
    referrals = ids(Referral.id, Referral.child_id.in_(children), Referral.report_id.in_(reports))
    return Rows(*map(frozenset, (children, cases, reports, referrals)))
