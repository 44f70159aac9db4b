"""The forms of a case say in Vietnamese what is missing; the filter needs nothing."""

from __future__ import annotations

import pytest
from flask_wtf import FlaskForm

from caseapp.web.cases.forms import ClosingForm, DecisionForm, LevelForm, ListForm, NoteForm
from tests.factories.house import House


@pytest.mark.parametrize(
    ("form", "missing"),
    [
        (LevelForm, {"level", "reason"}),
        (NoteForm, {"kind", "happened_at", "text"}),
        (ClosingForm, {"reason"}),
        (DecisionForm, {"move", "reason"}),
    ],
)
def test_what_is_missing_is_said(house: House, form: type[FlaskForm], missing: set[str]) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context(method="POST"):
        sent = form()
        assert not sent.validate()
        assert set(sent.errors) == missing
        said = {str(errors[0]).split()[0] for errors in sent.errors.values()}
        assert said <= {"Chọn", "Ghi", "Nhập"}


def test_the_filter_asks_for_no_token(house: House) -> None:
    with house.app.test_request_context():
        assert "csrf_token" not in ListForm()
