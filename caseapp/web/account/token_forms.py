"""What a new token for programs asks: what for, what it reaches, its last day, a fresh code."""

from __future__ import annotations

from datetime import date
from typing import Final

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired

from caseapp.casework import areas
from caseapp.casework.api_tokens import NewToken
from caseapp.rules.token_scopes import TokenScope
from caseapp.rules.units import CITY_CODE
from caseapp.rules.values import Period
from caseapp.web.boxes import GovDate
from caseapp.web.fresh_code import code_box
from caseapp.web.lengths import at_most
from caseapp.web.unit_box import GovUnit
from caseapp.web.widgets import GovRadios, GovSelect, GovSubmit, GovText

_BACK: Final = 4


class TokenForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in casework.api_tokens.NewToken."""

    label = GovText(
        lazy_gettext("What the token is for"),
        validators=[DataRequired(lazy_gettext("Say what the token is for")), at_most(60)],
        description=lazy_gettext("For example: the department's data store"),
    )
    area = GovUnit(
        lazy_gettext("Units"),
        description=lazy_gettext("Leave it empty for all units that you reach"),
    )
    periods = GovSelect(lazy_gettext("Periods"))
    figures = GovRadios(
        lazy_gettext("Figures"),
        choices=[
            ("frozen", lazy_gettext("Frozen figures alone")),
            ("live", lazy_gettext("Frozen figures, and what counts now")),
        ],
        default="frozen",
    )
    ends_on = GovDate(
        lazy_gettext("Last day on which it holds"),
        description=lazy_gettext("At most a year from today"),
    )
    factor = code_box()
    submit = GovSubmit(lazy_gettext("Make the token"))

    def __init__(self, today: date, units: frozenset[int] | None, *, factor: bool) -> None:
        super().__init__()
        if not factor:
            del self.factor
        self.area.choices = [
            pair for pair in areas.choices(today) if units is None or int(pair[0]) in units
        ]
        years = range(today.year, today.year - _BACK, -1)
        self.periods.choices = [
            ("", gettext("All periods")),
            *((f"{year}", gettext("Year %(year)d", year=year)) for year in years),
        ]

    @property
    def new(self) -> NewToken:
        """What was asked for."""
        code, year = self.area.data or "", self.periods.data or ""
        period = Period.parse(year) if year else None
        scope = TokenScope(
            unit=int(code) if code and code != CITY_CODE else None,
            first_day=period.start if period else None,
            last_day=period.end if period else None,
            frozen_only=self.figures.data != "live",
        )
        return NewToken(self.label.data or "", scope, self.ends_on.data)
