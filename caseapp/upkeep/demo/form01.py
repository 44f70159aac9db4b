"""Fills made-up Mẫu 01 as an officer would: what is known is written, the rest stays empty."""

from __future__ import annotations

import json
from datetime import date, datetime
from random import Random
from typing import Any, Final

from caseapp.records.cases import Deadline
from caseapp.records.reports import Answers
from caseapp.rules.clocks import EMERGENCY, due
from caseapp.rules.forms.answers import Value, boxes
from caseapp.rules.forms.parts import Birth, Precision
from caseapp.rules.forms.registry import form
from caseapp.rules.units import territory
from caseapp.rules.values import LOCAL, age_on, birth_from_estimated_age
from caseapp.upkeep.demo import names, wording
from caseapp.upkeep.demo.people import Person
from caseapp.upkeep.demo.story import Story
from caseapp.upkeep.demo.telling import Telling

NUMBER: Final = "01"
_SUBJECTS: Final = ("abused", "abused", "abused", "at_risk", "at_risk", "special")
_NAME_OVERHEARD: Final = ("", "", "Bé Na", "Bé Tí", "Bé Út", "Bé Bo")
_CONSENTS: Final = 0.45
_KNOWN: Final = 0.7


def subject(story: Story) -> str:
    """Return what the report says of the child, the same each time it is asked."""
    return _SUBJECTS[story.report_id % len(_SUBJECTS)]


def child_name(story: Story) -> str:
    """Return the name as told: the child's, or what was overheard of a child nobody knows."""
    if story.person is not None:
        return story.person.name
    return _NAME_OVERHEARD[story.report_id % len(_NAME_OVERHEARD)]


def write_answers(told: Telling, story: Story) -> None:
    """Write the form's answers, sealed whole."""
    spec = form(NUMBER, story.day)
    row_id = told.rows.new_id(Answers)
    text = json.dumps(boxes(spec, answers(told.rng, story)), ensure_ascii=False)
    told.rows.add(
        Answers,
        id=row_id,
        report_id=story.report_id,
        area_id=story.area_id,
        form=spec.number,
        edition=spec.edition.id,
        version=1,
        sealed_answers=told.rows.seal(story.key_id, "answers.sealed_answers", row_id, text),
        signed_at=story.entered,
        entered_at=story.entered,
        entered_by=story.officer,
    )


def write_clock(told: Telling, story: Story, stopped_at: datetime | None) -> None:
    """Write the 12 hours that run from receipt until the chair's decision."""
    told.rows.add(
        Deadline,
        id=told.rows.new_id(Deadline),
        report_id=story.report_id,
        area_id=story.area_id,
        clock=EMERGENCY.name,
        edition=EMERGENCY.edition.id,
        started_at=story.received,
        due_at=due(EMERGENCY, story.received),
        stopped_at=stopped_at,
    )


def answers(rng: Random, story: Story) -> dict[str, Value]:
    """Return the answers by their keys; an empty one is not there."""
    unit = territory().units[story.event_unit]
    found: dict[str, Any] = {
        "subject": subject(story),
        "channel": story.channel,
        "channel_other": "thư gửi bưu điện" if story.channel == "other" else "",
        "received_at": story.received.astimezone(LOCAL),
        "child_name": child_name(story),
        "event_area": unit.code,
        "event_place": rng.choice(("", "", "gần chợ", "trong nhà trọ", "trên đường đi học về")),
        "child_state": wording.one(rng, wording.STATE),
        "likely_consequences": wording.one(rng, wording.CONSEQUENCES),
        "actions_taken": wording.one(rng, wording.ACTIONS),
    }
    if story.person is not None:
        found |= _of_child(rng, story.person, story.day)
    if rng.random() < _CONSENTS:
        found |= _of_reporter(rng)
    return {key: value for key, value in found.items() if value not in {"", None}}


def _of_child(rng: Random, person: Person, day: date) -> dict[str, Any]:
    """Answer what an officer knows of a child of the ward and its parents."""
    found: dict[str, Any] = {"birth": _birth(person, day), "sex": person.sex}
    family = person.name.partition(" ")[0]
    for parent, sex, surname in (("father", "male", family), ("mother", "female", "")):
        if rng.random() < _KNOWN:
            found |= {
                f"{parent}_name": names.full_name(rng, sex, person.ethnicity, surname),
                f"{parent}_age": rng.randint(24, 48),
                f"{parent}_job": wording.one(rng, wording.JOBS),
            }
    if rng.random() < _KNOWN:
        found["family_situation"] = wording.one(rng, wording.FAMILY)
        found["current_carer"] = rng.choice(("Cha", "Mẹ", "Ông bà ngoại", "Ông bà nội", "Dì ruột"))
    return found


def _birth(person: Person, day: date) -> Birth | None:
    if person.born is None:
        return None
    if person.precision == "estimated":
        age = age_on(person.born, day)
        return Birth(birth_from_estimated_age(age, day), "estimated", day, age)
    known: dict[str, Precision] = {"month": "month", "year": "year"}
    return Birth(person.born, known.get(person.precision, "day"), day)


def _of_reporter(rng: Random) -> dict[str, Any]:
    return {
        "reporter_consents": True,
        "reporter_name": names.full_name(rng, rng.choice(("male", "female")), "Kinh"),
        "reporter_phone": names.phone(rng),
        "reporter_note": wording.one(rng, wording.REPORTERS),
    }
