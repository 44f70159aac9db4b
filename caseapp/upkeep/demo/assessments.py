"""Made-up assessments: Mẫu 02 on reports, Mẫu 03 in grave cases, the review before each closing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import update

from caseapp.records.cases import Case
from caseapp.records.papers import Paper, PaperText
from caseapp.rules.assessment_states import DETAILED, FORM_OF, INITIAL, REVIEW
from caseapp.rules.forms.answers import Value, boxes
from caseapp.rules.forms.assessment_parts import HARM, PROTECTION
from caseapp.rules.forms.form06_review import STATES
from caseapp.rules.forms.registry import FORMS
from caseapp.rules.risk import proposed_level, rows_of
from caseapp.upkeep.demo import wording
from caseapp.upkeep.demo.cases import write_event
from caseapp.upkeep.demo.notices import tell_of_harm
from caseapp.upkeep.demo.story import CaseFile, Story
from caseapp.upkeep.demo.telling import Telling
from caseapp.upkeep.demo.wards import DOZEN

_HOUR: Final = timedelta(hours=1)
_RUNNING: Final = timedelta(hours=21)
_RATED: Final = {"high": ("high", "low"), "medium": ("medium", "medium"), "low": ("low", "high")}
"""How the rows of harm and of self-protection are rated where a level was set."""
_STABLE: Final[Mapping[str, Value]] = {
    "risk_left": "none",
    "proposal": "close",
    **{field.key: "stable" for field in STATES},
}


@dataclass(frozen=True)
class _Said:
    """An assessment: its kind, what was answered, when, and when it was signed off, if it was."""

    kind: str
    values: Mapping[str, Value]
    at: datetime
    signed_at: datetime | None


def write_assessments(told: Telling, logged: Iterable[tuple[Story, CaseFile | None]]) -> None:
    """Write what was assessed of the reports that officers logged, and of their cases."""
    told_of = list(logged)
    newest = {s.area_id: f for s, f in told_of if f and f.state == "open"}
    reviewed: list[int] = []
    for story, file in told_of:
        if file is None:
            _alarm(told, story)
            continue
        if newest.get(story.area_id) is file:
            _drafts(told, story, file)
        if file.level_at is not None:
            _initial(told, story, file, file.level_at)
            _detailed(told, story, file, drafted=newest.get(story.area_id) is file)
            if file.proposed_at is not None:
                _review(told, story, file, file.proposed_at - 2 * _HOUR)
                reviewed.append(file.id)
    told.rows.flush()
    table: Any = Case.__table__
    told.rows.door.session.execute(
        update(table).where(table.c.id.in_(reviewed)).values(level="low")
    )


def _alarm(told: Telling, story: Story) -> None:
    """In the first ward a draft calls for emergency measures while the 12 hours run."""
    running = story.received > told.span.end - _RUNNING
    if not running or story.area_id != DOZEN[0] or story.first is not None:
        return
    at = story.entered + timedelta(minutes=15)
    if at < told.span.end:
        values = _answers(told, INITIAL, "high", "low", story.received, at)
        number = _write(told, story, _Said(INITIAL, values, at, None), report_id=story.report_id)
        tell_of_harm(told, story, number, at)


def _initial(told: Telling, story: Story, file: CaseFile, signed: datetime) -> None:
    harm, protection = _RATED[file.level]
    at = story.received + timedelta(minutes=20)
    values = _answers(told, INITIAL, harm, protection, story.received, at)
    values |= {"level": file.level, "conclusion": wording.one(told.rng, wording.STATE)}
    _write(told, story, _Said(INITIAL, values, at, signed), report_id=story.report_id)


def _drafts(told: Telling, story: Story, file: CaseFile) -> None:
    """In the newest open case of a ward both a detailed assessment and a review are drafts."""
    at = told.span.capped(file.opened_at + _HOUR)
    for kind in (DETAILED, REVIEW):
        values = _answers(told, kind, *_RATED[file.level or "medium"], story.received, at)
        _write(told, story, _Said(kind, values, at, None), case_id=file.id)


def _detailed(told: Telling, story: Story, file: CaseFile, *, drafted: bool) -> None:
    """Write the detailed assessment of a grave case; of some it is still a draft."""
    at = file.opened_at + 2 * timedelta(days=1)
    if (
        drafted
        or file.level != "high"
        or at > min(file.proposed_at or told.span.end, told.span.end)
    ):
        return
    write_detailed(told, story, file, at, signed=told.rng.random() < 0.8)  # noqa: PLR2004


def write_detailed(
    told: Telling, story: Story, file: CaseFile, at: datetime, *, signed: bool
) -> None:
    """Write a detailed assessment made at a moment, signed off an hour later or a draft."""
    harm, protection = _RATED[file.level]
    values = _answers(told, DETAILED, harm, protection, story.received, at)
    values |= {
        "body": wording.one(told.rng, wording.STATE),
        "family": wording.one(told.rng, wording.FAMILY),
        "problems": wording.one(told.rng, wording.CONSEQUENCES),
        "needs": wording.one(told.rng, wording.REFERRAL),
        "level": file.level,
        "conclusion": wording.one(told.rng, wording.CONSEQUENCES),
    }
    if not signed:
        del values["level"], values["conclusion"]
    moment = at + _HOUR if signed else None
    _write(told, story, _Said(DETAILED, values, at, moment), case_id=file.id)


def write_going_on(told: Telling, story: Story, file: CaseFile, signed: datetime) -> None:
    """Write a review that finds the child not stable yet and proposes a new round."""
    at = signed - _HOUR
    values = _answers(told, REVIEW, *_RATED[file.level], story.received, at)
    values |= {**_STABLE, "risk_left": "remains", "state_mind": "unstable", "proposal": "go_on"}
    values |= {"level": file.level, "conclusion": wording.UNSTABLE}
    _write(told, story, _Said(REVIEW, values, at, signed), case_id=file.id)


def _review(told: Telling, story: Story, file: CaseFile, signed: datetime) -> None:
    at = signed - _HOUR
    values = _answers(told, REVIEW, "low", "high", story.received, at)
    values |= {**_STABLE, "level": "low", "conclusion": wording.STABLE}
    _write(told, story, _Said(REVIEW, values, at, signed), case_id=file.id)
    write_event(told, story, file, "level", signed, detail="low", text=wording.STABLE)


def _answers(
    told: Telling, kind: str, harm: str, protection: str, earliest: datetime, at: datetime
) -> dict[str, Value]:
    form = FORMS[FORM_OF[kind]]
    values: dict[str, Value] = {row.key: harm for row in rows_of(form, HARM)}
    values |= {row.key: protection for row in rows_of(form, PROTECTION)}
    values |= {"place": wording.one(told.rng, wording.PLACES), "happened_at": at}
    if told.rng.random() < 0.2:  # noqa: PLR2004 - a fifth are too small, or asleep
        return values | {"not_asked": wording.one(told.rng, wording.NOT_ASKED)}
    said = wording.CALM_WORDS if kind == REVIEW else wording.CHILD_WORDS
    asked = max(earliest, at - timedelta(minutes=10))
    return values | {
        "child_words": wording.one(told.rng, said),
        "child_wish": wording.one(told.rng, wording.CHILD_WISHES),
        "asked_by": wording.one(told.rng, wording.ASKED_BY),
        "asked_at": asked,
    }


_UNDECIDED = ("decided_at", "decided_by", "naming_id", "follows_id", "scan_id", "decision")


def _write(
    told: Telling,
    story: Story,
    said: _Said,
    *,
    report_id: int | None = None,
    case_id: int | None = None,
) -> int:
    """Write the paper with its one text, entered by the officer; return its number."""
    rows, number, text = told.rows, told.rows.new_id(Paper), told.rows.new_id(PaperText)
    form = FORMS[FORM_OF[said.kind]]
    entered = told.span.capped(said.signed_at or said.at)
    on = {"report_id": report_id, "case_id": case_id, "area_id": story.area_id}
    by = {"entered_at": entered, "entered_by": story.officer}
    rows.add(
        Paper,
        id=number,
        kind=said.kind,
        edition=form.edition.id,
        state="draft" if said.signed_at is None else "signed",
        happened_at=said.at,
        valid_from=None,
        valid_until=None,
        level=str(said.values.get("level", "")),
        proposed_level=proposed_level(form, said.values),
        submitted_at=said.signed_at,
        submitted_by=story.officer if said.signed_at else None,
        signed_at=said.signed_at,
        version=1,
        **dict.fromkeys(_UNDECIDED),
        **on,
        **by,
    )
    content = json.dumps(boxes(form, said.values), ensure_ascii=False, sort_keys=True)
    sealed = rows.seal(story.key_id, "paper_texts.content", text, content)
    rows.add(PaperText, id=text, paper_id=number, version=1, content=sealed, **on, **by)
    return number
