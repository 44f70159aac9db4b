"""All rows that tell of the same people: of a child, of those merged with it, of its events."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Integer, Select, literal_column, or_, select, union_all
from sqlalchemy.orm import Session

from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.files import StoredFile
from caseapp.records.reach import Rows
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report

NOTHING: Final = literal_column("0", Integer)
"""In place of a number that a line does not tell: PostgreSQL gives no type to a bare NULL."""


def whole_event(
    session: Session, children: set[int], reports: set[int]
) -> tuple[set[int], set[int]]:
    """Add what tells of the same people, until nothing more does.

    A report tells of its child and its case's, of all reports of its event, and so do theirs; a
    child is whoever was merged with it. No step may be left out: each is a way to what is kept.
    Each step is one statement; the last one finds nothing new.
    """
    found: tuple[set[int], set[int]] = set(), set()
    while (children, reports) != found:
        found = set(children), set(reports)
        children, reports = with_lines(session.execute(union_all(*lines_of(*found))), *found)
    return found


def lines_of(children: set[int], reports: set[int]) -> tuple[Select[Any], Select[Any]]:
    """Return what asks for all that tells directly of some children and reports.

    Five numbers a line: nothing, a report, its first one, its child or a child, and the child of
    its case or the one that a child was merged into.
    """
    cases = select(Case.id).where(Case.child_id.in_(children))
    about = (
        select(NOTHING, Report.id, Report.first_id, Report.child_id, Case.child_id)
        .outerjoin(Case, Case.id == Report.case_id)
        .where(
            or_(
                Report.id.in_(reports),
                Report.first_id.in_(reports),
                Report.child_id.in_(children),
                Report.case_id.in_(cases),
            )
        )
    )
    none = [NOTHING.label(name) for name in ("who", "report", "first")]
    merged = select(*none, Child.id, Child.merged_into_id).where(
        or_(Child.id.in_(children), Child.merged_into_id.in_(children))
    )
    return about, merged


def with_lines(
    lines: Iterable[Any], children: set[int], reports: set[int]
) -> tuple[set[int], set[int]]:
    """Return children and reports with those that such lines name."""
    named: tuple[set[int], set[int]] = set(children), set(reports)
    for _, report, first, child, other in lines:
        named[0].update(filter(None, (child, other)))
        named[1].update(filter(None, (report, first)))
    return named


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
