"""Reports of abuse: logged on Mẫu 01, amended; the 12-hour clock starts here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.orm.attributes import flag_modified

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.carer_suspects import tell_of_carers
from caseapp.casework.hidden_names import cover_name
from caseapp.casework.intake import Intake, choose, household, keep, propose
from caseapp.casework.lone_reports import insist_on_own, mark_if_alone
from caseapp.casework.named_suspects import Named
from caseapp.casework.notices import Subject, tell
from caseapp.casework.report_reading import FORM_NUMBER, latest_answers
from caseapp.records import marks
from caseapp.records.cases import Deadline
from caseapp.records.reports import Answers, Incident, Report
from caseapp.rules.access import Act, Actor, Denied, Role, resting_on, scope_for
from caseapp.rules.alone import acts_alone
from caseapp.rules.clocks import EMERGENCY, due
from caseapp.rules.forms.answers import Value, boxes
from caseapp.rules.forms.parts import Birth
from caseapp.rules.forms.registry import form
from caseapp.rules.units import territory
from caseapp.rules.values import RuleBroken, earliest_birth, local_day


def own_unit(actor: Actor, act: Act, event_unit: int, day: date) -> int:
    """Return the unit that keeps a new report: the event's, or the writer's own if that is not.

    A report is never lost because it happened elsewhere; its page then tells to forward it.
    """
    keeper = territory().keeper(event_unit)
    scope = scope_for(actor, act, day)
    if scope.units == frozenset():
        raise Denied(act)  # who stands in for somebody of another unit logs nothing new there
    if scope.units is None or keeper in scope.units:
        return keeper

    def nearness(unit: int) -> tuple[bool, bool, int]:
        """Where an officer is first of all that; where somebody stands in, last."""
        alone = acts_alone(actor, act, day, unit)
        return alone, resting_on(actor, act, day, unit) is not None, unit

    return min(scope.units, key=nearness)


OLDEST: Final = timedelta(days=365)
"""An older report is history: a register brings it in, and no clock starts (contracts §4)."""


def receivable(received: datetime, now: datetime) -> None:
    """Raise RuleBroken for a moment from which the 12 hours cannot sensibly be counted."""
    if received > now:
        raise RuleBroken("The moment cannot lie in the future", field="received_at")
    if received < now - OLDEST:
        raise RuleBroken(
            "Check the year: a report received more than a year ago is history, "
            "and comes in with a register",
            field="received_at",
        )


def log_report(
    actor: Actor,
    values: Mapping[str, Value],
    *,
    intake: Intake | None = None,
    now: datetime,
    post: str = "",
) -> str:
    """Store a report from checked answers of Mẫu 01 and start its clock; return its code.

    From whom the `intake` keeps it, it is kept from its first row on.

    The clock counts from `received_at`, not from the moment of entry (Decree 56/2017, Art. 26.3).
    Raises RuleBroken when the unit did not exist on that day, or for a moment that lies ahead
    or more than a year back; AlreadyDone for a double post.
    """
    received = values["received_at"]
    assert isinstance(received, datetime)
    receivable(received, now)
    event_unit = areas.at(str(values.get("event_area", "")), areas.offered_on(received))
    if event_unit is None:
        raise RuleBroken("Choose the ward or commune where it happened", field="event_area")
    with desk.writing(actor, Act.REPORT_LOG, now=now, post=post) as door:
        unit = own_unit(actor, Act.REPORT_LOG, event_unit, local_day(now))
        chosen = choose(door, intake, values, unit, event_unit) if intake else None
        report = _new_report(door, values, (unit, event_unit), received)
        if intake and chosen:
            keep(door, report, intake, chosen)
            tell_of_carers(door, report, Named(intake.suspect, "", report.code))
        keep_answers(door, report, values, version=1)
        start(door, report)
        mark_if_alone(door, report)
        tell(door, "report_logged", Subject(report.code, report.area_id), to=Role.CHAIR)
        door.log(f"report:{report.id}", report.area_id, fields=len(values))
        door.made = report.code
        return report.code


def _new_report(
    door: desk.Door, values: Mapping[str, Value], units: tuple[int, int], received: datetime
) -> Report:
    own, event_unit = units
    report = Report(
        code=marks.new_mark(marks.REPORT, local_day(door.now).year),
        area_id=own,
        event_unit_id=event_unit,
        subject=str(values.get("subject", "")),
        channel=str(values.get("channel", "")),
        child_name=str(values.get("child_name", "")),
        received_at=received,
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )
    door.session.add(report)
    door.session.flush()
    return report


def start(door: desk.Door, report: Report) -> None:
    """Start what every logged report has: the suspicion until someone says otherwise, the clock."""
    door.session.add(
        Incident(
            report_id=report.id,
            area_id=report.area_id,
            certainty="suspected",
            entered_at=door.now,
            entered_by=door.actor.user_id,
        )
    )
    door.session.add(
        Deadline(
            report_id=report.id,
            area_id=report.area_id,
            clock=EMERGENCY.name,
            edition=EMERGENCY.edition.id,
            started_at=report.received_at,
            due_at=due(EMERGENCY, report.received_at),
        )
    )


def keep_answers(
    door: desk.Door, report: Report, values: Mapping[str, Value], *, version: int
) -> None:
    """Add a version of the answers, sealed whole; earlier versions stay as they were.

    RuleBroken for a birth after the receipt.
    """
    _insist_on_birth(values, local_day(report.received_at))
    spec = form(FORM_NUMBER, local_day(report.received_at))
    row = Answers(
        report_id=report.id,
        area_id=report.area_id,
        form=spec.number,
        edition=spec.edition.id,
        version=version,
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )
    key_id = door.key_of(report)
    door.session.add(row)
    door.session.flush()
    text = json.dumps(boxes(spec, values), ensure_ascii=False)
    row.sealed_answers = door.seal(key_id, "answers.sealed_answers", row.id, text)


def _insist_on_birth(values: Mapping[str, Value], received_on: date) -> None:
    """Raise RuleBroken when the child was born after the report was received, for sure."""
    birth = values.get("birth")
    if isinstance(birth, Birth) and earliest_birth(birth.day, birth.precision) > received_on:
        raise RuleBroken(
            "The child cannot have been born after the report was received", field="birth"
        )


def amend_report(
    actor: Actor, code: str, values: Mapping[str, Value], *, version: int, now: datetime
) -> None:
    """Store corrected answers as a new version; Stale when someone else saved before.

    The moment of receipt stays: to move a deadline is an act of its own.
    """
    with desk.writing(actor, Act.REPORT_LOG, now=now) as door:
        report = door.find(Report, code=code, deleted_at=None)
        insist_on_own(door, report)
        door.expect_version(report, version)
        latest = latest_answers(door, report)
        kept = dict(values) | {"received_at": report.received_at}
        report.child_name = str(values.get("child_name", ""))
        report.subject = str(values.get("subject", ""))
        report.channel = str(values.get("channel", ""))
        # Most answers stand in no column, yet the counter must move: else a second amendment
        # from the same page would pass over this one.
        flag_modified(report, "child_name")
        cover_name(door, report)
        keep_answers(door, report, kept, version=(latest.version if latest else 0) + 1)
        propose(door, report, household(values))
        door.log(f"report:{report.id}", report.area_id, amended=True)
