"""What screening asks: which case a report joins, where it is forwarded, why no case is opened."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.web.lengths import at_most
from caseapp.web.unit_box import GovUnit
from caseapp.web.widgets import GovRadios, GovSubmit, GovText, GovTextArea


class JoinForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A case of the unit that is open."""

    case = GovRadios(lazy_gettext("Open cases of children with this name"))
    case_code = GovText(
        lazy_gettext("Or the code of a case of the same child under another name"),
        validators=[at_most(20)],
        description=lazy_gettext("For example HS-26-7KQ4MX2B, from the page of the case"),
        render_kw={"classes": "govuk-input--width-20"},
    )
    submit = GovSubmit(lazy_gettext("Join the report to this case"))


class ForwardForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The unit that is to take the report over, and whom it can call here."""

    unit = GovUnit(
        lazy_gettext("Ward or commune where it happened"),
        validators=[InputRequired(lazy_gettext("Choose the ward or commune where it happened"))],
        description=lazy_gettext("Ward or commune, by its new or old name"),
    )
    contact = GovText(
        lazy_gettext("Whom they can call at your unit: name and telephone"),
        validators=[
            DataRequired(lazy_gettext("Say whom the other unit can call, and the number")),
            at_most(200),
        ],
        description=lazy_gettext(
            "This is all they read before they take the report over: nothing about the child here"
        ),
    )
    submit = GovSubmit(lazy_gettext("Forward the report"))


class EndForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Why a report should end without a case (Decree 56/2017, Art. 26.2)."""

    reason = GovTextArea(
        lazy_gettext("Why no case is opened"),
        validators=[DataRequired(lazy_gettext("Say why no case is opened")), at_most(10_000)],
        description=lazy_gettext(
            "Who checked the information, with whom, and what came out. "
            "The report stays; a case can still be opened when more becomes known"
        ),
    )
    submit = GovSubmit(lazy_gettext("Propose ending without a case"))
