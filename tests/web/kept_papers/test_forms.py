"""What is asked about a signed paper: the day, or the hour where the 12 hours wait for it."""

from __future__ import annotations

import pytest
from flask import Flask

from caseapp.web.kept_papers.forms import CompletionForm, PutForm
from tests.factories.house import House


@pytest.fixture
def app(house: House) -> Flask:
    return house.app


@pytest.mark.parametrize("by_hour", [True, False])
def test_the_hour_is_asked_where_it_counts(app: Flask, *, by_hour: bool) -> None:
    with app.test_request_context("/"):
        form = CompletionForm("", by_hour=by_hour)
        assert ("signed_at" in form, "signed_on" in form) == (by_hour, not by_hour)


def test_a_number_is_proposed_only_by_the_units_own_register(app: Flask) -> None:
    with app.test_request_context("/"):
        assert "Văn thư cấp số" in str(CompletionForm("", by_hour=False).number.description)
        assert "42" in str(CompletionForm("42", by_hour=False).number.description)


def test_a_first_version_needs_no_reason(app: Flask) -> None:
    with app.test_request_context("/"):
        assert PutForm(again=False).why == ""
        assert "reason" in PutForm(again=True)
