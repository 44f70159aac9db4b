"""What is asked of the help of one child: a new one, its end, its correction, its withdrawal."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.casework.assistance import AssistanceEntry
from caseapp.web.assistance_form import HelpForm
from caseapp.web.boxes import GovDate
from caseapp.web.lengths import at_most
from caseapp.web.widgets import GovSelect, GovSubmit, GovTextArea

_WHY = DataRequired(lazy_gettext("Give the reason"))


class AssistanceForm(HelpForm):
    """Help given to the child, and the activity of its plan that it carries out."""

    activity = GovSelect(
        lazy_gettext("For an activity of the plan"),
        description=lazy_gettext("Only when it was planned in a case of the child"),
    )
    submit = GovSubmit(lazy_gettext("Record the help"))

    def entry_with_activity(self) -> AssistanceEntry:
        """Return what was asked with the activity, if one was chosen."""
        chosen = self.activity.data if "activity" in self else ""
        return self.entry(activity=int(chosen) if chosen else None)


class CorrectionForm(AssistanceForm):
    """What a help really was, and why the entry was wrong."""

    why = GovTextArea(
        lazy_gettext("What was wrong with the entry"),
        validators=[_WHY, at_most(1000)],
        description=lazy_gettext("The old entry stays to be read, and counts no more"),
    )
    submit = GovSubmit(lazy_gettext("Save the correction"))


class EndHelpForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The last day of a help that still ran."""

    given_until = GovDate(
        lazy_gettext("Last day of the help"),
        validators=[InputRequired(lazy_gettext("Enter the last day"))],
        description=lazy_gettext("The last day on which the child had it"),
    )
    submit = GovSubmit(lazy_gettext("Record the end"))


class WithdrawForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Why a help counts no more."""

    why = GovTextArea(
        lazy_gettext("Why it was entered by mistake"),
        validators=[_WHY, at_most(1000)],
        description=lazy_gettext("The entry stays to be read, and counts nowhere"),
    )
    submit = GovSubmit(
        lazy_gettext("Withdraw the entry"), render_kw={"classes": "govuk-button--warning"}
    )
