"""What the steps of a plan ask: the chair's decision, what became of an activity, its referral."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from caseapp.rules.forms.form05_approval import FORM
from caseapp.web.boxes import GovDate, GovMoment
from caseapp.web.form_builder import control_of
from caseapp.web.lengths import at_most
from caseapp.web.widgets import GovRadios, GovSelect, GovSubmit, GovTextArea

_LONG = 10_000
_ASSIGNMENT = FORM.field("assignment")


class StepForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A step of the officer's that asks nothing more."""

    submit = GovSubmit()


class DecisionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The chair's decision on a plan; the assignment is that of Mẫu 05.

    Its number is the clerk's, once the paper is signed (web.kept_papers).
    """

    move = GovRadios(
        lazy_gettext("Decision"), validators=[InputRequired(lazy_gettext("Choose a decision"))]
    )
    words = GovTextArea(
        lazy_gettext("Comment"),
        validators=[at_most(_LONG)],
        description=lazy_gettext("For a plan that is returned: what is to be changed"),
    )
    decided_at = GovMoment(
        lazy_gettext("When it was decided"),
        validators=[InputRequired(lazy_gettext("Enter when it was decided"))],
    )
    assignment = control_of(_ASSIGNMENT, validators=[at_most(_ASSIGNMENT.limit)])
    signed_on = GovDate(lazy_gettext("Day on which the paper was signed (if it was)"))
    submit = GovSubmit(lazy_gettext("Record the decision"))


class OutcomeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """What became of an activity; fields as in casework.carrying_out.Outcome."""

    move = GovRadios(
        lazy_gettext("What became of it"),
        validators=[InputRequired(lazy_gettext("Choose what became of it"))],
    )
    done_on = GovDate(
        lazy_gettext("Day on which it was done"),
        description=lazy_gettext("Only for what was done"),
    )
    words = GovTextArea(
        lazy_gettext("What came of it, or why not"),
        validators=[InputRequired(lazy_gettext("Say what came of it, or why not")), at_most(_LONG)],
    )
    submit = GovSubmit(lazy_gettext("Save"))


class ReferralForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The referral that carries an activity out."""

    referral = GovSelect(
        lazy_gettext("Referral that carries it out"),
        description=lazy_gettext("Once the referral is completed the activity counts as done"),
    )
    submit = GovSubmit(lazy_gettext("Save"))
