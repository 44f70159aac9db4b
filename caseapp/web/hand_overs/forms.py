"""To whom somebody's work goes, and the search for whose."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext, ngettext
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from caseapp.casework.handing_on_reading import Left, Taker
from caseapp.web.widgets import GovRadios, GovSubmit, GovText


class SearchForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Which officers are listed; filled from what the page's address bears sealed."""

    class Meta:
        """No token: the application asks for it where the words are sent (web/sought.py)."""

        csrf = False

    who = GovText(
        lazy_gettext("Name of the officer, or of the ward or commune"),
        render_kw={"classes": "govuk-input--width-20"},
    )


class HandOnForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """One officer of the unit."""

    officer = GovRadios(
        lazy_gettext("Who takes it on"),
        validators=[InputRequired(lazy_gettext("Choose an officer"))],
    )
    submit = GovSubmit(lazy_gettext("Hand all of it over"))

    def __init__(self, left: Left, **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        only = left.takers[0].username if len(left.takers) == 1 else None
        super().__init__(data={"officer": only}, **more)
        self.officer.choices = [
            (taker.username, taker.full_name, {"hint": _about(taker)}) for taker in left.takers
        ]


def _about(taker: Taker) -> str:
    """Say how much somebody has already, and what would not go to them."""
    has = str(ngettext("%(num)d open case here", "%(num)d open cases here", taker.cases))
    if not taker.kept:
        return has
    kept = gettext("kept from this person by a mark of conflict: %(num)d", num=taker.kept)
    return f"{has} · {kept}"
