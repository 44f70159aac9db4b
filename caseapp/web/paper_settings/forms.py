"""What a decision about papers asks."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired, Length

from caseapp.rules.paper_settings import SUPERIOR, is_list
from caseapp.rules.releasing import LONGEST_DECISION
from caseapp.web.boxes import GovDate
from caseapp.web.widgets import GovSubmit, GovText, GovTextArea


class _Decision(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The decision behind what is entered, and from which day it holds."""

    valid_from = GovDate(
        lazy_gettext("In force from"),
        validators=[InputRequired(lazy_gettext("Enter the first day"))],
    )
    decision = GovText(
        lazy_gettext("Number of the decision or notice"),
        validators=[
            InputRequired(lazy_gettext("Enter the number of the decision or notice")),
            Length(max=LONGEST_DECISION, message=lazy_gettext("At most 200 letters")),
        ],
    )
    submit = GovSubmit(lazy_gettext("Enter the decision"))


class LineForm(_Decision):
    """Fields as in casework.paper_settings.NewSetting, for a name of one line."""

    value = GovText(
        lazy_gettext("As the paper prints it"),
        validators=[InputRequired(lazy_gettext("Enter the name as the paper is to print it"))],
    )


class SuperiorForm(_Decision):
    """The same for the authority above, which a later decision may leave out again."""

    value = GovText(
        lazy_gettext("As the paper prints it"),
        description=lazy_gettext("Empty: no line stands above the unit's own name"),
    )


class LinesForm(_Decision):
    """The same for what has several lines."""

    value = GovTextArea(
        lazy_gettext("Line by line, as the paper prints it"),
        validators=[InputRequired(lazy_gettext("Enter at least one line"))],
        description=lazy_gettext("One a line, at most 12"),
        render_kw={"rows": 8},
    )


ORDER = ("value", "valid_from", "decision", "submit")


def form_for(name: str, value: str) -> LineForm | SuperiorForm | LinesForm:
    """Return the form of a setting with what holds now."""
    kind = LinesForm if is_list(name) else SuperiorForm if name == SUPERIOR else LineForm
    form: LineForm | SuperiorForm | LinesForm = kind(data={"value": value})
    form._fields = {key: form._fields[key] for key in (*ORDER, *form._fields)}
    return form
