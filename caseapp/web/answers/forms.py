"""What a link asks: the secret, then who answers, what they are, and in what words."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import DataRequired, InputRequired

from caseapp.web.lengths import at_most
from caseapp.web.widgets import GovRadios, GovSubmit, GovText, GovTextArea


class SecretForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The number that is told by telephone alone."""

    secret = GovText(
        lazy_gettext("Number that was read out to you"),
        validators=[InputRequired(lazy_gettext("Enter the number")), at_most(40)],
        description=lazy_gettext("Six digits"),
    )
    submit = GovSubmit(lazy_gettext("Continue"))


class NamedForm(FlaskForm):  # type: ignore[misc]  # as above
    """Who answers; `ticket` stands for the secret that was entered."""

    ticket = HiddenField(validators=[at_most(200)])
    name = GovText(
        lazy_gettext("Your full name"),
        validators=[DataRequired(lazy_gettext("Enter your name")), at_most(200)],
    )
    role = GovText(
        lazy_gettext("What you are at the agency"),
        validators=[DataRequired(lazy_gettext("Enter what you are at the agency")), at_most(200)],
    )

    def prefixed(self, other: NamedForm) -> bool:
        """Tell whether the other form is the same one on the page."""
        return bool(self._prefix == other._prefix)


class ReplyForm(NamedForm):
    """An answer: which one, by whom, in what words."""

    move = GovRadios(
        lazy_gettext("Your answer"), validators=[InputRequired(lazy_gettext("Choose the answer"))]
    )
    words = GovTextArea(
        lazy_gettext("What the ward should know"),
        validators=[at_most(10_000)],
        description=lazy_gettext(
            "When you decline: the reason. When the help is completed: what came of it"
        ),
    )
    submit = GovSubmit(lazy_gettext("Send the answer"))


class NoteForm(NamedForm):
    """Whoever takes note of what was added."""

    submit = GovSubmit(lazy_gettext("We have taken note"))
