"""What is asked of an incident, in a report and in a case that has none yet."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.casework.incidents import IncidentEntry
from caseapp.rules.forms.parts import Precision, dated_from_boxes
from caseapp.web.boxes import GovBoxes
from caseapp.web.code_choices import code_choices, or_nothing
from caseapp.web.lengths import at_most
from caseapp.web.widgets import (
    GovCheckbox,
    GovCheckboxes,
    GovRadios,
    GovSelect,
    GovSubmit,
    GovText,
    GovTextArea,
)


class GovDated(GovBoxes):
    """A day as well as it is known; its data are a date with `day`, `month` or `year`, or None."""

    def read(self, typed: dict[str, str]) -> tuple[date, Precision] | None:
        """Read what the boxes hold; raises Misread."""
        return dated_from_boxes(typed)


class IncidentForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """What is said to have happened; names of fields are those of casework.IncidentEntry."""

    certainty = GovRadios(
        lazy_gettext("How certain it is"),
        validators=[InputRequired(lazy_gettext("Choose how certain it is"))],
        description=lazy_gettext(
            "After checking with the police, the health station or the school. "
            "What is unfounded is never counted, what is suspected is counted apart. "
            "That it is unfounded is a proposal: another person decides on it"
        ),
    )
    stated_by = GovSelect(lazy_gettext("Who says so (if known)"))
    abuse_types = GovCheckboxes(
        lazy_gettext("Types of abuse"),
        validators=[InputRequired(lazy_gettext("Choose at least one type of abuse"))],
    )
    settings = GovCheckboxes(lazy_gettext("Where in the child's life it happened"))
    place = GovText(
        lazy_gettext("Place (if known)"),
        validators=[at_most(500)],
        description=lazy_gettext("House, school, street, or the name of the application online"),
    )
    occurred_on = GovDated(
        lazy_gettext("Day on which it happened (if known)"),
        description=lazy_gettext("The month and year will do, or the year alone"),
    )
    about = GovCheckbox(lazy_gettext("Only about this day"))
    ground = GovTextArea(
        lazy_gettext("Ground"),
        validators=[DataRequired(lazy_gettext("Say on what ground")), at_most(10_000)],
        description=lazy_gettext("Who established it, from what, when"),
    )
    submit = GovSubmit(lazy_gettext("Record the incident"))

    def offer(self) -> IncidentForm:
        """Fill in what can be chosen; return the form."""
        self.certainty.choices = code_choices("certainty")
        self.stated_by.choices = or_nothing(code_choices("stated_by"))
        self.abuse_types.choices = code_choices("abuse_types")
        self.settings.choices = code_choices("settings")
        return self

    def entry(self) -> IncidentEntry:
        """Return the incident as it was typed."""
        day, known = self.occurred_on.data or (None, "")
        return IncidentEntry(
            certainty=self.certainty.data,
            abuse_types=tuple(self.abuse_types.data or ()),
            settings=tuple(self.settings.data or ()),
            occurred_on=day,
            ground=(self.ground.data or "").strip(),
            occurred_known="about" if self.about.data and known == "day" else known,
            stated_by=self.stated_by.data or "",
            place=(self.place.data or "").strip(),
        )
