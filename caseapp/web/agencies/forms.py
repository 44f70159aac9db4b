"""What the directory asks of a service: whose it is, what it is, how to reach them."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired

from caseapp.web.lengths import at_most
from caseapp.web.widgets import GovSubmit, GovText


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
