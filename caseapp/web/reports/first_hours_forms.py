"""What the steps of the first 12 hours ask: a decision given by telephone, safety, the receipt."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.web.boxes import GovDate, GovMoment
from caseapp.web.lengths import at_most
from caseapp.web.widgets import GovRadios, GovSubmit, GovText, GovTextArea

SO_IT_WAS = ("yes", lazy_gettext("Yes, so it was decided"))
"""What a chair may say while who is named can speak for themselves."""

SIGNED_ON = lazy_gettext("Day on which the paper was signed (if it was)")


class SpokenForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in casework.spoken_decisions.Spoken."""

    decided_by = GovRadios(
        lazy_gettext("Who decided"),
        validators=[InputRequired(lazy_gettext("Choose who decided"))],
        description=lazy_gettext("Whoever was chair of the unit, or stood in, at that moment"),
    )
    way = GovRadios(
        lazy_gettext("How the decision was given"),
        validators=[InputRequired(lazy_gettext("Choose how the decision was given"))],
    )
    kind = GovRadios(
        lazy_gettext("Decision"), validators=[InputRequired(lazy_gettext("Choose a decision"))]
    )
    decided_at = GovMoment(
        lazy_gettext("When it was decided"),
        validators=[InputRequired(lazy_gettext("Enter when it was decided"))],
        description=lazy_gettext("The clock stops at this moment, not at the moment of typing"),
    )
    witness = GovText(
        lazy_gettext("Who heard or saw it"),
        validators=[DataRequired(lazy_gettext("Say who heard or saw it")), at_most(500)],
        description=lazy_gettext("Name and office; your own if nobody else was there"),
    )
    reason = GovTextArea(
        lazy_gettext("Reason"),
        validators=[
            DataRequired(lazy_gettext("Give the reason for the decision")),
            at_most(10_000),
        ],
    )
    submit = GovSubmit(lazy_gettext("Record the decision"))


class AnswerForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The chair's word on a decision that another entered."""

    answer = GovRadios(
        lazy_gettext("Was it decided so?"),
        choices=[
            SO_IT_WAS,
            ("no", lazy_gettext("No, it was not decided so")),
        ],
        validators=[InputRequired(lazy_gettext("Say whether it was decided so"))],
    )
    remark = GovTextArea(
        lazy_gettext("What you know of it"),
        validators=[at_most(2000)],
        description=lazy_gettext("Needed when it was not so; kept sealed with the report"),
    )
    submit = GovSubmit(lazy_gettext("Send the answer"))


class ScanForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Which of the files is the signed decision."""

    file = GovRadios(
        lazy_gettext("Which file is the signed decision"),
        validators=[InputRequired(lazy_gettext("Choose the file"))],
    )
    signed_on = GovDate(SIGNED_ON)
    submit = GovSubmit(lazy_gettext("This is the signed decision"))


class SafetyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """What is known of it; nothing need be: names of fields as in casework.safety."""

    happened_at = GovMoment(
        lazy_gettext("When"), description=lazy_gettext("Left empty it counts as now")
    )
    place = GovText(
        lazy_gettext("Where to"),
        validators=[at_most(500)],
        description=lazy_gettext("May stay empty: what is missing can be told later"),
    )
    taken_by = GovText(lazy_gettext("By whom"), validators=[at_most(500)])
    submit = GovSubmit(lazy_gettext("Record it"))


class ReceiptForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """When the report was received in truth; fields as in casework.receipts."""

    received_at = GovMoment(
        lazy_gettext("When the report was received in truth"),
        validators=[InputRequired(lazy_gettext("Enter when the report was received"))],
    )
    reason = GovTextArea(
        lazy_gettext("How the mistake came about, and who knows of it"),
        validators=[
            DataRequired(lazy_gettext("Say how the mistake came about and who knows of it")),
            at_most(2000),
        ],
    )
    submit = GovSubmit(lazy_gettext("Correct the moment of receipt"))


class ReceiptDecisionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The supervisor's word on a correction that would turn late into on time."""

    accepted = GovRadios(
        lazy_gettext("Is the correction right?"),
        choices=[
            ("yes", lazy_gettext("Yes: the clock counts from the corrected moment")),
            ("no", lazy_gettext("No: the old deadline stays")),
        ],
        validators=[InputRequired(lazy_gettext("Say whether the correction is right"))],
    )
    answer = GovTextArea(
        lazy_gettext("Reason"),
        validators=[at_most(2000)],
        description=lazy_gettext("Needed when it is not right"),
    )
    submit = GovSubmit(lazy_gettext("Send the answer"))
