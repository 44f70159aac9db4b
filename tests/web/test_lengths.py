"""Too long a text is refused in our own words."""

from __future__ import annotations

from flask_wtf import FlaskForm

from caseapp.web.lengths import at_most
from caseapp.web.widgets import GovText
from tests.web.form_app import form_app


class Short(FlaskForm):
    name = GovText("Tên", validators=[at_most(3)])


def test_a_long_text_is_refused_in_vietnamese() -> None:
    with form_app().test_request_context(method="POST", data={"name": "abcd"}):
        form = Short()
        assert not form.validate()
        assert form.name.errors == ["Rút gọn còn không quá 3 ký tự"]
    with form_app().test_request_context(method="POST", data={"name": "abc"}):
        assert Short().validate()
