"""What an answer means, says and sends, for every kind of control: so that two can be compared."""

from __future__ import annotations

from datetime import date

import pytest
from flask import g
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict

from caseapp.web.boxes import GovDate, GovMoment
from caseapp.web.control import draw
from caseapp.web.unit_box import GovUnit
from caseapp.web.widgets import (
    GovCheckbox,
    GovCheckboxes,
    GovInteger,
    GovRadios,
    GovSelect,
    GovText,
    GovTextArea,
)
from tests.web.form_app import form_app

UNITS = [(f"3113{n}", f"Phường {n}") for n in range(10)]


class Every(FlaskForm):
    name = GovText("Name")
    story = GovTextArea("Story")
    days = GovInteger("Days")
    level = GovRadios("Level", choices=[("low", "Low"), ("high", "High")])
    kind = GovSelect("Kind", choices=[("", "None"), ("a", "A")])
    kinds = GovCheckboxes("Kinds", choices=[("a", "A"), ("b", "B")])
    sure = GovCheckbox("Sure")
    day = GovDate("Day")
    moment = GovMoment("Moment")
    few = GovUnit("Few", choices=UNITS[:2])
    unit = GovUnit("Unit", choices=[*UNITS, ("outside", "Outside")])


SAVED = {
    "name": "Bé Na",
    "story": "Một\nHai",
    "days": 7,
    "level": "high",
    "kind": "a",
    "kinds": ["b", "a"],
    "sure": True,
    "day": date(2026, 2, 9),
    "few": "31131",
    "unit": "31132",
}
WORDS = {
    "name": "Bé Na",
    "story": "Một\nHai",
    "days": "7",
    "level": "High",
    "kind": "A",
    "kinds": "A; B",
    "sure": "Có",
    "day": "09/02/2026",
    "moment": "",
    "few": "Phường 1",
    "unit": "Phường 2",
}


def test_what_a_control_sends_means_what_was_stored_and_says_it_in_words() -> None:
    with form_app().test_request_context():
        saved = [field for field in Every(formdata=None, data=SAVED) if field.name in WORDS]
        assert {field.name: field.in_words() for field in saved} == WORDS
        sent = [pair for field in saved for pair in field.sending()]
        assert {name for name, _ in sent} <= {name for field in saved for name in field.names()}
        again = Every(formdata=MultiDict(sent))
        meanings = {field.name: field.meaning() for field in saved}
        assert {name: again[name].meaning() for name in meanings} == meanings
        assert {name: again[name].in_words() for name in meanings} == WORDS


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ({"name": " Bé  Na "}, {"name": "Bé Na"}),
        ({"story": "Một\r\nHai\r\n"}, {"story": "Một\nHai"}),
        ({"day-day": "9", "day-month": "02", "day-year": "2026"}, {"day": date(2026, 2, 9)}),
        ({"kinds": ["b", "a"]}, {"kinds": ["a", "b"]}),
        ({"unit": ["Phường 2", "kept:31132"]}, {"unit": "31132"}),
        ({"unit": ["", "outside"]}, {"unit": "outside"}),
        ({}, {"level": None, "kind": "", "sure": False, "days": None}),
    ],
)
def test_equal_answers_mean_the_same_however_they_were_typed(
    typed: dict[str, object], means: dict[str, object]
) -> None:
    with form_app().test_request_context():
        mine = Every(formdata=MultiDict(typed or {"x": "y"}))
        saved = Every(formdata=None, data=means)
        for name in means:
            assert mine[name].meaning() == saved[name].meaning()


def test_other_answers_mean_another() -> None:
    with form_app().test_request_context():
        saved, none = Every(formdata=None, data=SAVED), Every(formdata=None)
        assert [n for n in SAVED if saved[n].meaning() == none[n].meaning()] == []


def test_a_form_that_shows_a_draft_is_never_sound_and_tells_no_fault() -> None:
    with form_app().test_request_context():
        form = Every(formdata=MultiDict({"level": "low"}))
        assert form.validate()
        g.quiet = True
        assert not form.validate()
        wrong = Every(formdata=MultiDict({"level": "none of these"}))
        assert not wrong.validate()
        assert "govuk-error-message" not in wrong.level()
        g.quiet = False
        assert "govuk-error-message" in wrong.level()
        assert "govuk-tag" in draw("tag", {"text": "x"})
