"""What giving a one-time code asks of the supervisor."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from caseapp.casework.callback import Receiver
from caseapp.web.widgets import GovCheckbox, GovRadios, GovSubmit


class CodeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Which number was called, and that the voice was known."""

    called = GovRadios(
        lazy_gettext("Which number did you call back?"),
        validators=[InputRequired(lazy_gettext("Choose the number that you called"))],
        description=lazy_gettext("Call the number on file yourself, never one that called you"),
    )
    knew_voice = GovCheckbox(
        lazy_gettext("I know the voice: it is this person"),
        validators=[InputRequired(lazy_gettext("Give no code to a voice that you do not know"))],
    )
    submit = GovSubmit(lazy_gettext("Show the code to read out"))

    def __init__(self, view: Receiver, **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        super().__init__(**more)
        self.called.choices = [(number, number) for number in view.numbers]
