"""What the directory asks: of an agency, of a service and whom it is for, and who speaks for it."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.web.boxes import GovDate
from caseapp.web.lengths import at_most
from caseapp.web.unit_box import GovUnit
from caseapp.web.widgets import GovCheckbox, GovSelect, GovSubmit, GovText, GovTextArea

_DIALLED = {"classes": "govuk-input--width-20", "type": "tel", "inputmode": "tel"}


class OfferForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A service with its agency; fields as in casework.agencies.add_offer."""

    agency = GovText(
        lazy_gettext("Agency"),
        validators=[DataRequired(lazy_gettext("Enter the name of the agency")), at_most(200)],
        description=lazy_gettext("A name that stands in the directory already adds to that agency"),
    )
    kind = GovSelect(
        lazy_gettext("What kind of agency"),
        description=lazy_gettext("May stay empty for an agency that stands in the directory"),
    )
    service = GovText(
        lazy_gettext("Service"),
        validators=[DataRequired(lazy_gettext("Enter what the agency offers")), at_most(200)],
        description=lazy_gettext("For example counselling, medical examination, shelter"),
    )
    phone = GovText(
        lazy_gettext("Telephone of the agency"), validators=[at_most(40)], render_kw=_DIALLED
    )
    submit = GovSubmit(lazy_gettext("Add to the directory"))


class AgencyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """An agency; fields as in casework.agencies.NewAgency."""

    name = GovText(
        lazy_gettext("Agency"),
        validators=[DataRequired(lazy_gettext("Enter the name of the agency")), at_most(200)],
    )
    kind = GovSelect(
        lazy_gettext("What kind of agency"),
        validators=[InputRequired(lazy_gettext("Choose what kind of agency it is"))],
    )
    phone = GovText(
        lazy_gettext("Telephone of the agency"),
        validators=[at_most(40)],
        description=lazy_gettext("The number before stays on the page, with who changed it"),
        render_kw=_DIALLED,
    )
    address = GovText(
        lazy_gettext("Where the agency is"),
        validators=[at_most(300)],
        description=lazy_gettext("House, street, hamlet"),
    )
    unit = GovUnit(lazy_gettext("Ward or commune in which it lies"))
    submit = GovSubmit(lazy_gettext("Save"))


class ServiceForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A service; fields as in casework.agency_services.NewService."""

    name = GovText(
        lazy_gettext("Service"),
        validators=[DataRequired(lazy_gettext("Enter what the agency offers")), at_most(200)],
        description=lazy_gettext("For example counselling, medical examination, shelter"),
    )
    eligibility = GovTextArea(
        lazy_gettext("Who may receive it"),
        validators=[at_most(1000)],
        description=lazy_gettext("Age, circumstances, papers that are asked for, what it costs"),
    )
    units = GovTextArea(
        lazy_gettext("Wards and communes that it is for"),
        validators=[at_most(5000)],
        description=lazy_gettext("One name a line. Empty: it is for the whole city"),
    )
    all_day = GovCheckbox(lazy_gettext("Open 24 hours, every day"))
    schedule = GovText(
        lazy_gettext("Days and hours"),
        validators=[at_most(200)],
        description=lazy_gettext("For example Monday to Friday, 7:30 to 17:00"),
    )
    phone = GovText(
        lazy_gettext("Telephone of this service"),
        validators=[at_most(40)],
        description=lazy_gettext("Only where it is not the agency's"),
        render_kw=_DIALLED,
    )
    last_day = GovDate(
        lazy_gettext("Last day on which it is offered"),
        description=lazy_gettext(
            "Empty while it goes on. Afterwards nobody is referred to it any more; "
            "referrals made before keep it"
        ),
    )
    submit = GovSubmit(lazy_gettext("Save"))


class MemberForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """An account with the role of an agency, that is to speak for this one."""

    username = GovSelect(
        lazy_gettext("Whose account"),
        validators=[InputRequired(lazy_gettext("Choose an account"))],
        description=lazy_gettext("Accounts to which the administrator has given this role"),
    )
    submit = GovSubmit(lazy_gettext("Let it speak for the agency"))
