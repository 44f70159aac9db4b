"""What is asked of the register of help: which lines, and one help for a list of children."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import DataRequired

from caseapp.web.assistance_form import HelpForm
from caseapp.web.code_choices import code_choices, or_nothing
from caseapp.web.lengths import at_most
from caseapp.web.widgets import GovCheckbox, GovSelect, GovSubmit, GovText, GovTextArea


class FilterForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Which lines of the register are shown; it changes nothing, so it is asked by GET."""

    class Meta:
        """No token: nothing is changed."""

        csrf = False

    year = GovSelect(lazy_gettext("Year"))
    kind = GovSelect(lazy_gettext("Kind of help"))
    running = GovCheckbox(lazy_gettext("Only what still runs"))
    submit = GovSubmit(
        lazy_gettext("Show"), render_kw={"classes": "govuk-button--secondary", "name": ""}
    )

    def __init__(self, years: list[int], **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        super().__init__(**more)
        self.year.choices = or_nothing(
            [(str(year), str(year)) for year in years], gettext("All years")
        )
        self.kind.choices = or_nothing(code_choices("assistance_kinds"), gettext("All kinds"))


class GiftForm(HelpForm):
    """What each child of a list is given."""

    submit = GovSubmit(lazy_gettext("Choose the children"))


class PickForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Whom of the unit's children one looks for, and codes that are pasted."""

    q = GovText(
        lazy_gettext("Name, personal number or code"),
        validators=[at_most(200)],
        render_kw={"classes": "govuk-input--width-20"},
    )
    special = GovCheckbox(lazy_gettext("Only children in special circumstances today"))
    pasted = GovTextArea(
        lazy_gettext("Codes of children"),
        validators=[at_most(20_000)],
        description=lazy_gettext(
            "One on each line, or with commas between: as they stand in another list"
        ),
    )


class WithdrawListForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Why a whole entry counts no more; `shown` are the rows that the page names."""

    shown = HiddenField(validators=[at_most(10_000)])
    why = GovTextArea(
        lazy_gettext("Why it was entered by mistake"),
        validators=[DataRequired(lazy_gettext("Give the reason")), at_most(1000)],
        description=lazy_gettext("The entry stays to be read, and counts nowhere"),
    )
    submit = GovSubmit(
        lazy_gettext("Withdraw the whole entry"), render_kw={"classes": "govuk-button--warning"}
    )

    @property
    def rows(self) -> list[int]:
        """The rows that the page named; what is no number is none of them."""
        parts = (self.shown.data or "").split(",")
        return [int(part) for part in parts if part.isascii() and part.isdigit()]
