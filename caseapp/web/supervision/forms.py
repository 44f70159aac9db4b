"""Of which unit the desk shows its lists."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm

from caseapp.web.code_choices import units_of_today
from caseapp.web.unit_box import GovUnit
from caseapp.web.widgets import GovSubmit


class UnitForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A supervised ward or commune, or none for all; it is sent in the address."""

    class Meta:
        """Nothing is changed by looking."""

        csrf = False

    unit = GovUnit(
        lazy_gettext("Ward or commune"),
        description=lazy_gettext("Leave it empty for all that you supervise"),
    )
    submit = GovSubmit(lazy_gettext("Show"))

    def __init__(self, units: frozenset[int] | None, **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        super().__init__(**more)
        self.unit.choices = units_of_today(units)
