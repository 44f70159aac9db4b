"""What is asked for a case that begins without a report, and for a paper file taken over."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.web.boxes import GovDate, GovMoment
from caseapp.web.lengths import at_most
from caseapp.web.widgets import GovSelect, GovSubmit, GovText, GovTextArea

_LONG = 10_000


def _child() -> GovText:
    return GovText(
        lazy_gettext("Code of the child"),
        validators=[DataRequired(lazy_gettext("Enter the code of the child")), at_most(20)],
        description=lazy_gettext(
            "For example TE-26-7KQ4MX2B, from the page of the child. "
            "A child who is not entered yet is entered first"
        ),
        render_kw={"classes": "govuk-input--width-20"},
    )


class DirectForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in casework.case_entry.open_directly."""

    child = _child()
    reason = GovTextArea(
        lazy_gettext("Why a case is opened"),
        validators=[
            DataRequired(lazy_gettext("Say why a case is opened for this child")),
            at_most(_LONG),
        ],
        description=lazy_gettext(
            "For example a child who lost both parents and needs care. Is there word of abuse? "
            "Then log a report: its 12 hours run"
        ),
    )
    submit = GovSubmit(lazy_gettext("Open the case"))


class PaperForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in casework.case_entry.PaperFile; each stage has a day of its own."""

    child = _child()
    number = GovText(
        lazy_gettext("Number of the paper file"),
        validators=[DataRequired(lazy_gettext("Enter the number of the paper file")), at_most(40)],
        render_kw={"classes": "govuk-input--width-20"},
    )
    opened_on = GovDate(
        lazy_gettext("Day on which the paper file was opened"),
        validators=[InputRequired(lazy_gettext("Enter the day on which it was opened"))],
    )
    received_at = GovMoment(
        lazy_gettext("When the information on abuse came (if the file began with it)"),
        description=lazy_gettext(
            "Its 12 hours are counted from here. If they ended before today they are shown as "
            "“before this software was used”: nobody is told, and nothing counts as late"
        ),
    )
    assessed_on = GovDate(lazy_gettext("Day of the first assessment (if it was made)"))
    decided_on = GovDate(lazy_gettext("Day of the decision on emergency measures (if made)"))
    planned_on = GovDate(lazy_gettext("Day on which the plan was submitted (if it was)"))
    approved_on = GovDate(lazy_gettext("Day on which the plan was approved (if it was)"))
    reviewed_on = GovDate(lazy_gettext("Day of the last review (if there was one)"))
    level = GovSelect(lazy_gettext("Level of risk as the paper file has it"))
    told = GovTextArea(
        lazy_gettext("Where the file stands now"),
        validators=[DataRequired(lazy_gettext("Say where the file stands now")), at_most(_LONG)],
        description=lazy_gettext("What has been done, what is owed next, and to whom"),
    )
    submit = GovSubmit(lazy_gettext("Take the paper file over"))
