"""Dates and moments are typed into boxes, and a fault leads to its box."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired, Optional

from caseapp.rules.values import LOCAL
from caseapp.web.boxes import GovBoxes, GovDate, GovMoment
from caseapp.web.widgets import refuse
from tests.web.form_app import by_id, faults, form_app, has_no_inline_code, page_of, words


class VisitForm(FlaskForm):
    visited_on = GovDate(
        "Visited on",
        [InputRequired("Enter the day of the visit")],
        description="For example 5 9 2015",
    )
    called_at = GovMoment("Called at", [Optional()])
    spot = GovBoxes("Spot")


@pytest.fixture
def app():
    return form_app("en")


def typed(name, *texts):
    return {
        f"{name}-{part}": text
        for part, text in zip(("day", "month", "year", "hour", "minute"), texts, strict=False)
    }


def test_boxes_bear_names_labels_and_a_legend(app):
    with app.test_request_context():
        page = page_of(VisitForm())
    assert by_id(page, "visited_on-day").get("name") == "visited_on-day"
    labels = [words(e) for e in page.iter("label")]
    assert labels == [
        "Day",
        "Month",
        "Year",
        "Day",
        "Month",
        "Year",
        "Hour",
        "Minute",
        "Day",
        "Month",
        "Year",
    ]
    assert [words(e) for e in page.iter("legend")] == ["Visited on", "Called at", "Spot"]
    assert words(by_id(page, "visited_on-hint")) == "For example 5 9 2015"
    assert has_no_inline_code(page)


def test_known_answers_are_laid_out_in_local_time(app):
    with app.test_request_context():
        # 18:05 UTC is 01:05 of the next day in Cần Thơ.
        page = page_of(
            VisitForm(
                visited_on=date(2026, 2, 1), called_at=datetime(2026, 2, 1, 18, 5, tzinfo=UTC)
            )
        )
    assert [by_id(page, f"visited_on-{p}").get("value") for p in ("day", "month", "year")] == [
        "01",
        "02",
        "2026",
    ]
    shown = [by_id(page, f"called_at-{p}").get("value") for p in ("day", "month", "hour", "minute")]
    assert shown == ["02", "02", "01", "05"]


def test_sound_boxes_become_a_date_and_a_local_moment(app):
    data = (
        typed("visited_on", "5", "9", "2015")
        | typed("called_at", "5", "9", "2015", "7", "30")
        | typed("spot", "x")
    )
    with app.test_request_context("/", method="POST", data=data):
        form = VisitForm()
        assert form.validate()
    assert form.visited_on.data == date(2015, 9, 5)
    assert form.called_at.data == datetime(2015, 9, 5, 7, 30, tzinfo=LOCAL)
    assert form.spot.data == {"day": "x", "month": "", "year": ""}


def test_a_fault_leads_to_its_box_and_keeps_what_was_typed(app):
    data = typed("visited_on", "31", "4", "2015") | typed("called_at", "5", "9", "2015", "25", "0")
    with app.test_request_context("/", method="POST", data=data):
        form = VisitForm(visited_on=date(2020, 1, 1))
        assert not form.validate()
        page = page_of(form)
    assert [href for _, href in faults(page)] == ["#visited_on-day", "#called_at-hour"]
    assert by_id(page, "visited_on-day").get("value") == "31"
    assert "govuk-input--error" in by_id(page, "visited_on-day").get("class")
    assert "govuk-input--error" not in by_id(page, "visited_on-year").get("class")
    assert (
        words(by_id(page, "visited_on-error"))
        == "Error: Check the day of “Visited on”: that month has no such day"
    )


def test_empty_boxes_are_no_answer(app):
    with app.test_request_context(
        "/", method="POST", data=typed("visited_on", " ", "", "") | {"other": "1"}
    ):
        form = VisitForm(visited_on=date(2020, 1, 1))
        assert not form.validate()
        page = page_of(form)
    assert faults(page) == [("Enter the day of the visit", "#visited_on-day")]
    assert form.called_at.data is None


def test_a_refusal_after_the_check_may_name_the_box(app):
    with app.test_request_context("/", method="POST", data=typed("visited_on", "5", "9", "2015")):
        form = VisitForm()
        assert form.validate()
        refuse(form, "visited_on", "That year is closed", "year")
        page = page_of(form)
    assert faults(page) == [("That year is closed", "#visited_on-year")]
