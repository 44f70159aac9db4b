"""What the log of breaches asks: a breach as it was found, and what is added to it later."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from caseapp.rules.data_breaches import UNTOLD
from caseapp.web.boxes import GovMoment
from caseapp.web.code_choices import code_choices
from caseapp.web.lengths import at_most
from caseapp.web.personal_data.forms import words_box
from caseapp.web.widgets import GovRadios, GovSubmit, GovText, GovTextArea

_NO_NAMES = lazy_gettext("Write no child's name here: counts and kinds of data are enough")


class BreachForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in casework.data_breaches.NewBreach."""

    found_at = GovMoment(
        lazy_gettext("When it was found: the 72 hours count from here"),
        validators=[InputRequired(lazy_gettext("Enter when it was found"))],
    )
    kind = GovRadios(
        lazy_gettext("What kind of breach it is"),
        validators=[InputRequired(lazy_gettext("Choose what kind of breach it is"))],
    )
    people = GovText(
        lazy_gettext("How many people it touches at most"),
        validators=[InputRequired(lazy_gettext("Enter a number of people"))],
        render_kw={"inputmode": "numeric"},
    )
    happened = words_box(lazy_gettext("What happened"), _NO_NAMES)
    whose = words_box(lazy_gettext("Whose data, and which kinds of data"), _NO_NAMES)
    measures = GovTextArea(
        lazy_gettext("Measures taken so far"), validators=[at_most(10_000)], description=_NO_NAMES
    )
    submit = GovSubmit(lazy_gettext("Write the breach down"))

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - as Flask-WTF
        super().__init__(**more)
        self.kind.choices = code_choices("breach_kinds")

    @property
    def number(self) -> int:
        """The number of people as typed; -1 for what is no number, which the act refuses."""
        text = "".join((self.people.data or "").split())
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1  # noqa: PLR2004


class AddendumForm(FlaskForm):  # type: ignore[misc]  # as above
    """Fields as in casework.data_breaches.add_to_breach; `told`: something can be taken back."""

    kind = GovRadios(
        lazy_gettext("What is added"),
        validators=[InputRequired(lazy_gettext("Choose what is added"))],
    )
    happened_at = GovMoment(
        lazy_gettext("When it happened"),
        validators=[InputRequired(lazy_gettext("Enter when it happened"))],
    )
    text = words_box(lazy_gettext("In words; of a letter to A05 its number too"), _NO_NAMES)
    submit = GovSubmit(lazy_gettext("Add it"))

    def __init__(self, *, told: bool, **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(**more)
        self.kind.choices = [
            (code, words)
            for code, words in code_choices("breach_addenda")
            if told or code != UNTOLD
        ]
