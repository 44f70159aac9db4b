"""What a merge asks: which two children and why, a unit's word, the decision, the undoing."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.casework.merge_sides import Side
from caseapp.casework.unmerging import Since
from caseapp.web.lengths import at_most
from caseapp.web.merges.words import row_words
from caseapp.web.widgets import GovRadios, GovSubmit, GovText, GovTextArea

_SHORT = {"classes": "govuk-input--width-20"}


class AskForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in casework.merge_asking.ask_merge."""

    first = GovText(
        lazy_gettext("Code of the child of your list"),
        validators=[DataRequired(lazy_gettext("Enter the code"))],
        description=lazy_gettext("For example TE-26-7KQ4MX2B"),
        render_kw=_SHORT,
    )
    second = GovText(
        lazy_gettext("Code of the other child, of your unit or another one"),
        validators=[DataRequired(lazy_gettext("Enter the code"))],
        render_kw=_SHORT,
    )
    reason = GovTextArea(
        lazy_gettext("How you know that they are one child"),
        validators=[DataRequired(lazy_gettext("Say why they are one child")), at_most(2000)],
        description=lazy_gettext("The other unit's officer and the supervisor read it"),
    )
    submit = GovSubmit(lazy_gettext("Ask for the merge"))


class WordForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in casework.merge_asking.say."""

    agrees = GovRadios(
        lazy_gettext("Are they one child?"),
        validators=[InputRequired(lazy_gettext("Choose yes or no"))],
    )
    note = GovTextArea(
        lazy_gettext("How you know"),
        validators=[at_most(2000)],
        description=lazy_gettext("Needed for a no"),
    )
    submit = GovSubmit(lazy_gettext("Say so for your unit"))

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        super().__init__(**more)
        self.agrees.choices = [
            ("yes", lazy_gettext("Yes, one child: our unit agrees to merge them")),
            ("no", lazy_gettext("No, two children")),
        ]


class DecisionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in casework.merging; `keep` is a code, or empty for two children."""

    keep = GovRadios(
        lazy_gettext("Decision"),
        validators=[InputRequired(lazy_gettext("Choose what is decided"))],
    )
    note = GovTextArea(
        lazy_gettext("Note"),
        validators=[at_most(2000)],
        description=lazy_gettext("Needed when they stay two children"),
    )
    submit = GovSubmit(lazy_gettext("Decide"))

    def __init__(self, sides: tuple[Side, ...], *, ready: bool, **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(**more)
        self.keep.choices = [
            (
                side.code,
                lazy_gettext(
                    "Merge; the data of %(name)s (%(code)s) stay",
                    name=side.full_name,
                    code=side.code,
                ),
            )
            for side in sides
            if ready
        ] + [("two", lazy_gettext("They stay two children"))]


class UndoForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Of each entry to which child it belongs, and why; its questions are given by `undo_form`."""


def undo_form(since: Since) -> UndoForm:
    """Return the form that asks of each entry made since the merge to which child it belongs."""
    asked: dict[str, Any] = {
        row.key: GovRadios(
            row_words(row),
            validators=[InputRequired(lazy_gettext("Say to which child it belongs"))],
            choices=[(side.code, f"{side.full_name} ({side.code})") for side in since.sides],
        )
        for row in since.rows
    }
    asked["reason"] = GovTextArea(
        lazy_gettext("Why they are two children"),
        validators=[DataRequired(lazy_gettext("Say why they are two children")), at_most(2000)],
    )
    asked["submit"] = GovSubmit(lazy_gettext("Undo the merge"))
    made = type("UndoForm", (UndoForm,), asked)
    form: UndoForm = made(data={row.key: row.code for row in since.rows})
    return form
