"""What the steps after a report ask: which child, what happened, what the chair decided."""

from __future__ import annotations

from typing import Final

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import DataRequired, InputRequired

from caseapp.rules.forms.spec import Form
from caseapp.web.birth_box import GovBirth
from caseapp.web.boxes import GovDate, GovMoment
from caseapp.web.form_builder import OfficialForm
from caseapp.web.lengths import at_most
from caseapp.web.sent_form import with_button
from caseapp.web.unit_box import GovUnit
from caseapp.web.widgets import (
    GovCheckbox,
    GovCheckboxes,
    GovRadios,
    GovSelect,
    GovSubmit,
    GovText,
    GovTextArea,
)

WORKS_HERE: Final = {
    "no": lazy_gettext("No"),
    "yes": lazy_gettext("Yes"),
    "unsure": lazy_gettext("Not sure"),
}


class IntakeFields:
    """What is asked before Mẫu 01: whether the suspect works here, and from whom to keep it."""

    works_here = GovRadios(
        lazy_gettext(
            "Does the suspect work at the People's Committee, the police or a school of this place?"
        ),
        choices=list(WORKS_HERE.items()),
        validators=[InputRequired(lazy_gettext("Answer this first; “Not sure” is an answer"))],
    )
    keep_from = GovCheckboxes(
        lazy_gettext("Keep the report from"),
        description=lazy_gettext(
            "Who is ticked never learns of it: not in lists, searches, figures, prints or notices. "
            "Tick whoever is accused, lives with or is close to who is. "
            "Only the supervisor can take a tick back"
        ),
    )
    suspect_name = GovText(
        lazy_gettext("Name of the suspect (if known)"), validators=[at_most(200)]
    )
    suspect_phone = GovText(
        lazy_gettext("Telephone of the suspect (if known)"),
        validators=[at_most(30)],
        render_kw={"classes": "govuk-input--width-20", "type": "tel", "inputmode": "tel"},
    )
    suspect_personal_id = GovText(
        lazy_gettext("Personal number of the suspect (if known)"),
        validators=[at_most(20)],
        render_kw={"classes": "govuk-input--width-20", "inputmode": "numeric"},
    )
    asked = HiddenField()


FIRST_ASKED: Final = (
    "works_here", "keep_from", "suspect_name", "suspect_phone", "suspect_personal_id",
)  # fmt: skip
"""These fields in the order of the page."""


def log_form(spec: Form, words: str) -> type[OfficialForm]:
    """The page of Mẫu 01 as it is logged: the first question, the form, and its button."""
    first = {name: getattr(IntakeFields, name) for name in (*FIRST_ASKED, "asked")}
    return with_button(spec, words, **first)


class KnownChildForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A child that the ward's list already holds."""

    child = GovRadios(lazy_gettext("Children of your unit with this name"))
    child_code = GovText(
        lazy_gettext("Or the code of a child who stands there under another name"),
        validators=[at_most(20)],
        description=lazy_gettext("For example TE-26-7KQ4MX2B, from the page of the child"),
        render_kw={"classes": "govuk-input--width-20"},
    )
    submit = GovSubmit(lazy_gettext("Open a case for this child"))


class NewChildForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A child that is entered with the case; names of fields are those of casework.NewChild."""

    full_name = GovText(
        lazy_gettext("Child's full name"),
        validators=[DataRequired(lazy_gettext("Enter the child's name")), at_most(200)],
        description=lazy_gettext("Name not known yet? Write what the child is called"),
    )
    born = GovBirth(
        lazy_gettext("Birth, or estimated age"),
        description=lazy_gettext("Only what is known: the year alone will do, or the age alone"),
    )
    sex = GovRadios(
        lazy_gettext("Sex"), validators=[InputRequired(lazy_gettext("Choose the child's sex"))]
    )
    ethnicity = GovSelect(lazy_gettext("Ethnic group (if known)"))
    area_code = GovUnit(
        lazy_gettext("Where the child lives now"),
        validators=[InputRequired(lazy_gettext("Choose where the child lives"))],
        description=lazy_gettext("Ward or commune; not always the one where it happened"),
    )
    address = GovText(lazy_gettext("House number, street, hamlet"), validators=[at_most(500)])
    guardian_name = GovText(lazy_gettext("Name of the carer"), validators=[at_most(200)])
    guardian_relation = GovSelect(lazy_gettext("Who the carer is to the child"))
    guardian_phone = GovText(
        lazy_gettext("Telephone of the carer"),
        validators=[at_most(30)],
        render_kw={"classes": "govuk-input--width-20", "type": "tel", "inputmode": "tel"},
    )
    distinct = GovCheckbox(lazy_gettext("This is another child"))
    submit = GovSubmit(lazy_gettext("Enter the child and open a case"))


class DecisionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """What the chair decided on emergency measures (Decree 56/2017, Art. 26.3 and 31.1)."""

    kind = GovRadios(
        lazy_gettext("Decision"), validators=[InputRequired(lazy_gettext("Choose a decision"))]
    )
    decided_at = GovMoment(
        lazy_gettext("When it was decided"),
        validators=[InputRequired(lazy_gettext("Enter when it was decided"))],
        description=lazy_gettext("The clock stops at this moment, not at the moment of typing"),
    )
    reason = GovTextArea(
        lazy_gettext("Reason"),
        validators=[
            DataRequired(lazy_gettext("Give the reason for the decision")),
            at_most(10_000),
        ],
    )
    signed_on = GovDate(
        lazy_gettext("Day on which the paper was signed (if it was)"),
    )
    submit = GovSubmit(lazy_gettext("Record the decision"))


class ReviewForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """What a supervisor found of what one person did alone."""

    note = GovTextArea(
        lazy_gettext("What the review found"),
        validators=[DataRequired(lazy_gettext("Say what you found")), at_most(2000)],
        description=lazy_gettext("Kept sealed with the report"),
    )
    submit = GovSubmit(lazy_gettext("Note the review"))
