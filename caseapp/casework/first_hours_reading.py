"""Reading the first 12 hours of a report: decisions, safety, corrected receipts, the own target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter

from caseapp import desk
from caseapp.casework.deciders import is_away
from caseapp.casework.staff import decider_name, name_of
from caseapp.casework.targets import target_of
from caseapp.records.cases import Measure
from caseapp.records.files import StoredFile
from caseapp.records.first_hours import ReceiptCorrection, SafetyStep, SpokenDecision
from caseapp.records.reports import Report
from caseapp.rules.access import Act, may
from caseapp.rules.first_hours import Target
from caseapp.rules.values import local_day


@dataclass(frozen=True)
class Spoken:
    """How a decision was given that another entered, and what became of it.

    number       counted within the report, from 1; names the decision in addresses
    entered_after  how much later than the decision it was entered
    outcome      "" while it waits, else `confirmed`, `scan` or `denied`
    scan         the code of the file that is the signed scan
    own          the reader is who is named; `entered_own`: the reader entered it
    deniable     the reader may say that it was not so: named, or chair while they are away
    """

    number: int
    way: str
    witness: str
    entered_by: str
    entered_after: timedelta
    outcome: str
    settled_at: datetime | None
    settled_by: str
    scan: str
    remark: str
    own: bool
    entered_own: bool
    deniable: bool


@dataclass(frozen=True)
class Decision:
    """What the chair decided on emergency measures; `spoken` when another entered it."""

    kind: str
    decided_at: datetime
    decided_by: str
    entered_at: datetime
    signed_at: datetime | None
    reason: str
    spoken: Spoken | None = None

    @property
    def fell(self) -> bool:
        """Whether who is named said that it was not so: it stops no clock."""
        return self.spoken is not None and self.spoken.outcome == "denied"

    @property
    def waits(self) -> bool:
        """Whether it waits for the chair's word or the signed scan."""
        return self.spoken is not None and not self.spoken.outcome


@dataclass(frozen=True)
class Safety:
    """A child was taken to safety: when, where to and by whom as far as it was said."""

    happened_at: datetime
    place: str
    taken_by: str
    entered_at: datetime
    entered_by: str


@dataclass(frozen=True)
class Correction:
    """A corrected receipt; `accepted` is None while the supervisor has not decided."""

    old_received_at: datetime
    new_received_at: datetime
    old_due_at: datetime
    new_due_at: datetime
    clears_late: bool
    reason: str
    entered_at: datetime
    entered_by: str
    accepted: bool | None
    decided_at: datetime | None
    decided_by: str
    answer: str
    own: bool


@dataclass(frozen=True)
class FirstHours:
    """What a report tells of them beside clock and decisions."""

    safety: tuple[Safety, ...]
    corrections: tuple[Correction, ...]

    @property
    def waiting(self) -> Correction | None:
        """The correction on which the supervisor has to decide, if there is one."""
        return next((each for each in self.corrections if each.accepted is None), None)


def first_hours_of(door: desk.Door, report: Report) -> FirstHours:
    """Gather them inside an open door."""
    return FirstHours(safety=_safety(door, report), corrections=_corrections(door, report))


def own_target(door: desk.Door, report: Report) -> Target | None:
    """Return the earlier target that the unit had set itself when the report was received."""
    return None if report.imported else target_of(door, report.area_id, report.received_at)


def decisions_of(door: desk.Door, report: Report) -> list[Decision]:
    """Return the decisions on a report in the order in which they were made."""
    rows = door.rows(Measure.report_id, report.id)
    rows.sort(key=attrgetter("decided_at"))
    spoken = _spoken(door, report) if rows else {}
    return [_decision(door, report, row, spoken) for row in rows]


def _decision(
    door: desk.Door, report: Report, row: Measure, spoken: dict[int, tuple[int, SpokenDecision]]
) -> Decision:
    number, how = spoken.get(row.id, (0, None))
    return Decision(
        row.kind,
        row.decided_at,
        decider_name(door, row.decided_by or row.entered_by, row.naming_id),
        row.entered_at,
        row.signed_at,
        door.unseal(report.key_id, "measures.reason", row.id, row.reason),
        _how(door, report, row, how, number) if how is not None else None,
    )


def _spoken(door: desk.Door, report: Report) -> dict[int, tuple[int, SpokenDecision]]:
    """Return number and row of each spoken decision by its measure."""
    rows = door.rows(SpokenDecision.report_id, report.id)
    return {row.measure_id: (number, row) for number, row in enumerate(rows, 1)}


def _how(
    door: desk.Door, report: Report, made: Measure, row: SpokenDecision, number: int
) -> Spoken:
    scan = door.session.get(StoredFile, row.scan_id) if row.scan_id is not None else None
    reader = door.actor.user_id
    own = reader is not None and made.decided_by == reader
    confirms = may(door.actor, Act.MEASURE_CONFIRM, local_day(door.now), report.area_id)
    return Spoken(
        number=number,
        way=row.way,
        witness=door.unseal(report.key_id, "spoken_decisions.witness", row.id, row.witness),
        entered_by=name_of(door, made.entered_by),
        entered_after=made.entered_at - made.decided_at,
        outcome=row.outcome,
        settled_at=row.settled_at,
        settled_by=name_of(door, row.settled_by),
        scan=scan.code if scan else "",
        remark=door.unseal(report.key_id, "spoken_decisions.remark", row.id, row.remark),
        own=own,
        entered_own=reader is not None and made.entered_by == reader,
        deniable=own or (confirms and is_away(door, report, made.decided_by)),
    )


def _safety(door: desk.Door, report: Report) -> tuple[Safety, ...]:
    rows = door.rows(SafetyStep.report_id, report.id)
    rows.sort(key=attrgetter("happened_at"))
    return tuple(
        Safety(
            row.happened_at,
            door.unseal(report.key_id, "safety_steps.place", row.id, row.place),
            door.unseal(report.key_id, "safety_steps.taken_by", row.id, row.taken_by),
            row.entered_at,
            name_of(door, row.entered_by),
        )
        for row in rows
    )


def _corrections(door: desk.Door, report: Report) -> tuple[Correction, ...]:
    rows = door.rows(ReceiptCorrection.report_id, report.id)
    return tuple(_correction(door, report, row) for row in rows)


def _correction(door: desk.Door, report: Report, row: ReceiptCorrection) -> Correction:
    return Correction(
        old_received_at=row.old_received_at,
        new_received_at=row.new_received_at,
        old_due_at=row.old_due_at,
        new_due_at=row.new_due_at,
        clears_late=row.clears_late,
        reason=door.unseal(report.key_id, "receipt_corrections.reason", row.id, row.reason),
        entered_at=row.entered_at,
        entered_by=name_of(door, row.entered_by),
        accepted=row.accepted,
        decided_at=row.decided_at,
        decided_by=name_of(door, row.decided_by),
        answer=door.unseal(report.key_id, "receipt_corrections.answer", row.id, row.answer),
        own=door.actor.user_id is not None and row.entered_by == door.actor.user_id,
    )
