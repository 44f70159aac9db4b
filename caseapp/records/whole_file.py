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
    theirs = select(Child.merged_into_id).where(
        Child.id.in_(children), Child.merged_into_id.is_not(None)
    )
    merged = Child.merged_into_id
    asked = select(Child.id, merged).where(
        or_(Child.id.in_(children), merged.in_(children), merged.in_(theirs))
    )
    lines = session.execute(asked).tuples().all()
    into = {root for child, root in lines if root and child in children}
    return into | {child for child, root in lines if root in children | into}


def ids_of(session: Session, column: Any, *which: Any) -> set[int]:  # noqa: ANN401 - columns, conditions
    """Return what a column says of the rows for which one of the conditions holds."""
    return {row for row in session.scalars(select(column).where(or_(*which))) if row}


def rows_of_file(
    session: Session, children: set[int], reports: set[int], *, of_event: bool = False
) -> Rows:
    """Return all that hangs on children and reports; `of_event`: on those told of with them too."""
    if of_event:
        children, reports = whole_event(session, children, reports)
    told = select(Report.child_id, Case.child_id).outerjoin(Case, Case.id == Report.case_id)
    for line in session.execute(told.where(Report.id.in_(reports))):
        children |= set(filter(None, line))
    children |= merged_with(session, children)
    own = select(Case.id).where(Case.child_id.in_(children))
    about = or_(Report.child_id.in_(children), Report.case_id.in_(own))
    cases, more = _numbers(session, own, select(Report.id).where(about))
    reports |= more
    referred = or_(Referral.child_id.in_(children), Referral.report_id.in_(reports))
    filed = or_(StoredFile.report_id.in_(reports), StoredFile.case_id.in_(cases))
    referrals, files = _numbers(
        session, select(Referral.id).where(referred), select(StoredFile.id).where(filed)
    )
    return Rows(
        children=frozenset(children),
        cases=frozenset(cases),
        reports=frozenset(reports),
        referrals=frozenset(referrals),
        files=frozenset(files),
    )


def _numbers(session: Session, *asked: Select[tuple[int]]) -> list[set[int]]:
    """Return the numbers that each select finds, by one statement for all."""
    found: list[set[int]] = [set() for _ in asked]
    marked = [each.add_columns(literal_column(str(at))) for at, each in enumerate(asked)]
    for number, at in session.execute(union_all(*marked)).tuples():
        found[at].add(number)
    return found
