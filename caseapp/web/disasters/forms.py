"""What is asked about a disaster, about harm and relief, and about the days that mean in time."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import DataRequired, InputRequired, Length, StopValidation

from caseapp.casework.disasters import DisasterEntry
from caseapp.casework.reliefs import ImpactFacts, Relief
from caseapp.rules.disasters import MOST_RELIEF_DAYS
from caseapp.web.boxes import GovDate
from caseapp.web.code_choices import code_choices, or_nothing
from caseapp.web.lengths import at_most
from caseapp.web.uploads import content_of
from caseapp.web.widgets import (
    GovCheckboxes,
    GovFile,
    GovInteger,
    GovSelect,
    GovSubmit,
    GovText,
    GovTextArea,
)

ALL: Final = "all"
"""Chosen instead of each unit by itself."""
_LONG_LIST: Final = 6
_ACCEPTED = {
    "attributes": {
        "accept": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    }
}


def _chosen(_form: FlaskForm, field: Field) -> None:
    if not getattr(field.data, "filename", ""):
        raise StopValidation(gettext("Choose a file"))


class DisasterForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in casework.disasters.DisasterEntry."""

    name = GovText(
        lazy_gettext("What the disaster is called"),
        validators=[DataRequired(lazy_gettext("Say what the disaster is called")), at_most(200)],
        description=lazy_gettext("As the city or the ward calls it, for example: storm no. 5"),
    )
    kind = GovSelect(
        lazy_gettext("Kind of disaster"),
        validators=[InputRequired(lazy_gettext("Choose the kind of disaster"))],
    )
    started_on = GovDate(
        lazy_gettext("First day"), validators=[InputRequired(lazy_gettext("Enter the first day"))]
    )
    ended_on = GovDate(lazy_gettext("Last day (if it is known)"))
    units = GovCheckboxes(
        lazy_gettext("Wards and communes that were hit"),
        validators=[InputRequired(lazy_gettext("Choose the units that were hit"))],
    )
    submit = GovSubmit(lazy_gettext("Save the disaster"))

    def __init__(self, units: list[tuple[str, str]], **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        super().__init__(**more)
        self.kind.choices = or_nothing(code_choices("disaster_kinds"))
        every = [(ALL, gettext("All of these"))] if len(units) > 1 else []
        self.units.choices = [*every, *units]
        self.units.render_kw = {"classes": "govuk-checkboxes--small"}
        if len(units) > _LONG_LIST:
            self.units.render_kw = {"classes": "govuk-checkboxes--small app-others"}
        self._own = [code for code, _ in units]

    def entry(self) -> DisasterEntry:
        """Return what was entered."""
        chosen = list(self.units.data or [])
        units = self._own if ALL in chosen else chosen
        return DisasterEntry(
            self.name.data or "",
            self.kind.data or "",
            self.started_on.data,
            self.ended_on.data,
            tuple(units),
        )


class EntryForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The days that hold for all children of one entry; the children stand in households.py."""

    affected_on = GovDate(
        lazy_gettext("Day on which they were hit"),
        validators=[InputRequired(lazy_gettext("Enter the day on which the child was hit"))],
    )
    listed_on = GovDate(
        lazy_gettext("Day of the list (if there is one)"),
        description=lazy_gettext("From it the days until the relief are counted"),
    )


class SheetForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A list that was filled as a workbook."""

    file = GovFile(
        lazy_gettext("The list as an .xlsx file"),
        validators=[_chosen],
        render_kw=_ACCEPTED,
    )
    submit = GovSubmit(lazy_gettext("Read the list"))

    def content(self) -> bytes:
        """The bytes that were brought."""
        return content_of(self.file.data)


class ReliefForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """What reached all who are ticked, and when."""

    relief_kind = GovSelect(lazy_gettext("Kind of relief"))
    relieved_on = GovDate(lazy_gettext("Day of the relief"))
    submit = GovSubmit(lazy_gettext("Record the relief for all ticked"))

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        super().__init__(**more)
        self.relief_kind.choices = or_nothing(code_choices("relief_kinds"))

    def relief(self) -> Relief:
        """Return what was entered."""
        return Relief(self.relief_kind.data or "", self.relieved_on.data)


class ImpactForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """What is recorded of one child; fields as in casework.reliefs.ImpactFacts."""

    affected_on = GovDate(
        lazy_gettext("Day on which the child was hit"),
        validators=[InputRequired(lazy_gettext("Enter the day on which the child was hit"))],
    )
    listed_on = GovDate(lazy_gettext("Day of the list (if there is one)"))
    harm = GovSelect(lazy_gettext("Harm"))
    relieved_on = GovDate(lazy_gettext("Day of the relief (if it came)"))
    relief_kind = GovSelect(lazy_gettext("Kind of relief"))
    submit = GovSubmit(lazy_gettext("Save"))

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        super().__init__(**more)
        self.harm.choices = or_nothing(code_choices("harms"), gettext("Not recorded"))
        self.relief_kind.choices = or_nothing(code_choices("relief_kinds"), gettext("None yet"))

    def facts(self) -> ImpactFacts:
        """Return what was entered."""
        return ImpactFacts(
            self.affected_on.data,
            self.listed_on.data,
            self.harm.data or "",
            self.relieved_on.data,
            self.relief_kind.data or "",
        )


class WithdrawForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Why an entry is withdrawn."""

    why = GovTextArea(
        lazy_gettext("Reason"),
        validators=[DataRequired(lazy_gettext("Give the reason")), at_most(2000)],
    )
    submit = GovSubmit(lazy_gettext("Withdraw the entry"))


class DaysForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in casework.relief_days.set_relief_days."""

    days = GovInteger(
        lazy_gettext("Days within which relief is in time"),
        validators=[InputRequired(lazy_gettext("Enter 0 to 30 days"))],
        description=lazy_gettext(
            "From the day of the list, or else of the harm; %(most)d at most", most=MOST_RELIEF_DAYS
        ),
        render_kw={"classes": "govuk-input--width-2"},
    )
    valid_from = GovDate(
        lazy_gettext("In force from"),
        validators=[InputRequired(lazy_gettext("Enter the first day"))],
    )
    decision = GovText(
        lazy_gettext("Number of the decision or notice"),
        validators=[
            InputRequired(lazy_gettext("Enter the number of the decision or notice")),
            Length(max=200, message=lazy_gettext("At most 200 letters")),
        ],
    )
    submit = GovSubmit(lazy_gettext("Enter the decision"))
