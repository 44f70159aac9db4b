"""Made-up plans: drafted, submitted, returned, approved and carried out, one after another."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from caseapp.records.case_clocks import CaseClock
from caseapp.records.papers import Paper, PaperText, PlanActivity
from caseapp.rules.clocks import PLAN_APPROVAL, PLAN_SUBMISSION, due
from caseapp.rules.forms import form04_plan, form05_approval, minutes
from caseapp.rules.forms.answers import boxes
from caseapp.rules.plans import Activity, Goal, Plan, activity_to_json, to_json
from caseapp.rules.values import local_day
from caseapp.upkeep.demo.cases import write_event
from caseapp.upkeep.demo.notices import tell_of_plan
from caseapp.upkeep.demo.plan_wording import (
    ACTIVITIES,
    AGREED,
    ASSIGNED,
    COMMENT,
    DROPPED,
    GOALS,
    MET,
    NEEDS,
    ORGANISED,
    PROBLEMS,
    RESULTS,
)
from caseapp.upkeep.demo.story import CaseFile, Story
from caseapp.upkeep.demo.telling import Telling

_OPEN_ONES: Final = ("approved", "submitted", "approved", "returned", "approved", "draft")
"""How the plans of open cases stand, in turn."""

_NEW_ROUND: Final = 4
"""Every so many plans in force took the place of an earlier one."""

_DROPPED: Final = 0.08
_FORGOTTEN: Final = 0.3
_HAS_MINUTES: Final = 0.8
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class _Way:
    """How far a plan came, and when: what lies after the end has not happened."""

    state: str
    written: datetime
    submitted: datetime | None
    decided: datetime | None


def write_plans(told: Telling, logged: Iterable[tuple[Story, CaseFile | None]]) -> None:
    """Write the plans of the cases whose level is set, most of them carried out."""
    turn = 0
    for story, file in logged:
        if file is None or file.level_at is None:
            continue
        wanted = "approved"
        if file.state == "open":
            wanted, turn = _OPEN_ONES[turn % len(_OPEN_ONES)], turn + 1
        began = file.level_at + _DAY
        if wanted != "approved":  # what waits for somebody is of the last days
            began = max(began, told.span.end - told.rng.randint(3, 6) * _DAY)
        way = _way(told, began, wanted)
        if way is not None:
            _write_rounds(told, story, file, way, again=turn % _NEW_ROUND == 1)


def _way(told: Telling, start: datetime, wanted: str) -> _Way | None:
    """Draw the moments of a plan that begins at a moment; None when that is still to come."""
    rng, end = told.rng, told.span.end
    written = start + timedelta(minutes=rng.randint(60, 900))
    submitted = written + timedelta(minutes=rng.randint(30, 1_200))
    decided = submitted + timedelta(minutes=rng.randint(60, 2_000))
    if written > end:
        return None
    if wanted == "draft" or submitted > end:
        return _Way("draft", written, None, None)
    if wanted == "submitted" or decided > end:
        return _Way("submitted", written, submitted, None)
    return _Way(wanted, written, submitted, decided)


def _write_rounds(told: Telling, story: Story, file: CaseFile, way: _Way, *, again: bool) -> None:
    """Write the plan, and at times a second round that took its place."""
    first = None
    if again and way.decided is not None and way.state == "approved":
        later = _way(told, way.decided + 40 * _DAY, "approved")
        if later is not None and later.state == "approved" and file.state == "open":
            replaced = _Way("replaced", way.written, way.submitted, way.decided)
            first = _write_plan(told, story, file, replaced, number=1, follows=None)
            way = later
    if way.submitted is not None and told.rng.random() < _HAS_MINUTES:
        _write_minutes(told, story, file, way.written - timedelta(minutes=50))
    _write_plan(told, story, file, way, number=1 if first is None else 2, follows=first)
    if first is None and not story.imported:
        _write_clocks(told, story, file, way)


def _write_clocks(told: Telling, story: Story, file: CaseFile, way: _Way) -> None:
    """Write the limits of the plan: from the receipt, or from when the emergency was over."""
    decided = way.decided if way.state == "approved" else None
    started = story.received if decided is not None else way.written - _DAY
    for clock, stopped in ((PLAN_SUBMISSION, way.submitted), (PLAN_APPROVAL, decided)):
        told.rows.add(
            CaseClock,
            id=told.rows.new_id(CaseClock),
            case_id=file.id,
            area_id=story.area_id,
            paper_id=None,
            clock=clock.name,
            edition=clock.edition.id,
            started_at=started,
            due_at=due(clock, started),
            stopped_at=stopped,
            outcome="done" if stopped is not None else "",
            paused_at=None,
            before_use=False,
        )


def _write_plan(
    told: Telling, story: Story, file: CaseFile, way: _Way, *, number: int, follows: int | None
) -> int:
    plan = _plan(told, local_day(way.written))
    words = COMMENT if way.state == "returned" else "Đồng ý." if way.decided else ""
    row_id = _add_paper(
        told, story, file, "plan", to_json(plan), by=story.officer, at=way.written,
        edition=form04_plan.FORM.edition.id, state=way.state, happened_at=way.written,
        valid_from=local_day(way.decided) if way.decided and way.state != "returned" else None,
        submitted_at=way.submitted, submitted_by=story.officer if way.submitted else None,
        decided_at=way.decided, decided_by=story.chair if way.decided else None,
        follows_id=follows, words=words,
    )  # fmt: skip
    if way.submitted is not None:
        write_event(told, story, file, "plan_submit", way.submitted, detail=str(number))
    if way.decided is not None:
        kind = "plan_return" if way.state == "returned" else "plan_approve"
        write_event(told, story, file, kind, way.decided, detail=str(number), text=words)
    if way.decided is not None and way.state != "returned":
        _write_approval(told, story, file, way.decided, row_id)
        _write_activities(told, story, file, plan, way, row_id)
    tell_of_plan(told, story, file.code, way.state, way.decided or way.submitted or way.written)
    return row_id


def _plan(told: Telling, day: date) -> Plan:
    """Draw a plan that begins the day after."""
    rng = told.rng
    goals = []
    for text in rng.sample(GOALS, 2):
        chosen = rng.sample(ACTIVITIES, rng.randint(1, 3))
        goals.append(
            Goal(text, day + timedelta(days=rng.randint(60, 120)), tuple(
                Activity(what, measure, day + _DAY, day + timedelta(days=rng.randint(5, 58)),
                         who, with_whom, means)
                for what, measure, who, with_whom, means in chosen
            ))
        )  # fmt: skip
    return Plan(rng.choice(PROBLEMS), tuple(rng.sample(NEEDS, 3)), tuple(goals), ORGANISED)


def _write_approval(
    told: Telling, story: Story, file: CaseFile, decided: datetime, plan_id: int
) -> None:
    number = f"{told.rng.randint(20, 400)}/QĐ-UBND"
    said = {"decision_number": number, "assignment": ASSIGNED}
    _add_paper(
        told, story, file, "approval", said, by=story.chair, at=decided,
        edition=form05_approval.FORM.edition.id, state="made", happened_at=decided,
        decided_at=decided, decided_by=story.chair, signed_at=decided, follows_id=plan_id,
    )  # fmt: skip


def _write_minutes(told: Telling, story: Story, file: CaseFile, met_at: datetime) -> None:
    said = boxes(minutes.FORM, {"met_at": met_at, **MET, "agreed": AGREED})
    at = told.span.capped(met_at + timedelta(hours=1))
    _add_paper(
        told, story, file, "minutes", said, by=story.officer, at=at,
        edition=minutes.FORM.edition.id, state="written", happened_at=met_at,
    )  # fmt: skip
    write_event(told, story, file, "minutes", met_at, detail="1")


def _write_activities(
    told: Telling, story: Story, file: CaseFile, plan: Plan, way: _Way, plan_id: int
) -> None:
    assert way.decided is not None
    position = 0
    for goal, each in enumerate(plan.goals, start=1):
        for activity in each.activities:
            position += 1
            state, day, words = _outcome(told, file, way, activity)
            row_id = told.rows.new_id(PlanActivity)
            settled = told.span.at(told.rng, day) if day else None
            said = json.dumps(activity_to_json(activity), ensure_ascii=False, sort_keys=True)
            told.rows.add(
                PlanActivity,
                id=row_id, paper_id=plan_id, case_id=file.id, area_id=story.area_id,
                goal=goal, position=position, level=activity.level, measure=activity.measure,
                due_on=activity.due_on, state=state, done_on=day if state == "done" else None,
                settled_at=settled, settled_by=story.officer if settled else None,
                referral_id=None,
                content=told.rows.seal(story.key_id, "plan_activities.content", row_id, said),
                result=told.rows.seal(story.key_id, "plan_activities.result", row_id, words),
                version=1, entered_at=way.decided, entered_by=story.chair,
            )  # fmt: skip


def _outcome(
    told: Telling, file: CaseFile, way: _Way, activity: Activity
) -> tuple[str, date | None, str]:
    """Draw what became of an activity by the end: nothing before its last day, mostly done then."""
    assert way.decided is not None
    assert activity.due_on is not None
    rng, chance = told.rng, told.rng.random()
    last = min(told.span.today, local_day(file.proposed_at or told.span.end))
    day = max(activity.due_on - rng.randint(0, 4) * _DAY, local_day(way.decided))
    result = rng.choice(RESULTS)
    if day > last and file.state == "open":
        return "planned", None, ""
    if chance < _FORGOTTEN and file.state == "open" and way.state == "approved":
        return "planned", None, ""
    if chance > 1 - _DROPPED:
        return "dropped", min(day, last), DROPPED
    return "done", min(day, last), result


def _add_paper(
    told: Telling,
    story: Story,
    file: CaseFile,
    kind: str,
    content: dict[str, Any],
    *,
    by: int | None,
    at: datetime,
    words: str = "",
    **fields: Any,  # noqa: ANN401 - columns of a paper
) -> int:
    """Write a paper with its one text; every row names the same columns."""
    rows = told.rows
    row_id, text_id = rows.new_id(Paper), rows.new_id(PaperText)
    known: dict[str, Any] = dict.fromkeys(
        ("report_id", "valid_from", "valid_until", "submitted_at", "submitted_by", "decided_at",
         "decided_by", "naming_id", "signed_at", "follows_id", "scan_id")
    )  # fmt: skip
    known |= {"level": "", "proposed_level": "", "version": 1}
    known |= {"id": row_id, "kind": kind, "case_id": file.id, "area_id": story.area_id}
    known |= {"entered_at": at, "entered_by": by}
    known["decision"] = rows.seal(story.key_id, "papers.decision", row_id, words)
    rows.add(Paper, **{**known, **fields})
    said = json.dumps(content, ensure_ascii=False, sort_keys=True)
    rows.add(
        PaperText,
        id=text_id, paper_id=row_id, report_id=None, case_id=file.id, area_id=story.area_id,
        version=1, content=rows.seal(story.key_id, "paper_texts.content", text_id, said),
        entered_at=at, entered_by=by,
    )  # fmt: skip
    return row_id
