"""Another child of the same event: a Mẫu 01 of its own, with a clock from the same receipt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from caseapp import desk
from caseapp.casework.entrusting import engage_if_kept
from caseapp.casework.intake import household, propose
from caseapp.casework.lone_reports import insist_on_own, mark_if_alone
from caseapp.casework.notices import Subject, tell
from caseapp.casework.report_links import first_of, insist_on_another_name
from caseapp.casework.reports import keep_answers, receivable, start
from caseapp.casework.suspects import keep_suspect, read_suspect
from caseapp.records import marks
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor, Denied, Role
from caseapp.rules.forms.answers import Value
from caseapp.rules.forms.spec import Form
from caseapp.rules.values import RuleBroken, local_day

_PLACE: Final = frozenset({"event_area", "event_place"})
_SUSPECT: Final = "suspect"


def shared_answers(form: Form, answers: Mapping[str, Value]) -> dict[str, Value]:
    """Return what Mẫu 01 says of the event and not of one child: source, time, place, suspect.

    All that is asked under the child's heading is the child's own, but for the place and the
    suspect: not even the parents are copied, for children of one event may have others.
    """
    own = {
        field.key
        for section in form.sections
        if section.key == "child"
        for field in section.fields
        if field.key not in _PLACE and not field.key.startswith(_SUSPECT)
    }
    return {key: value for key, value in answers.items() if key not in own}


def log_sibling(
    actor: Actor, code: str, values: Mapping[str, Value], *, now: datetime, post: str = ""
) -> str:
    """Store a report about another child of a report's event; return its code.

    Receipt, place and the unit that answers are the other report's, so the twelve hours run from
    the same moment. A mark of conflict on any report of the event holds for all of them
    (records/own_reach). Denied to who stands in from another unit; RuleBroken for history from a
    register, and for a name that has a report.
    """
    with desk.writing(actor, Act.REPORT_LOG, now=now, post=post) as door:
        other = _first_told(door, code)
        receivable(other.received_at, now)
        insist_on_another_name(door, other, str(values.get("child_name", "")))
        report = Report(
            code=marks.new_mark(marks.REPORT, local_day(now).year),
            area_id=other.area_id,
            event_unit_id=other.event_unit_id,
            first_id=first_of(other),
            subject=str(values.get("subject", "")),
            channel=str(values.get("channel", "")),
            child_name=str(values.get("child_name", "")),
            received_at=other.received_at,
            entered_at=now,
            entered_by=actor.user_id,
        )
        door.session.add(report)
        door.session.flush()
        keep_suspect(door, report, read_suspect(door, other))
        keep_answers(door, report, dict(values) | {"received_at": other.received_at}, version=1)
        propose(door, report, household(values))
        start(door, report)
        mark_if_alone(door, report)
        tell(door, "report_logged", Subject(report.code, report.area_id), to=Role.CHAIR)
        engage_if_kept(door, report)
        door.log(f"report:{report.id}", report.area_id, fields=len(values), same_event=other.id)
        door.made = report.code
        return report.code


def _first_told(door: desk.Door, code: str) -> Report:
    """Return the report to which another is added, by somebody to whom its unit is open."""
    other = door.find(Report, code=code, deleted_at=None)
    if other.area_id in door.scope.lent:  # theirs is this one file: no other of the unit
        raise Denied(Act.REPORT_LOG)
    insist_on_own(door, other)
    if other.imported:
        raise RuleBroken("History from a register has no Mẫu 01 to copy from")
    return other
