"""Made-up Mẫu 01 pass the form's own check, open under their key, and keep consent."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from caseapp import desk
from caseapp.rules.access import Act
from caseapp.rules.forms.answers import boxes, check
from caseapp.rules.forms.registry import form
from caseapp.upkeep.demo.form01 import NUMBER
from tests.factories.house import NOW, SYSTEM
from tests.upkeep.demo.conftest import Demo

FORM = form(NUMBER, NOW.date())


@pytest.fixture(scope="module")
def kept(demo: Demo) -> list[dict[str, Any]]:
    rows = demo.ask(
        "SELECT a.id, r.key_id, a.sealed_answers FROM answers a JOIN reports r ON r.id = a.report_id"
    )
    with demo.house.app.app_context(), desk.figures(SYSTEM, Act.FIGURES_READ, now=NOW) as door:
        return [
            json.loads(door.unseal(key, "answers.sealed_answers", row, sealed))
            for row, key, sealed in rows
        ]


def test_every_form_is_one_that_an_officer_could_have_sent(kept: list[dict[str, Any]]) -> None:
    assert len(kept) > 100
    for answers in kept:
        checked = check(FORM, answers, NOW)
        assert checked.faults == ()
        assert set(boxes(FORM, checked.values)) == set(answers)


def test_a_reporter_is_named_only_with_consent(kept: list[dict[str, Any]]) -> None:
    named = [answers for answers in kept if "reporter_name" in answers]
    assert all(answers["reporter_consents"] == "yes" for answers in named)
    assert 0.3 < len(named) / len(kept) < 0.6


def test_births_are_told_by_day_year_and_age(kept: list[dict[str, Any]]) -> None:
    with_birth = [answers for answers in kept if "birth-year" in answers]
    assert len(with_birth) > len(kept) / 2
    assert any("birth-day" not in answers for answers in with_birth)


def test_every_logged_report_has_answers_and_a_clock_of_twelve_hours(demo: Demo) -> None:
    for table in ("answers", "deadlines"):
        assert not demo.ask(
            f"SELECT id FROM reports r WHERE NOT before_use AND imported ="
            f" EXISTS (SELECT 1 FROM {table} t WHERE t.report_id = r.id)"
        )
    assert not demo.ask(
        "SELECT d.id FROM deadlines d JOIN reports r ON r.id = d.report_id"
        " WHERE d.started_at <> r.received_at"
        "    OR strftime('%s', d.due_at) - strftime('%s', d.started_at) <> ?",
        int(timedelta(hours=12).total_seconds()),
    )
