"""The form of an answer: by name before Accept, JSON where nothing is said."""

from __future__ import annotations

import pytest
from flask import Flask

from caseapp.rules.token_scopes import OutOfScope, TokenScope
from caseapp.statistics.asking import BadQuestion
from caseapp.web.figures_api.asked import (
    EDITION,
    INDICATORS,
    LISTED,
    NotAcceptable,
    ask_within,
    form_of,
    given,
)

APP = Flask(__name__)


@pytest.mark.parametrize(
    ("query", "accept", "form"),
    [
        ("", "", "json"), ("", "*/*", "json"), ("", "text/csv", "csv"), ("", "text/*", "csv"),
        ("", "text/csv;q=0.5, application/json", "json"), ("?format=csv", "application/json", "csv"),
        ("?format=json", "text/csv", "json"),
    ],
)  # fmt: skip
def test_the_form_asked_for(query: str, accept: str, form: str) -> None:
    with APP.test_request_context(f"/{query}", headers={"Accept": accept} if accept else {}):
        assert form_of(given(EDITION)) == form


def test_what_is_none() -> None:
    with (
        APP.test_request_context("/", headers={"Accept": "image/png"}),
        pytest.raises(NotAcceptable),
    ):
        form_of(given(INDICATORS))
    with APP.test_request_context("/?format=xml"):
        with pytest.raises(BadQuestion):
            form_of(given(INDICATORS))
        with pytest.raises(BadQuestion):
            given(LISTED)


def test_a_former_unit_is_the_one_that_it_became() -> None:
    ask = ask_within(TokenScope(31135), {"period": ["2026"], "area": ["31135"]})
    assert ask.area == "31135"
    # In 2024 the same code named another unit, or none.
    with pytest.raises((OutOfScope, BadQuestion)):
        ask_within(TokenScope(31135), {"period": ["2024"], "area": ["31120"]})
