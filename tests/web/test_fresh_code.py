"""The code asked once more: one field for all forms, and what the act is handed of it."""

from __future__ import annotations

from flask_wtf import FlaskForm

from caseapp.web.draft_box import NEVER
from caseapp.web.fresh_code import code_box, fresh_of
from tests.factories.house import House


class CodeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    factor = code_box()


class BareForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    pass


def test_what_was_typed_is_handed_on_and_a_form_without_the_field_leaves_it_to_the_act(
    house: House,
) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context("/", method="POST", data={"factor": "123456"}):
        assert fresh_of(CodeForm()).code == "123456"
        assert fresh_of(BareForm()).code == ""  # not None: the act itself asks whether it is owed
    with house.app.test_request_context("/", method="POST", data={"factor": ""}):
        form = CodeForm()
        assert not form.validate()
        assert list(form.errors) == ["factor"]


def test_no_draft_keeps_it() -> None:
    assert "factor" in NEVER
