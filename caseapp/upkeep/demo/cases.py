"""Made-up cases: opened for a report, judged, decided on, visited, closed; each step dated."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Final

from caseapp.records import marks
from caseapp.records.cases import Case, CaseEvent, Measure
from caseapp.records.pasts import CasePast
from caseapp.rules.values import local_day
from caseapp.rules.visits import MEETINGS, Seen
from caseapp.upkeep.demo import wording
from caseapp.upkeep.demo.story import CaseFile, Decision, Story
from caseapp.upkeep.demo.telling import Telling

_LEVELS: Final = {"confirmed": (45, 45, 10), "suspected": (20, 50, 30), "unfounded": (3, 27, 70)}
_EMERGENCY: Final = {"high": 0.8, "medium": 0.15, "low": 0.02, "": 0.1}
_LATE: Final = 0.07
_UNJUDGED: Final = 0.04
_CLOSING: Final = {"confirmed": (60, 220), "suspected": (30, 120), "unfounded": (5, 25)}
_WAITS_FOR_CHAIR: Final = (3, 40)
_MISSED_EACH: Final = 9
_GOES_ON: Final = {"confirmed": 0.35, "suspected": 0.2, "unfounded": 0.0}


def plan_case(told: Telling, story: Story) -> CaseFile:
    """Draw the course of a case; a step that would lie after the end has not been taken."""
    rng = told.rng
    opened = max(story.entered, story.received + timedelta(minutes=rng.randint(20, 100)))
    level = rng.choices(("high", "medium", "low"), weights=_LEVELS[story.certainty])[0]
    judged: datetime | None = opened + timedelta(minutes=rng.randint(10, 60))
    if rng.random() < _UNJUDGED:
        level, judged = "", None
    proposed = closed = None
    if judged is not None and rng.random() >= _GOES_ON[story.certainty]:
        proposed = _reached(told, opened + timedelta(days=rng.randint(*_CLOSING[story.certainty])))
    if proposed is not None:
        days = rng.randint(*_WAITS_FOR_CHAIR)
        closed = _reached(told, proposed + timedelta(days=days, minutes=rng.randint(0, 300)))
    return CaseFile(
        told.rows.new_id(Case),
        told.mark(marks.CASE, local_day(opened).year),
        opened,
        level,
        judged,
        proposed,
        closed,
    )


def _reached(told: Telling, moment: datetime) -> datetime | None:
    return moment if moment <= told.span.end else None


def decide(told: Telling, story: Story, file: CaseFile | None) -> Decision:
    """Draw the chair's decision: in time mostly, at times after the 12 hours."""
    rng = told.rng
    late = rng.random() < _LATE
    minutes = rng.randint(725, 1_150) if late else rng.randint(165, 700)
    emergency = rng.random() < _EMERGENCY[file.level if file else ""]
    return Decision(
        "emergency" if emergency else "none", story.received + timedelta(minutes=minutes)
    )


def write_case(told: Telling, story: Story, file: CaseFile, *, entry: str = "report") -> None:
    """Write the case's own row; `entry` says how it began."""
    assert story.person is not None
    told.rows.add(
        Case,
        id=file.id,
        code=file.code,
        area_id=story.area_id,
        child_id=story.person.id,
        officer_id=story.officer,
        opened_at=file.opened_at,
        level=file.level,
        state=file.state,
        closed_at=file.closed_at,
        version=_write_pasts(told, story, file),
        entry=entry,
        entered_at=file.opened_at,
        entered_by=story.officer,
    )


def _write_pasts(told: Telling, story: Story, file: CaseFile) -> int:
    """Write what stood in the case before each of its steps; return its version after them."""
    steps: tuple[tuple[datetime | None, dict[str, str | None]], ...] = (
        (file.level_at, {"level": ""}),
        (file.proposed_at, {"state": "open"}),
        (file.closed_at, {"state": "closing_proposed", "closed_at": None}),
    )
    taken = [(at, was) for at, was in steps if at is not None]
    for version, (at, was) in enumerate(taken, 1):
        for column, value in was.items():
            told.rows.add(
                CasePast,
                id=told.rows.new_id(CasePast),
                case_id=file.id,
                area_id=story.area_id,
                version=version,
                field=column,
                was=json.dumps(value),
                was_sealed=None,
                changed_at=at,
                changed_by=story.officer,
            )
    return 1 + len(taken)


def write_measure(
    told: Telling,
    story: Story,
    decision: Decision,
    *,
    entered_at: datetime | None = None,
    by: int | None = None,
) -> int:
    """Write the decision with its reason and return its id; the chair enters it soon after.

    One that another enters (`by`), at a moment of its own, is not signed yet.
    """
    row_id = told.rows.new_id(Measure)
    reason = wording.REASONS[decision.kind]
    told.rows.add(
        Measure,
        id=row_id,
        report_id=story.report_id,
        area_id=story.area_id,
        kind=decision.kind,
        decided_at=decision.decided_at,
        decided_by=story.chair,
        signed_at=decision.decided_at if entered_at is None else None,
        reason=told.rows.seal(story.key_id, "measures.reason", row_id, reason),
        entered_at=entered_at or told.span.capped(decision.decided_at + timedelta(minutes=12)),
        entered_by=by if entered_at is not None else story.chair,
    )
    return row_id


def write_timeline(told: Telling, story: Story, file: CaseFile, decision: Decision | None) -> None:
    """Write the case's dated lines in their order; the decision may still be awaited."""
    rng = told.rng
    write_event(told, story, file, "opened", file.opened_at, detail=story.code)
    if file.level_at is not None:
        text = wording.one(rng, wording.STATE)
        write_event(told, story, file, "level", file.level_at, detail=file.level, text=text)
    if decision is not None:
        write_event(told, story, file, "measure", decision.decided_at, detail=decision.kind)
    _write_visits(told, story, file)
    if file.proposed_at is not None:
        write_event(told, story, file, "propose_closing", file.proposed_at, text=wording.STABLE)
    if file.closed_at is not None:
        write_event(told, story, file, "close", file.closed_at, text=wording.CLOSED)


def _write_visits(told: Telling, story: Story, file: CaseFile) -> None:
    """Write the visits, contacts and notes up to the proposal to close, or to the end."""
    rng, moment = told.rng, file.opened_at
    last = file.proposed_at or told.span.end
    for _ in range(rng.randint(1, 5)):
        moment += timedelta(days=rng.randint(2, 25), minutes=rng.randint(0, 200))
        if moment >= last:
            break
        kind = rng.choice(("visit", "visit", "contact", "note"))
        text = wording.one(rng, wording.VISITS)
        seen = _sight(file, moment) if kind in MEETINGS else ""
        write_event(told, story, file, kind, moment, detail=seen, text=text)


def _sight(file: CaseFile, moment: datetime) -> str:
    """Say that the child was seen, as it was at most visits."""
    missed = (file.id + moment.minute) % _MISSED_EACH == 0
    return Seen("not_seen" if missed else "seen", wording.VISITOR).detail


def write_event(
    told: Telling,
    story: Story,
    file: CaseFile,
    kind: str,
    happened_at: datetime,
    *,
    detail: str = "",
    text: str = "",
) -> None:
    """Write a line of the timeline; what the chair and the supervisor do is entered by them."""
    row_id = told.rows.new_id(CaseEvent)
    told.rows.add(
        CaseEvent,
        id=row_id,
        case_id=file.id,
        area_id=story.area_id,
        kind=kind,
        happened_at=happened_at,
        signed_at=happened_at if kind == "close" else None,
        detail=detail,
        text=told.rows.seal(story.key_id, "case_events.text", row_id, text),
        entered_at=told.span.capped(happened_at + timedelta(minutes=told.rng.randint(0, 50))),
        entered_by=_who(told, story, kind),
    )


def _who(told: Telling, story: Story, kind: str) -> int | None:
    if kind in {"measure", "close", "plan_approve", "plan_return"} or kind.endswith("_decide"):
        return story.chair
    if kind.startswith("referral_") and kind != "referral_draft":
        return told.staff.supervisor
    return story.officer
