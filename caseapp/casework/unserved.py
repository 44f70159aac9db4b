"""What no copy that is handed out may say of a file, opened inside a door and shown to nobody.

The safe place, who takes care there, who told us, and what the child itself said. An officer who
writes a reason may name one of them; the copy for parents, carers and agencies leaves it out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.assessment_reading import assessments_of
from caseapp.casework.care import KIND as CARE
from caseapp.casework.carer_cells import home_of, said_of
from caseapp.casework.measure_papers import PLACE
from caseapp.casework.papers import contents_of, papers_of
from caseapp.casework.report_reading import FORM_NUMBER, latest_answers, open_answers
from caseapp.records.carers import Carer
from caseapp.records.cases import Case
from caseapp.records.first_hours import SafetyStep
from caseapp.records.reports import Report
from caseapp.rules.forms.registry import form
from caseapp.rules.served import sentences
from caseapp.rules.values import local_day

_SPOKEN: Final = ("child_words", "child_wish")
_OF_REPORTER: Final = ("reporter_name", "reporter_phone", "reporter_address", "reporter_note")


def secrets_of(door: desk.Door, subject: Case | Report) -> frozenset[str]:
    """Return the names, addresses, numbers and sentences that a served copy must not bear.

    Of a report that stands in a case those of the whole case.
    """
    whole = _whole(door, subject)
    found = (
        *_places(door, whole),
        *_carers(door, whole),
        *_reporters(door, whole),
        *_voices(door, whole),
    )
    return frozenset(text.strip() for text in found if text.strip())


def _whole(door: desk.Door, subject: Case | Report) -> Case | Report:
    case_id = subject.case_id if isinstance(subject, Report) else None
    case = door.session.get(Case, case_id) if case_id is not None else None
    return subject if case is None else case


def _reports(door: desk.Door, subject: Case | Report) -> list[Report]:
    return [subject] if isinstance(subject, Report) else door.rows(Report.case_id, subject.id)


def _places(door: desk.Door, subject: Case | Report) -> Iterator[str]:
    for said in contents_of(door, papers_of(door, subject, PLACE)).values():
        yield from (str(said.get(key, "")) for key in ("name", "address", "phone"))
    for report in _reports(door, subject):
        for row in door.rows(SafetyStep.report_id, report.id):
            yield door.unseal(report.key_id, "safety_steps.place", row.id, row.place)


def _carers(door: desk.Door, subject: Case | Report) -> Iterator[str]:
    said = contents_of(door, papers_of(door, subject, CARE)).values()
    numbers = {int(each["carer"]) for each in said if each.get("carer")}
    if not numbers:
        return
    for row in door.session.scalars(select(Carer).where(Carer.id.in_(sorted(numbers)))):
        yield str(said_of(door, row).get("name", ""))
        yield from (str(value) for value in home_of(door, row).values())


def _reporters(door: desk.Door, subject: Case | Report) -> Iterator[str]:
    for report in _reports(door, subject):
        latest = latest_answers(door, report)
        if latest is not None:
            spec = form(FORM_NUMBER, local_day(report.received_at))
            said = open_answers(door, report, latest, spec, hidden=False)
            yield from (str(said.get(key, "")) for key in _OF_REPORTER)


def _voices(door: desk.Door, subject: Case | Report) -> Iterator[str]:
    for view in assessments_of(door, subject):
        for key in _SPOKEN:
            said = str(view.values.get(key, ""))
            yield said
            yield from sentences(said)
