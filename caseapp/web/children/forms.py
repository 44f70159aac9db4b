"""What is asked of a child: who it is, where it lives, its circumstances."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired, StopValidation

from caseapp.rules.codes import LISTS
from caseapp.web.birth_box import GovBirth
from caseapp.web.boxes import GovDate
from caseapp.web.code_choices import Pairs, code_choices, elsewhere, or_nothing, units_of_today
from caseapp.web.lengths import at_most
from caseapp.web.unit_box import GovUnit
from caseapp.web.widgets import (
    GovCheckbox,
    GovRadios,
    GovSelect,
    GovSubmit,
    GovText,
    GovTextArea,
)

_DIGITS = 12
_SHORT = {"classes": "govuk-input--width-20"}


def whole_number(_form: FlaskForm, field: GovText) -> None:
    """Raise StopValidation for part of a personal number, which is found whole or not at all."""
    plain = "".join((field.data or "").split())
    if plain.isdecimal() and len(plain) != _DIGITS:
        raise StopValidation(gettext("A personal number needs all 12 digits"))


class LookForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Whom of the register one looks for; filled from what the page's address bears sealed."""

    class Meta:
        """No token: the application asks for it where the words are sent (web/sought.py)."""

        csrf = False

    q = GovText(
        lazy_gettext("Name, personal number or code"),
        validators=[at_most(200), whole_number],
        description=lazy_gettext(
            "Words of the name in any order, with or without accents; "
            "or all 12 digits of the number"
        ),
        render_kw={"classes": "govuk-input--width-20"},
    )
    home = GovUnit(
        lazy_gettext("Lives in (if that is known)"),
        description=lazy_gettext("Ward or commune, by its new or old name"),
    )
    submit = GovSubmit(lazy_gettext("Look up"))

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        super().__init__(**more)
        self.home.choices = [*units_of_today(None), *elsewhere()]


class IdentityForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Who a child is; names of fields are those of casework.NewChild."""

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
    personal_id = GovText(
        lazy_gettext("Personal identification number (if known)"),
        validators=[at_most(20)],
        description=lazy_gettext("12 digits"),
        render_kw={**_SHORT, "inputmode": "numeric"},
    )
    number_missing = GovSelect(
        lazy_gettext("Why there is no number"),
        description=lazy_gettext("Only when the number above stays empty"),
    )
    birth_registration = GovSelect(lazy_gettext("Registration of the birth"))
    birth_certificate = GovText(
        lazy_gettext("Birth certificate: number, day, where it was issued"),
        validators=[at_most(200)],
    )
    ethnicity = GovSelect(lazy_gettext("Ethnic group (if known)"))
    address = GovText(lazy_gettext("House number, street, hamlet"), validators=[at_most(500)])
    guardian_name = GovText(lazy_gettext("Name of the carer"), validators=[at_most(200)])
    guardian_relation = GovSelect(lazy_gettext("Who the carer is to the child"))
    guardian_phone = GovText(
        lazy_gettext("Telephone of the carer"),
        validators=[at_most(30)],
        render_kw={**_SHORT, "type": "tel", "inputmode": "tel"},
    )
    submit = GovSubmit(lazy_gettext("Save"))

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        super().__init__(**more)
        self.sex.choices = code_choices("sex")
        self.ethnicity.choices = or_nothing(code_choices("ethnicity"), gettext("Not known"))
        self.guardian_relation.choices = or_nothing(code_choices("relation"))
        self.number_missing.choices = or_nothing(code_choices("number_missing"))
        self.birth_registration.choices = or_nothing(code_choices("birth_registration"))


class NewChildForm(IdentityForm):
    """A child that is entered without a report; it lives in one of the officer's own units."""

    area_code = GovUnit(
        lazy_gettext("Where the child lives"),
        validators=[InputRequired(lazy_gettext("Choose where the child lives"))],
    )
    resident_from = GovDate(
        lazy_gettext("Since when the child lives there"),
        validators=[InputRequired(lazy_gettext("Enter since when the child lives there"))],
        description=lazy_gettext(
            "Before 1 July 2025 this ward or commune was another one: "
            "if the child lived here already, enter 1 7 2025"
        ),
    )
    distinct = GovCheckbox(lazy_gettext("This is another child"))
    submit = GovSubmit(lazy_gettext("Enter the child"))

    def __init__(self, units: frozenset[int] | None, **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(**more)
        self.area_code.choices = units_of_today(units)
        if len(self.area_code.choices) == 1 and not self.is_submitted():
            self.area_code.data = self.area_code.choices[0][0]


class MoveForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Another home of the child; the stay before ends on that day."""

    area_code = GovUnit(
        lazy_gettext("Where the child lives now"),
        validators=[InputRequired(lazy_gettext("Choose where the child lives"))],
    )
    since = GovDate(
        lazy_gettext("Since when the child lives there"),
        validators=[InputRequired(lazy_gettext("Enter since when the child lives there"))],
    )
    submit = GovSubmit(lazy_gettext("Record the move"))

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(**more)
        self.area_code.choices = [*units_of_today(None), *elsewhere()]


class CircumstanceForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A group of Art. 10 of the Law on Children; fields as in casework.CircumstanceEntry."""

    group_code = GovRadios(
        lazy_gettext("Group (Law on Children, Article 10)"),
        validators=[InputRequired(lazy_gettext("Choose one of the 14 groups"))],
    )
    subgroup = GovSelect(
        lazy_gettext("Sub-group (if one fits)"),
        description=lazy_gettext("Those of the group chosen above, by its number"),
    )
    status = GovRadios(
        lazy_gettext("Confirmed, or at risk of it"),
        validators=[InputRequired(lazy_gettext("Choose confirmed or at risk"))],
        description=lazy_gettext("A child at risk is followed up, but never counted"),
    )
    valid_from = GovDate(
        lazy_gettext("From"),
        validators=[InputRequired(lazy_gettext("Enter the day from which it holds"))],
    )
    valid_until = GovDate(
        lazy_gettext("Until (leave empty while it lasts)"),
        description=lazy_gettext("The first day on which it no longer holds"),
    )
    evidence = GovTextArea(
        lazy_gettext("Ground"),
        validators=[at_most(10_000)],
        description=lazy_gettext("What it is established by: paper, number, day, who confirmed it"),
    )
    submit = GovSubmit(lazy_gettext("Record"))

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(**more)
        self.group_code.choices = _numbered("groups")
        self.subgroup.choices = or_nothing(_numbered("subgroups"), gettext("None of these"))
        self.status.choices = code_choices("circumstance_status")


def _numbered(name: str) -> Pairs:
    """Return the list with each code before its label: the groups are known by their number."""
    return [(code, f"{code}. {label}") for code, label in code_choices(name, LISTS[name].codes)]


class EndForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The first day on which a circumstance no longer holds."""

    valid_until = GovDate(
        lazy_gettext("No longer so since"),
        validators=[InputRequired(lazy_gettext("Enter the day"))],
        description=lazy_gettext("The first day on which it is no longer so"),
    )
    submit = GovSubmit(lazy_gettext("Record the end"))
