"""What naming somebody to stand in asks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from caseapp.casework.naming_reading import Choices
from caseapp.web.boxes import GovDate
from caseapp.web.code_choices import or_nothing, units_of_today
from caseapp.web.lengths import at_most
from caseapp.web.unit_box import GovUnit
from caseapp.web.widgets import GovInteger, GovRadios, GovSelect, GovSubmit, GovTextArea

USUAL = timedelta(days=2)
"""A weekend is laid out: today and the two days after it."""


def _first() -> GovDate:
    return GovDate(
        lazy_gettext("From which day"),
        validators=[InputRequired(lazy_gettext("Enter the first day"))],
    )


def _last() -> GovDate:
    return GovDate(
        lazy_gettext("Until which day, that day included"),
        validators=[InputRequired(lazy_gettext("Enter the last day"))],
        description=lazy_gettext("The last day on which the person stands in"),
    )


class DeputyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A deputy of the chair; fields as in casework.namings.NewNaming."""

    person = GovRadios(
        lazy_gettext("Who stands in for the chair"),
        validators=[InputRequired(lazy_gettext("Choose a person"))],
    )
    rank = GovInteger(
        lazy_gettext("Order"),
        validators=[InputRequired(lazy_gettext("Enter the order"))],
        description=lazy_gettext("1 is called first"),
    )
    valid_from = _first()
    last_day = _last()
    reason = GovTextArea(
        lazy_gettext("Why the chair cannot name the deputy"),
        validators=[at_most(2000)],
        description=lazy_gettext("Kept sealed; only supervisors read it"),
    )
    submit = GovSubmit(lazy_gettext("Name the deputy"))

    def __init__(self, found: Choices, today: date, **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        laid_out = {"valid_from": today, "last_day": today + USUAL, "rank": found.next_rank}
        super().__init__(data=laid_out, **more)
        self.person.choices = found.people
        if not found.reason_owed:
            del self.reason


class StandInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A stand-in of an officer; fields as above."""

    in_place_of = GovRadios(
        lazy_gettext("Whose work"), validators=[InputRequired(lazy_gettext("Choose an officer"))]
    )
    person = GovSelect(
        lazy_gettext("Who stands in"),
        validators=[InputRequired(lazy_gettext("Choose a person"))],
        description=lazy_gettext("An officer of this ward or commune, or of another"),
    )
    valid_from = _first()
    last_day = _last()
    submit = GovSubmit(lazy_gettext("Name the person"))

    def __init__(self, found: Choices, today: date, **more: Any) -> None:  # noqa: ANN401 - as above
        only = found.posts[0][0] if len(found.posts) == 1 else None
        laid_out = {"valid_from": today, "last_day": today + USUAL, "in_place_of": only}
        super().__init__(data=laid_out, **more)
        self.in_place_of.choices = found.posts
        self.person.choices = or_nothing(found.people)


class UnitForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Which unit's people to look at; it is sent in the address."""

    class Meta:
        """Nothing is changed by looking."""

        csrf = False

    unit = GovUnit(
        lazy_gettext("Ward or commune"),
        description=lazy_gettext("Ward or commune, by its new or old name"),
    )
    submit = GovSubmit(lazy_gettext("Show"))

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(**more)
        self.unit.choices = units_of_today(None)
