"""What an erasure asks: whose file, on what ground, what is known against it, the decision."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.web.erasures.words import GROUND_WORDS
from caseapp.web.fresh_code import code_box
from caseapp.web.lengths import at_most
from caseapp.web.widgets import GovRadios, GovSubmit, GovText, GovTextArea

_YES_NO = [("no", lazy_gettext("No")), ("yes", lazy_gettext("Yes"))]


def _declared(question: Any) -> GovRadios:  # noqa: ANN401 - a lazy text
    return GovRadios(
        question,
        choices=_YES_NO,
        validators=[InputRequired(lazy_gettext("Choose yes or no"))],
        description=lazy_gettext("The software keeps no register of it: ask before you answer"),
    )


class ProposalForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in casework.erasures.Proposal, with the child's code."""

    code = GovText(
        lazy_gettext("Code of the child"),
        validators=[DataRequired(lazy_gettext("Enter the code")), at_most(40)],
        description=lazy_gettext("For example TE-26-7KQ4MX2B"),
        render_kw={"classes": "govuk-input--width-20"},
    )
    ground = GovRadios(
        lazy_gettext("What the erasure rests on"),
        choices=list(GROUND_WORDS.items()),
        validators=[InputRequired(lazy_gettext("Choose what the erasure rests on"))],
    )
    request = GovText(
        lazy_gettext("Number of the request"),
        validators=[at_most(100)],
        description=lazy_gettext(
            "The code of an accepted request (YC-…): the erasure carries it out. A number of "
            "another register is not looked up. Empty if nobody asked"
        ),
        render_kw={"classes": "govuk-input--width-20"},
    )
    reason = GovTextArea(
        lazy_gettext("Why the file is to be erased"),
        validators=[
            DataRequired(lazy_gettext("Say why the file is to be erased")),
            at_most(2000),
        ],
        description=lazy_gettext("It stays after the erasure: name nobody in it"),
    )
    proceedings = _declared(lazy_gettext("Are criminal proceedings known?"))
    complaint = _declared(lazy_gettext("Is a complaint open?"))
    submit = GovSubmit(lazy_gettext("Propose the erasure"))


class DecisionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """What the second person declares, and the code of the second step where one is owed."""

    proceedings = _declared(lazy_gettext("Are criminal proceedings known?"))
    complaint = _declared(lazy_gettext("Is a complaint open?"))
    factor = code_box()
    submit = GovSubmit(lazy_gettext("Erase the file for good"))

    def __init__(self, *, factor: bool, **more: Any) -> None:  # noqa: ANN401 - as Flask-WTF
        super().__init__(**more)
        if not factor:
            del self.factor


class RefusalForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Why the file stays."""

    answer = GovTextArea(
        lazy_gettext("Why the file stays"),
        validators=[DataRequired(lazy_gettext("Say why the file stays")), at_most(2000)],
    )
    submit = GovSubmit(lazy_gettext("Let the file stay"))


class WithdrawalForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A button."""

    submit = GovSubmit(lazy_gettext("Withdraw the proposal"))
