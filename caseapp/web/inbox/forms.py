"""What an agency's answer asks: when it was, and in what words."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from caseapp.web.boxes import GovMoment
from caseapp.web.lengths import at_most
from caseapp.web.widgets import GovSubmit, GovTextArea


class ReplyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """An answer; whoever gives it stands in it by the own account."""

    happened_at = GovMoment(
        lazy_gettext("When it happened"),
        validators=[InputRequired(lazy_gettext("Enter when it happened"))],
    )
    comment = GovTextArea(lazy_gettext("What the ward should know"), validators=[at_most(10_000)])
    submit = GovSubmit(lazy_gettext("Send the answer"))
