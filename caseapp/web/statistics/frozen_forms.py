"""What is asked before figures are frozen: which period, and why another edition."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import Length

from caseapp.rules.freezing import LONGEST_REASON, NOT_OVER
from caseapp.rules.values import Period, RuleBroken
from caseapp.web.statistics.forms import AskForm, periods
from caseapp.web.widgets import GovSubmit, GovTextArea


class PeriodForm(AskForm):
    """A period that is over, for the whole city; asked by GET, since it changes nothing."""

    submit = GovSubmit(lazy_gettext("Show what would be frozen"))

    def __init__(self, today: date, **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        super().__init__(today, None, **more)
        del self.area
        del self.each_ward
        self.period.choices = [pair for pair in periods(today) if Period.parse(pair[0]).end < today]
        if not more.get("formdata"):
            self.period.data = f"{today.year - 1}"

    def _period(self) -> Period:
        period = super()._period()
        if period.end >= self._today:
            raise RuleBroken(NOT_OVER, self._typed()[0])
        return period


class FreezeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in statistics.freezing.freeze."""

    reason = GovTextArea(
        lazy_gettext("Why a new edition is needed"),
        validators=[Length(max=LONGEST_REASON, message=lazy_gettext("At most 500 letters"))],
        description=lazy_gettext(
            "For example: late reports of three communes. Write no name and no file's number here"
        ),
        render_kw={"rows": 3},
    )
    submit = GovSubmit(lazy_gettext("Freeze these figures"))

    def __init__(self, *, again: bool, **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        super().__init__(**more)
        if not again:
            del self.reason

    @property
    def why(self) -> str:
        """The reason that was typed, empty where none is asked for."""
        return (self.reason.data or "") if "reason" in self else ""
