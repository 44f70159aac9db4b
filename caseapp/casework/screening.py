"""What follows a report: a case for its child, and what is said to have happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.cases import event
from caseapp.casework.children import NewChild, attach, new_child
from caseapp.casework.lone_reports import insist_on_own, mark_if_alone
from caseapp.casework.notices import settle
from caseapp.records import marks
from caseapp.records.cases import Case, Measure
from caseapp.records.children import Child
from caseapp.records.conflicts import ConflictMark
from caseapp.records.files import HandOut, StoredFile
from caseapp.records.first_hours import ReceiptCorrection, SafetyStep, SpokenDecision
from caseapp.records.lone_reports import LoneReport
from caseapp.records.reports import Answers, Incident, Report
from caseapp.rules.access import Act, Actor
from caseapp.rules.codes.abuse import ABUSE_TYPES, CERTAINTY, SETTINGS
from caseapp.rules.report_states import REPORTS
from caseapp.rules.values import RuleBroken, local_day


@dataclass(frozen=True)
class IncidentEntry:
    """What an officer enters of an incident; codes of contracts §3."""

    certainty: str
    abuse_types: tuple[str, ...]
    settings: tuple[str, ...]
    occurred_on: date | None
    ground: str


def open_case(
    actor: Actor, report_code: str, child: NewChild | str, *, now: datetime, post: str = ""
) -> str:
    """Open a case from a report for a new child, or a known one by its code; return its code.

    What the report sealed under a key of its own is sealed again under the child's, so that
    one key guards all that is known of a child.
    """
    with desk.writing(actor, Act.REPORT_SCREEN, now=now, post=post) as door:
        report = door.find(Report, code=report_code)
        insist_on_own(door, report)
        report.state = REPORTS.next_state(report.state, "screen")
        row = door.find(Child, code=child) if isinstance(child, str) else new_child(door, child)
        attach(door, row, report.area_id)
        _hand_over(door, report, row)
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
        report.case_id = case.id
        door.session.add(event(door, case, "opened", now, detail=report.code))
        settle(door, report.code)
        mark_if_alone(door, report)
        door.log(f"case:{case.id}", case.area_id, report=report.id, child=row.id)
        door.made = case.code
        return case.code


def _hand_over(door: desk.Door, report: Report, child: Child) -> None:
    """Give the report to the child: every sealed cell moves to the child's key."""
    old_key, new_key = report.key_id, door.key_of(child)
    report.child_id = child.id
    for column, row, attribute in _sealed_cells(door, report):
        text = door.unseal(old_key, column, row.id, getattr(row, attribute))
        setattr(row, attribute, door.seal(new_key, column, row.id, text))
    report.key_id = new_key
    if old_key is not None and old_key != new_key:
        door.destroy(old_key, door.now)


OF_REPORT: Final[tuple[tuple[Any, str], ...]] = (
    (Answers, "answers.sealed_answers"),
    (Incident, "incidents.ground"),
    (LoneReport, "lone_reports.note"),
    (Measure, "measures.reason"),
    (ConflictMark, "conflict_marks.reason"),
    (SpokenDecision, "spoken_decisions.witness"),
    (SpokenDecision, "spoken_decisions.remark"),
    (SafetyStep, "safety_steps.place"),
    (SafetyStep, "safety_steps.taken_by"),
    (ReceiptCorrection, "receipt_corrections.reason"),
    (ReceiptCorrection, "receipt_corrections.answer"),
)
"""Rows that hang on a report alone, and the cell of each that its key seals."""


FILE_CELLS: Final = ("content_key", "description", "withdrawal")
"""The cells of a file's own row: its parts lie under the key that the first of them holds."""


def _sealed_cells(door: desk.Door, report: Report) -> Iterable[tuple[str, Any, str]]:
    """Yield column, row and attribute of every cell sealed under the report's key."""
    yield "reports.narrative", report, "narrative"
    yield "reports.ending", report, "ending"
    for model, column in OF_REPORT:
        for row in door.session.scalars(select(model).where(model.report_id == report.id)):
            yield column, row, column.partition(".")[2]
    own = select(StoredFile).where(StoredFile.report_id == report.id)
    for row in door.session.scalars(own):  # its parts lie under its own key, which moves with it
        for attribute in FILE_CELLS:
            yield f"files.{attribute}", row, attribute
        given = select(HandOut).where(HandOut.file_id == row.id)
        for hand_out in door.session.scalars(given):
            yield "hand_outs.recipient", hand_out, "recipient"
            yield "hand_outs.paper", hand_out, "paper"


def record_incident(
    actor: Actor, report_code: str, entry: IncidentEntry, *, now: datetime, post: str = ""
) -> None:
    """Record an incident with its types, settings, certainty and ground; who set it is kept."""
    known = (set(entry.abuse_types) <= set(ABUSE_TYPES.codes)) and (
        set(entry.settings) <= set(SETTINGS.codes)
    )
    if entry.certainty not in CERTAINTY or not known:
        raise RuleBroken("Choose from the list", field="certainty")
    if not entry.abuse_types:
        raise RuleBroken("Choose at least one type of abuse", field="abuse_types")
    if entry.occurred_on and entry.occurred_on > local_day(now):
        raise RuleBroken("The day cannot lie in the future", field="occurred_on")
    with desk.writing(actor, Act.INCIDENT_RECORD, now=now, post=post) as door:
        report = door.find(Report, code=report_code)
        key_id = door.key_of(report)
        if (bare := _first_unset(door, report)) is not None:
            bare.deleted_at = now
        row = Incident(
            report_id=report.id,
            area_id=report.area_id,
            certainty=entry.certainty,
            abuse_types=";".join(sorted(entry.abuse_types)),
            settings=";".join(sorted(entry.settings)),
            occurred_on=entry.occurred_on,
            entered_at=now,
            entered_by=actor.user_id,
        )
        door.session.add(row)
        door.session.flush()
        row.ground = door.seal(key_id, "incidents.ground", row.id, entry.ground)
        door.log(f"report:{report.id}", report.area_id, incident=row.id, certainty=row.certainty)
        door.made = report.code


def _first_unset(door: desk.Door, report: Report) -> Incident | None:
    """Return the bare `suspected` row that logging left, which the first entry replaces."""
    return door.session.scalars(
        select(Incident).where(
            Incident.report_id == report.id,
            Incident.abuse_types == "",
            Incident.deleted_at.is_(None),
        )
    ).first()
