"""To whom the work of a closed account goes."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from caseapp.casework.handing_on import Left
from caseapp.web.widgets import GovRadios, GovSubmit


class HandOnForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """One officer of the unit."""

    officer = GovRadios(
        lazy_gettext("Who takes it on"),
        validators=[InputRequired(lazy_gettext("Choose an officer"))],
    )
    submit = GovSubmit(lazy_gettext("Hand on"))

    def __init__(self, left: Left, **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        only = left.officers[0][0] if len(left.officers) == 1 else None
        super().__init__(data={"officer": only}, **more)
        self.officer.choices = left.officers
