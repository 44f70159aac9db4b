"""All rows that tell of the same people: of a child, of those merged with it, of its events."""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.files import StoredFile
from caseapp.records.reach import Rows
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report


def whole_event(
    session: Session, children: set[int], reports: set[int]
) -> tuple[set[int], set[int]]:
    """Add what tells of the same people, until nothing more does.

    A report tells of its child and its case's, of all reports of its event, and so do theirs; a
    child is whoever was merged with it. No step may be left out: each is a way to what is kept.
    """
    found: tuple[set[int], set[int]] = set(), set()
    while (children, reports) != found:
        found = set(children), set(reports)
        first = ids_of(session, Report.first_id, Report.id.in_(reports)) | reports
        cases = select(Case.id).where(Case.child_id.in_(children))
        about = select(Report.id, Report.child_id, Report.case_id).where(
            or_(
                Report.id.in_(first),
                Report.first_id.in_(first),
                Report.child_id.in_(children),
                Report.case_id.in_(cases),
            )
        )
        rows = session.execute(about).all()
        reports |= {row.id for row in rows}
        children |= {row.child_id for row in rows if row.child_id}
        opened = {row.case_id for row in rows if row.case_id}
        children |= ids_of(session, Case.child_id, Case.id.in_(opened))
        children |= merged_with(session, children)
    return found


def merged_with(session: Session, children: set[int]) -> set[int]:
    """Return the children into whom some were merged, and all that were merged with them."""
    into = ids_of(session, Child.merged_into_id, Child.id.in_(children))
    return into | ids_of(session, Child.id, Child.merged_into_id.in_(children | into))


def ids_of(session: Session, column: Any, *which: Any) -> set[int]:  # noqa: ANN401 - columns, conditions
    """Return what a column says of the rows for which one of the conditions holds."""
    return {row for row in session.scalars(select(column).where(or_(*which))) if row}


def rows_of_file(
    session: Session, children: set[int], reports: set[int], *, of_event: bool = False
) -> Rows:
    """Return all that hangs on children and reports; `of_event`: on those told of with them too."""

    def ids(column: Any, *which: Any) -> set[int]:  # noqa: ANN401 - columns and conditions
        return ids_of(session, column, *which)

    if of_event:
        children, reports = whole_event(session, children, reports)
    children |= ids(Report.child_id, Report.id.in_(reports))
    children |= ids(Case.child_id, Case.id.in_(ids(Report.case_id, Report.id.in_(reports))))
    children |= merged_with(session, children)
    cases = ids(Case.id, Case.child_id.in_(children))
    reports |= ids(Report.id, Report.child_id.in_(children), Report.case_id.in_(cases))
    referrals = ids(Referral.id, Referral.child_id.in_(children), Referral.report_id.in_(reports))
    files = ids(StoredFile.id, StoredFile.report_id.in_(reports), StoredFile.case_id.in_(cases))
    return Rows(
        children=frozenset(children),
        cases=frozenset(cases),
        reports=frozenset(reports),
        referrals=frozenset(referrals),
        files=frozenset(files),
    )
