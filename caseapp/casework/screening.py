"""What follows a report: a case for its child, and what is said to have happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.assessments import carry_level
from caseapp.casework.case_clocks import start_plan_clocks
from caseapp.casework.case_lines import event
from caseapp.casework.children import NewChild, ask_whether_known, attach, new_child
from caseapp.casework.clock_stopping import under_emergency
from caseapp.casework.entrusting import engage_around, engage_if_kept
from caseapp.casework.file_restrictions import forget_if_restricted
from caseapp.casework.forwarding_views import insist_on_holding
from caseapp.casework.hidden_names import cover_name
from caseapp.casework.intake import propose
from caseapp.casework.lone_reports import insist_on_own, mark_if_alone
from caseapp.casework.marked import add_mark, kept_from
from caseapp.casework.notices import settle
from caseapp.casework.one_child import find_child
from caseapp.casework.proposing import lapse
from caseapp.casework.report_links import insist_on_one_each
from caseapp.casework.suspects import CELLS
from caseapp.records import marks
from caseapp.records.calls import Call
from caseapp.records.cases import Case, Measure
from caseapp.records.children import Child
from caseapp.records.conflicts import ConflictMark
from caseapp.records.files import HandOut, StoredFile
from caseapp.records.first_hours import ReceiptCorrection, SafetyStep, SpokenDecision
from caseapp.records.kept_papers import KeptCopy, KeptPaper
from caseapp.records.lone_reports import LoneReport
from caseapp.records.papers import Paper, PaperText
from caseapp.records.proposals import Proposal
from caseapp.records.reach import take_in
from caseapp.records.reports import Answers, Incident, Report
from caseapp.records.suspects import SuspectEntry
from caseapp.rules.access import Act, Actor
from caseapp.rules.report_states import REPORTS
from caseapp.rules.values import local_day


def open_case(
    actor: Actor, report_code: str, child: NewChild | str, *, now: datetime, post: str = ""
) -> str:
    """Open a case from a report for a new child, or a known one by its code; return its code.

    What the report sealed under a key of its own is sealed again under the child's, so that
    one key guards all that is known of a child.
    """
    if isinstance(child, NewChild):
        ask_whether_known(actor, child, now=now, post=post)
    with desk.writing(actor, Act.REPORT_SCREEN, now=now, post=post) as door:
        report = take_report(door, report_code)
        row = _child_of(door, report, child)
        insist_on_one_each(door, report, row)
        attach(door, row, report.area_id)
        hand_over(door, report, row)
        case = Case(
            code=marks.new_mark(marks.CASE, local_day(now).year),
            area_id=report.area_id,
            child_id=row.id,
            officer_id=actor.user_id,
            opened_at=now,
            entered_at=now,
            entered_by=actor.user_id,
        )
        door.session.add(case)
        door.session.flush()
        take_in("cases", case.id)
        report.case_id = case.id
        door.session.add(event(door, case, "opened", now, detail=report.code))
        door.session.flush()
        if not report.imported and not under_emergency(door, case):
            start_plan_clocks(door, case, report.received_at)
        carry_level(door, report, case)
        settle(door, report.code)
        mark_if_alone(door, report)
        door.log(f"case:{case.id}", case.area_id, report=report.id, child=row.id)
        door.made = case.code
        return case.code


def _child_of(door: desk.Door, report: Report, child: NewChild | str) -> Child:
    """Return the known child of that code, or a new one; its carer may be somebody's namesake."""
    if isinstance(child, str):
        return find_child(door, child)
    keeper = report.area_id if report.area_id in door.scope.lent else None
    row = new_child(door, child, keeper=keeper)
    propose(door, report, [child.guardian_name], [child.guardian_phone])
    return row


def take_report(door: desk.Door, code: str) -> Report:
    """Return a report that now goes into a case, which overtakes what was proposed of it."""
    report = door.find(Report, code=code, deleted_at=None)
    insist_on_own(door, report)
    report.state = REPORTS.next_state(report.state, "screen")
    insist_on_holding(door, report)
    lapse(door, report, "no_case")
    return report


def hand_over(door: desk.Door, report: Report, child: Child) -> None:
    """Give the report to the child: every sealed cell moves to the child's key.

    With the child's marks, and its own, others may have to decide, on the child's reports too. With
    a restriction on the child's file, no export that may hold the report leaves any more.
    """
    old_key, new_key = report.key_id, door.key_of(child)
    report.child_id = child.id
    cover_name(door, report)
    _reseal(door, report, old_key, new_key)
    if old_key is not None and old_key != new_key:
        door.destroy(old_key, door.now)
    engage_around(door, child)
    forget_if_restricted(door, child)


def give_back(door: desk.Door, case: Case) -> None:
    """Take the reports out of a case: each waits for the officer again, under a key of its own.

    What was kept from somebody with the child's file stays kept from them.
    """
    kept = kept_from(door, door.session.get_one(Child, case.child_id))
    given = door.session.scalars(select(Report).where(Report.case_id == case.id)).all()
    for report in given:
        old_key = report.key_id
        report.state = REPORTS.next_state(report.state, "release")
        report.case_id = report.child_id = report.key_id = None
        _reseal(door, report, old_key, door.key_of(report))
    for report in given:
        for user in sorted(kept - kept_from(door, report)):
            add_mark(door, report, user, origin="given_back")
        engage_if_kept(door, report)


def _reseal(door: desk.Door, report: Report, old_key: int | None, new_key: int) -> None:
    """Move every sealed cell of a report to another key."""
    for column, row, attribute in _sealed_cells(door, report):
        text = door.unseal(old_key, column, row.id, getattr(row, attribute))
        setattr(row, attribute, door.seal(new_key, column, row.id, text))
    report.key_id = new_key


OF_REPORT: Final[tuple[tuple[Any, str], ...]] = (
    (Answers, "answers.sealed_answers"),
    (Incident, "incidents.ground"),
    (Incident, "incidents.place"),
    *((SuspectEntry, f"suspects.{cell}") for cell in CELLS),
    (LoneReport, "lone_reports.note"),
    (Measure, "measures.reason"),
    (Call, "calls.note"),
    (ConflictMark, "conflict_marks.reason"),
    (ConflictMark, "conflict_marks.lift_reason"),
    (SpokenDecision, "spoken_decisions.witness"),
    (SpokenDecision, "spoken_decisions.remark"),
    (SafetyStep, "safety_steps.place"),
    (SafetyStep, "safety_steps.taken_by"),
    (ReceiptCorrection, "receipt_corrections.reason"),
    (ReceiptCorrection, "receipt_corrections.answer"),
    (Proposal, "proposals.reason"),
    (Proposal, "proposals.decision"),
    (Paper, "papers.decision"),
    (PaperText, "paper_texts.content"),
    (KeptPaper, "kept_papers.reason"),
    (KeptCopy, "kept_copies.content_key"),  # which seals the copy's bytes
)
"""Rows that hang on a report alone, and the cell of each that its key seals."""

_CELLS_OF: Final[Mapping[Any, list[str]]] = {
    model: [column for owner, column in OF_REPORT if owner is model] for model, _column in OF_REPORT
}

OWN_CELLS: Final = ("narrative", "ending", "suspect")
FILE_CELLS: Final = ("content_key", "description", "withdrawal")
"""The cells of a file's own row: its parts lie under the key that the first of them holds."""
HAND_OUT_CELLS: Final = ("recipient", "paper")

MOVED: Final = frozenset(
    {column for _, column in OF_REPORT}
    | {f"reports.{cell}" for cell in OWN_CELLS}
    | {f"files.{cell}" for cell in FILE_CELLS}
    | {f"hand_outs.{cell}" for cell in HAND_OUT_CELLS}
)
"""Every cell that moves with a report, by table and column."""


def _sealed_cells(door: desk.Door, report: Report) -> Iterable[tuple[str, Any, str]]:
    """Yield column, row and attribute of every cell sealed under the report's key."""
    for attribute in OWN_CELLS:
        yield f"reports.{attribute}", report, attribute
    for model, columns in _CELLS_OF.items():  # one question a table, however many cells
        for row in door.session.scalars(select(model).where(model.report_id == report.id)):
            yield from ((column, row, column.partition(".")[2]) for column in columns)
    own = select(StoredFile).where(StoredFile.report_id == report.id)
    for row in door.session.scalars(own):  # its parts lie under its own key, which moves with it
        for attribute in FILE_CELLS:
            yield f"files.{attribute}", row, attribute
        given = select(HandOut).where(HandOut.file_id == row.id)
        for hand_out in door.session.scalars(given):
            for attribute in HAND_OUT_CELLS:
                yield f"hand_outs.{attribute}", hand_out, attribute
