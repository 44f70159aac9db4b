"""Suspects of a report as rows: named, corrected, taken out; whoever bears the name is proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from operator import attrgetter

from caseapp import desk
from caseapp.casework.carer_suspects import tell_of_carers
from caseapp.casework.child_days import insist_past
from caseapp.casework.intake import propose
from caseapp.casework.named_suspects import Named
from caseapp.casework.places import at_place, place_of
from caseapp.casework.staff import name_of
from caseapp.casework.suspects import (
    CELLS,
    INTAKE,
    Suspect,
    names_somebody,
    read_suspect,
    seal_row,
)
from caseapp.records.reports import Incident, Report
from caseapp.records.suspects import SuspectEntry
from caseapp.rules.access import Act, Actor
from caseapp.rules.codes.incidents import SUSPECT_ACCESS
from caseapp.rules.codes.people import RELATION
from caseapp.rules.matching import personal_id_faults
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken


@dataclass(frozen=True)
class SuspectDetails:
    """What is entered of a suspect; `incident` is the place of what they are said to have done."""

    name: str = ""
    phone: str = ""
    personal_id: str = ""
    note: str = ""
    relation: str = "unknown"
    access: str = "unknown"
    no_access_since: date | None = None
    incident: int | None = None


@dataclass(frozen=True)
class SuspectView:
    """A suspect as the reader of the report sees them.

    `number` is 0 for one whom only the first question named, before there were rows.
    """

    number: int
    report: str
    details: SuspectDetails
    from_intake: bool
    entered_at: datetime
    entered_by: str


def suspects_of(door: desk.Door, reports: Sequence[Report]) -> list[SuspectView]:
    """Return the suspects of some reports, in the order of their entry."""
    known = {report.id: report for report in reports}
    rows = [row for number in sorted(known) for row in door.rows(SuspectEntry.report_id, number)]
    rows.sort(key=attrgetter("id"))
    return first_named(door, reports) + [
        _view(door, known[row.report_id], row, name_of(door, row.entered_by))
        for row in rows
        if row.deleted_at is None
    ]


def first_named(door: desk.Door, reports: Sequence[Report]) -> list[SuspectView]:
    """Return whom the first question alone named: of reports from before there were rows."""
    older = [
        report
        for report in reports
        if report.suspect is not None
        and all(row.origin != INTAKE for row in door.rows(SuspectEntry.report_id, report.id))
    ]
    return [view for report in older for view in _from_cell(door, report)]


def _from_cell(door: desk.Door, report: Report) -> list[SuspectView]:
    said = read_suspect(door, report)
    if not names_somebody(said):
        return []
    details = SuspectDetails(said.name, said.phone, said.personal_id)
    return [SuspectView(0, report.code, details, True, report.entered_at, "")]


def _view(door: desk.Door, report: Report, row: SuspectEntry, by: str) -> SuspectView:
    texts = {
        cell: door.unseal(report.key_id, f"suspects.{cell}", row.id, getattr(row, cell))
        for cell in CELLS
    }
    details = SuspectDetails(
        **texts,
        relation=row.relation,
        access=row.access,
        no_access_since=row.no_access_since,
        incident=place_of(door, Incident.report_id, report.id, row.incident_id),
    )
    place = place_of(door, SuspectEntry.report_id, report.id, row.id) or 0
    return SuspectView(place, report.code, details, row.origin == INTAKE, row.entered_at, by)


def read_suspects(
    actor: Actor, report_code: str, *, now: datetime, act: Act = Act.INCIDENT_RECORD
) -> list[SuspectView]:
    """Return the suspects of one report."""
    with desk.reading(actor, act, now=now) as door:
        report = door.find(Report, code=report_code, deleted_at=None)
        door.log(f"report:{report.id}", report.area_id, suspects=True)
        return suspects_of(door, [report])


def name_suspect(
    actor: Actor, report_code: str, details: SuspectDetails, *, now: datetime, post: str = ""
) -> str:
    """Enter a suspect; whoever of the house bears the name or a number is proposed for a mark."""
    _check(details, now)
    with desk.writing(actor, Act.INCIDENT_RECORD, now=now, post=post) as door:
        report = door.find(Report, code=report_code, deleted_at=None)
        _keep(door, report, details, origin="")
        door.log(f"report:{report.id}", report.area_id, suspect="named")
        door.made = report.code
        return report.code


def correct_suspect(
    actor: Actor,
    report_code: str,
    number: int,
    details: SuspectDetails,
    *,
    now: datetime,
    post: str = "",
) -> str:
    """Put what is known now in the place of what was; the old row stays for that time.

    `number` 0 is whom the first question named. Missing for a row that was replaced already.
    """
    _check(details, now)
    with desk.writing(actor, Act.INCIDENT_RECORD, now=now, post=post) as door:
        report = door.find(Report, code=report_code, deleted_at=None)
        origin = _end(door, report, number)
        _keep(door, report, details, origin=origin)
        door.log(f"report:{report.id}", report.area_id, suspect="corrected")
        door.made = report.code
        return report.code


def take_out_suspect(actor: Actor, report_code: str, number: int, *, now: datetime) -> None:
    """Take out somebody who was named by mistake; the row stays, and so do marks."""
    with desk.writing(actor, Act.INCIDENT_RECORD, now=now) as door:
        report = door.find(Report, code=report_code, deleted_at=None)
        _end(door, report, number)
        door.log(f"report:{report.id}", report.area_id, suspect="taken out")


def _end(door: desk.Door, report: Report, number: int) -> str:
    """End a suspect's row; return its origin. One of the first question gets a row to be ended."""
    if number:
        row = at_place(door, SuspectEntry, SuspectEntry.report_id, report.id, number)
        if row.deleted_at is not None:
            raise Missing(f"suspects:{report.code}")
    else:
        first = next((each for each in suspects_of(door, [report]) if not each.number), None)
        if first is None:
            raise Missing(f"suspects:{report.code}")
        row = _row(door, report, first.details, INTAKE)
        row.entered_at, row.entered_by = report.entered_at, report.entered_by
    row.deleted_at, row.deleted_by = door.now, door.actor.user_id
    return row.origin


def _row(door: desk.Door, report: Report, details: SuspectDetails, origin: str) -> SuspectEntry:
    row = SuspectEntry(
        report_id=report.id,
        area_id=report.area_id,
        incident_id=_incident(door, report, details),
        relation=details.relation,
        access=details.access,
        no_access_since=details.no_access_since if details.access == "no" else None,
        origin=origin,
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )
    seal_row(door, report, row, asdict(details))
    return row


def _incident(door: desk.Door, report: Report, details: SuspectDetails) -> int | None:
    if details.incident is None:
        return None
    return at_place(door, Incident, Incident.report_id, report.id, details.incident).id


def _keep(door: desk.Door, report: Report, details: SuspectDetails, *, origin: str) -> None:
    _row(door, report, details, origin)
    said = Suspect(name=details.name, phone=details.phone, personal_id=details.personal_id)
    propose(door, report, [details.name], suspects=[said])
    tell_of_carers(door, report, Named(said, details.relation, report.code))


def _check(details: SuspectDetails, now: datetime) -> None:
    if not (details.name.strip() or details.note.strip()):
        raise RuleBroken("Enter the name, or what is known of the person", field="name")
    if details.relation not in RELATION:
        raise RuleBroken("Choose from the list", field="relation")
    if details.access not in SUSPECT_ACCESS:
        raise RuleBroken("Choose from the list", field="access")
    if details.personal_id and personal_id_faults(details.personal_id):
        raise RuleBroken("A personal id has exactly 12 digits", field="personal_id")
    insist_past(details.no_access_since, now, "no_access_since")
    if details.no_access_since is not None and details.access != "no":
        raise RuleBroken(
            "A day stands here only for somebody who has no access any more",
            field="no_access_since",
        )
