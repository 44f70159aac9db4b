"""What is said to have happened: in a report, or in a case that has none yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.case_lines import event
from caseapp.casework.child_days import insist_born, insist_past
from caseapp.casework.known_form01 import keep_form01
from caseapp.casework.notices import Subject, tell
from caseapp.casework.proposing import add_proposal
from caseapp.casework.reports import receivable, start
from caseapp.records import marks
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.reach import take_in
from caseapp.records.reports import Incident, Report
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.codes.abuse import ABUSE_TYPES, CERTAINTY, SETTINGS
from caseapp.rules.codes.incidents import STATED_BY
from caseapp.rules.occurring import Known, occurred
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
    occurred_known: str = ""
    stated_by: str = ""
    place: str = ""


def record_incident(
    actor: Actor, report_code: str, entry: IncidentEntry, *, now: datetime, post: str = ""
) -> None:
    """Record an incident with its types, settings, certainty and ground; who set it is kept.

    What is said to be unfounded is suspected until another person has decided so.
    """
    _check(entry, now)
    with desk.writing(actor, Act.INCIDENT_RECORD, now=now, post=post) as door:
        report = door.find(Report, code=report_code, deleted_at=None)
        _write(door, report, entry)
        door.made = report.code


def record_in_case(
    actor: Actor,
    case_code: str,
    entry: IncidentEntry,
    *,
    received_at: datetime,
    now: datetime,
    post: str = "",
) -> str:
    """Record an incident in a case that has no report: one is made then (contracts §4).

    What the officer learns counts as received at `received_at`: the 12 hours run from there, and
    the chair is told. RuleBroken for a case that has a report: the incident belongs to that one.
    """
    _check(entry, now)
    receivable(received_at, now)
    with desk.writing(actor, Act.INCIDENT_RECORD, now=now, post=post) as door:
        case = door.find(Case, code=case_code, deleted_at=None)
        if case.state == "closed":
            raise RuleBroken("The case is closed; reopen it first")
        if (known := report_of(door, case)) is not None:
            raise RuleBroken(
                "This case has report %(code)s: record there what happened",
                params={"code": known.code},
            )
        report = make_report(door, case, received_at, place=entry.place)
        start(door, report)
        door.session.flush()
        _write(door, report, entry)
        door.session.add(event(door, case, "joined", now, detail=report.code))
        tell(door, "report_logged", Subject(report.code, report.area_id), to=Role.CHAIR)
        door.log(f"case:{case.id}", case.area_id, report=report.id)
        door.made = report.code
        return report.code


def report_of(door: desk.Door, case: Case) -> Report | None:
    """Return the newest report of a case."""
    return door.session.scalars(
        select(Report)
        .where(Report.case_id == case.id, Report.deleted_at.is_(None))
        .order_by(Report.received_at.desc())
    ).first()


def make_report(
    door: desk.Door, case: Case, received_at: datetime, *, before_use: bool = False,
    place: str = "",
) -> Report:  # fmt: skip
    """Make the report of a case that has none: it stands in the case from its first row on.

    Its Mẫu 01 is filled with what the file knows, for the officer to amend.
    """
    child = door.session.get_one(Child, case.child_id)
    report = Report(
        code=marks.new_mark(marks.REPORT, local_day(door.now).year),
        area_id=case.area_id,
        event_unit_id=case.area_id,
        child_id=child.id,
        case_id=case.id,
        key_id=door.key_of(child),
        channel="other",
        child_name=child.full_name,
        received_at=received_at,
        before_use=before_use,
        state=REPORTS.next_state("received", "screen"),
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )
    door.session.add(report)
    door.session.flush()
    take_in("reports", report.id)
    keep_form01(door, report, place=place)
    return report


def _check(entry: IncidentEntry, now: datetime) -> None:
    known = (set(entry.abuse_types) <= set(ABUSE_TYPES.codes)) and (
        set(entry.settings) <= set(SETTINGS.codes)
    )
    if entry.certainty not in CERTAINTY or not known:
        raise RuleBroken("Choose from the list", field="certainty")
    if not entry.abuse_types:
        raise RuleBroken("Choose at least one type of abuse", field="abuse_types")
    if entry.stated_by and entry.stated_by not in STATED_BY:
        raise RuleBroken("Choose from the list", field="stated_by")
    insist_past(entry.occurred_on, now, "occurred_on")


def _write(door: desk.Door, report: Report, entry: IncidentEntry) -> None:
    baseless = entry.certainty == "unfounded"
    day = occurred(
        entry.occurred_on,
        cast("Known", entry.occurred_known),
        local_day(report.received_at),
    )
    child = door.session.get(Child, report.child_id) if report.child_id else None
    if child is not None and day.day is not None:
        insist_born(child, day.day, "occurred_on")
    key_id = door.key_of(report)
    if (bare := _first_unset(door, report)) is not None:
        bare.deleted_at = door.now
    row = Incident(
        report_id=report.id,
        area_id=report.area_id,
        certainty="suspected" if baseless else entry.certainty,
        abuse_types=";".join(sorted(entry.abuse_types)),
        settings=";".join(sorted(entry.settings)),
        occurred_on=day.day,
        occurred_precision=day.known,
        stated_by=entry.stated_by,
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )
    door.session.add(row)
    door.session.flush()
    row.ground = door.seal(key_id, "incidents.ground", row.id, entry.ground)
    row.place = door.seal(key_id, "incidents.place", row.id, entry.place.strip())
    if baseless:
        add_proposal(door, report, "unfounded", entry.ground, incident=row.id)
    said = entry.certainty
    door.log(f"report:{report.id}", report.area_id, incident=row.id, certainty=said)


def _first_unset(door: desk.Door, report: Report) -> Incident | None:
    """Return the bare `suspected` row that logging left, which the first entry replaces."""
    return door.session.scalars(
        select(Incident).where(
            Incident.report_id == report.id,
            Incident.abuse_types == "",
            Incident.deleted_at.is_(None),
        )
    ).first()
