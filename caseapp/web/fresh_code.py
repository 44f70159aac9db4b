"""The code of the second step, asked once more before an act that cannot be taken back."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired

from caseapp.casework.fresh_factor import Fresh, asks_factor
from caseapp.web.actor import actor, clock, demands
from caseapp.web.caller import caller
from caseapp.web.lengths import at_most
from caseapp.web.widgets import GovText


def code_box() -> Any:  # noqa: ANN401 - WTForms binds it to the form that it stands in
    """Return the field, which a form names `factor`: drafts never keep one of that name."""
    return GovText(
        lazy_gettext("Code of the second step, once more"),
        validators=[DataRequired(lazy_gettext("Enter the code")), at_most(40)],
        description=lazy_gettext(
            "Six digits from the app. Without your phone: one of the recovery codes on paper"
        ),
        render_kw={"autocomplete": "one-time-code", "classes": "govuk-input--width-10"},
    )


def is_asked() -> bool:
    """Tell whether a form must ask the signed-in person; else it leaves the field out."""
    return asks_factor(actor(), demanded=demands().second_factor)


def fresh_of(form: FlaskForm) -> Fresh:
    """Return what was typed, with who calls and when; the act itself looks whether it is needed."""
    code = (form["factor"].data or "") if "factor" in form else ""
    return Fresh(code, caller(), clock(), demands().second_factor)
