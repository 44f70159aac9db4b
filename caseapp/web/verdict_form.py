"""What a chair is asked on every paper that measures or care bring before them."""

from __future__ import annotations

from typing import Final

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.web.boxes import GovDate, GovMoment
from caseapp.web.lengths import at_most
from caseapp.web.widgets import GovRadios, GovSubmit, GovTextArea

LONG: Final = 10_000
NO_PLACE: Final = lazy_gettext("Do not write here where the child is")


def signed_day() -> GovDate:
    """Return what asks for the day of a signature."""
    return GovDate(lazy_gettext("Day on which the paper was signed (if it was)"))


class VerdictForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """What a chair decides, at which moment; fields as in casework.separations.Verdict."""

    move = GovRadios(
        lazy_gettext("Decision"), validators=[InputRequired(lazy_gettext("Choose a decision"))]
    )
    decided_at = GovMoment(
        lazy_gettext("When it was decided"),
        validators=[InputRequired(lazy_gettext("Enter when it was decided"))],
    )
    words = GovTextArea(
        lazy_gettext("Reason"),
        validators=[
            DataRequired(lazy_gettext("Give the reason for the decision")),
            at_most(LONG),
        ],
        description=NO_PLACE,
    )
    signed_on = signed_day()
    submit = GovSubmit(lazy_gettext("Record the decision"))


class TakeBackForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Why something is taken back before anybody decided on it."""

    why = GovTextArea(
        lazy_gettext("Reason"),
        validators=[DataRequired(lazy_gettext("Give the reason")), at_most(LONG)],
    )
    submit = GovSubmit(lazy_gettext("Take the proposal back"))
