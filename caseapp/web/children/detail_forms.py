"""What is asked of a child beyond its identity: names, people, school, health, earlier homes."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.casework.areas import choices_ever
from caseapp.web.boxes import GovDate
from caseapp.web.code_choices import code_choices, elsewhere, or_nothing
from caseapp.web.lengths import at_most
from caseapp.web.unit_box import GovUnit
from caseapp.web.widgets import (
    GovCheckbox,
    GovCheckboxes,
    GovInteger,
    GovRadios,
    GovSelect,
    GovSubmit,
    GovText,
    GovTextArea,
)

_SHORT = {"classes": "govuk-input--width-20"}
_LONG = 10_000


class NameForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Another name of the child."""

    name = GovText(
        lazy_gettext("Other name"),
        validators=[DataRequired(lazy_gettext("Enter the other name")), at_most(200)],
        description=lazy_gettext("The child is then found by it as well"),
    )
    kind = GovRadios(
        lazy_gettext("What kind of name"),
        validators=[InputRequired(lazy_gettext("Choose what kind of name it is"))],
    )
    submit = GovSubmit(lazy_gettext("Save"))

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        super().__init__(**more)
        self.kind.choices = code_choices("name_kinds")


class PersonForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Somebody around the child; fields as in casework.PersonEntry."""

    name = GovText(
        lazy_gettext("Full name, or what the person is called"),
        validators=[
            DataRequired(lazy_gettext("Enter the name, or what the person is called")),
            at_most(200),
        ],
    )
    relation = GovSelect(
        lazy_gettext("Who the person is to the child"),
        validators=[InputRequired(lazy_gettext("Choose who the person is to the child"))],
    )
    cares = GovCheckbox(lazy_gettext("Cares for the child"))
    lives_with = GovCheckbox(lazy_gettext("Lives with the child"))
    birth_year = GovInteger(lazy_gettext("Year of birth (if known)"))
    phone = GovText(
        lazy_gettext("Telephone"),
        validators=[at_most(30)],
        render_kw={**_SHORT, "type": "tel", "inputmode": "tel"},
    )
    no_call = GovCheckbox(
        lazy_gettext("Do not call this number"),
        description=lazy_gettext(
            "Somebody may answer who must not know. It then stands in red wherever the number does"
        ),
    )
    why = GovText(lazy_gettext("Why it must not be called"), validators=[at_most(500)])
    address = GovText(
        lazy_gettext("Address (if another than the child's)"), validators=[at_most(500)]
    )
    valid_from = GovDate(lazy_gettext("Since when (if known)"))
    valid_until = GovDate(
        lazy_gettext("Until (leave empty while it lasts)"),
        description=lazy_gettext("The first day on which it is no longer so"),
    )
    submit = GovSubmit(lazy_gettext("Save"))

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(**more)
        self.relation.choices = or_nothing(code_choices("relation"))


class SpeakerForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A person speaks for the child, on a ground and between days."""

    ground = GovRadios(
        lazy_gettext("On what ground"),
        validators=[
            InputRequired(lazy_gettext("Choose on what ground the person speaks for the child"))
        ],
    )
    valid_from = GovDate(
        lazy_gettext("From"),
        validators=[InputRequired(lazy_gettext("Enter the day from which it holds"))],
    )
    valid_until = GovDate(
        lazy_gettext("Until (leave empty while it lasts)"),
        description=lazy_gettext("The first day on which it is no longer so"),
    )
    submit = GovSubmit(lazy_gettext("Record"))

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(**more)
        self.ground.choices = code_choices("representation_grounds")


class SchoolForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Where the child goes to school; fields as in casework.SchoolEntry."""

    attendance = GovRadios(
        lazy_gettext("Does the child go to school?"),
        validators=[InputRequired(lazy_gettext("Choose whether the child goes to school"))],
    )
    school = GovText(lazy_gettext("Name of the school"), validators=[at_most(200)])
    grade = GovText(lazy_gettext("Class"), validators=[at_most(40)], render_kw=_SHORT)
    valid_from = GovDate(
        lazy_gettext("From"),
        validators=[InputRequired(lazy_gettext("Enter the day from which it holds"))],
        description=lazy_gettext("What stood before ends on that day"),
    )
    valid_until = GovDate(
        lazy_gettext("Until (leave empty while it lasts)"),
        description=lazy_gettext("The first day on which it is no longer so"),
    )
    submit = GovSubmit(lazy_gettext("Record"))

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(**more)
        self.attendance.choices = code_choices("attendance")


class HealthForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Health or a disability; fields as in casework.HealthEntry."""

    text = GovTextArea(
        lazy_gettext("What is known of the child's health"),
        validators=[at_most(_LONG)],
        description=lazy_gettext(
            "Illness, medicine, allergy, what to heed. Kept sealed; leave empty for a disability "
            "alone"
        ),
    )
    types = GovCheckboxes(lazy_gettext("Disability, by type (if there is one)"))
    level = GovSelect(lazy_gettext("Level of disability"))
    certificate = GovText(
        lazy_gettext("Number of the disability certificate"),
        validators=[at_most(60)],
        render_kw=_SHORT,
    )
    certified_on = GovDate(lazy_gettext("Day of the certificate"))
    submit = GovSubmit(lazy_gettext("Record"))

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(**more)
        self.types.choices = code_choices("disability_types")
        self.level.choices = or_nothing(code_choices("disability_levels"))


class AnyUnit(GovUnit):
    """A unit of any time: the older ones are on offer themselves, by their old names."""

    former = False


class PastHomeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """An earlier home, with both its days."""

    area_code = AnyUnit(
        lazy_gettext("Where the child lived"),
        validators=[InputRequired(lazy_gettext("Choose where the child lived"))],
        description=lazy_gettext(
            "Before 1 July 2025 by the old name: old and new units of one name are both found"
        ),
    )
    since = GovDate(
        lazy_gettext("From"),
        validators=[InputRequired(lazy_gettext("Enter the day"))],
    )
    until = GovDate(
        lazy_gettext("Until"),
        description=lazy_gettext("The day on which the child moved away"),
    )
    submit = GovSubmit(lazy_gettext("Record"))

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(**more)
        self.area_code.choices = [*choices_ever(), *elsewhere()]
