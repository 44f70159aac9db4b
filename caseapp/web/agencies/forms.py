"""What the directory asks: of a service whose and what it is, and who speaks for an agency."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.web.lengths import at_most
from caseapp.web.widgets import GovSelect, GovSubmit, GovText


class OfferForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A service with its agency; fields as in casework.agencies.add_offer."""

    agency = GovText(
        lazy_gettext("Agency"),
        validators=[DataRequired(lazy_gettext("Enter the name of the agency")), at_most(200)],
        description=lazy_gettext("A name that stands in the directory already adds to that agency"),
    )
    service = GovText(
        lazy_gettext("Service"),
        validators=[DataRequired(lazy_gettext("Enter what the agency offers")), at_most(200)],
        description=lazy_gettext("For example counselling, medical examination, shelter"),
    )
    phone = GovText(
        lazy_gettext("Telephone of the agency"),
        validators=[at_most(40)],
        render_kw={"classes": "govuk-input--width-20", "type": "tel", "inputmode": "tel"},
    )
    submit = GovSubmit(lazy_gettext("Add to the directory"))


class MemberForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """An account with the role of an agency, that is to speak for this one."""

    username = GovSelect(
        lazy_gettext("Whose account"),
        validators=[InputRequired(lazy_gettext("Choose an account"))],
        description=lazy_gettext("Accounts to which the administrator has given this role"),
    )
    submit = GovSubmit(lazy_gettext("Let it speak for the agency"))
