"""What the steps of a case ask: its level of risk, a note, the officer's and the chair's words."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.rules.codes.prints import SUMMARY_SECTIONS
from caseapp.rules.visits import Seen
from caseapp.web.boxes import GovDate, GovMoment
from caseapp.web.code_choices import code_choices
from caseapp.web.lengths import at_most
from caseapp.web.widgets import (
    GovCheckbox,
    GovCheckboxes,
    GovRadios,
    GovSelect,
    GovSubmit,
    GovText,
    GovTextArea,
)

_LONG = 10_000


class ListForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Which cases the list shows; sent by GET, so that a filtered list has an address."""

    class Meta:
        """A question changes nothing: it needs no token."""

        csrf = False

    state = GovSelect(lazy_gettext("State"))
    level = GovSelect(lazy_gettext("Level of risk"))


class LevelForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The officer's judgement of the risk (Decree 56/2017, Art. 26.2)."""

    level = GovRadios(
        lazy_gettext("Level of risk"),
        validators=[InputRequired(lazy_gettext("Choose a level of risk"))],
    )
    reason = GovTextArea(
        lazy_gettext("Reason"),
        validators=[DataRequired(lazy_gettext("Give the reason for the level")), at_most(_LONG)],
        description=lazy_gettext("What you saw and heard, and what it means for the child"),
    )
    submit = GovSubmit(lazy_gettext("Save the level"))


class AssignForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The officer who is to handle the case; fields as in casework.assigning.assign_officer."""

    officer = GovRadios(
        lazy_gettext("Officer"), validators=[InputRequired(lazy_gettext("Choose an officer"))]
    )
    submit = GovSubmit(lazy_gettext("Assign the case"))


class NoteForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A note, a contact or a visit, with the moment it happened."""

    kind = GovRadios(
        lazy_gettext("What it was"),
        validators=[InputRequired(lazy_gettext("Choose note, contact or visit"))],
    )
    happened_at = GovMoment(
        lazy_gettext("When it happened"),
        validators=[InputRequired(lazy_gettext("Enter when it happened"))],
    )
    sight = GovRadios(
        lazy_gettext("Was the child seen"),
        description=lazy_gettext("For a contact or a visit"),
    )
    seen_by = GovText(lazy_gettext("Who went, or called"), validators=[at_most(180)])
    text = GovTextArea(
        lazy_gettext("What was done, said or seen"),
        validators=[
            DataRequired(lazy_gettext("Write what was done, said or seen")),
            at_most(_LONG),
        ],
    )
    submit = GovSubmit(lazy_gettext("Save"))

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        super().__init__(**more)
        self.sight.choices = code_choices("sights")

    def said(self) -> dict[str, Any]:
        """Return what was typed, by the names of casework.cases.add_note."""
        seen = Seen(self.sight.data or "", self.seen_by.data or "")
        return {
            "kind": self.kind.data,
            "happened_at": self.happened_at.data,
            "text": self.text.data or "",
            "seen": seen,
        }


class ClosingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The officer's proposal to close a case (Decree 56/2017, Art. 30.1)."""

    reason = GovTextArea(
        lazy_gettext("Reason for closing"),
        validators=[DataRequired(lazy_gettext("Give the reason")), at_most(_LONG)],
        description=lazy_gettext(
            "A case may be closed when no risk of abuse remains and the child's body and mind "
            "are stable (Decree 56/2017, Art. 30.1). Say how you know both"
        ),
    )
    submit = GovSubmit(lazy_gettext("Propose closing"))


class DecisionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """What the chair decides on a case: close or return, or open again."""

    move = GovRadios(
        lazy_gettext("Decision"), validators=[InputRequired(lazy_gettext("Choose a decision"))]
    )
    reason = GovTextArea(
        lazy_gettext("Reason"),
        validators=[DataRequired(lazy_gettext("Give the reason")), at_most(_LONG)],
    )
    signed_on = GovDate(lazy_gettext("Day on which the paper was signed (if it was)"))
    submit = GovSubmit(lazy_gettext("Record the decision"))


_ONE_PAGE: Final = "one"
_LENGTHS: Final = (
    (_ONE_PAGE, lazy_gettext("One page, what matters first (for who decides)")),
    ("full", lazy_gettext("Full (for the file)")),
)


class SummaryForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """What the printed summary holds; fields as in casework.summaries.Wanted."""

    length = GovRadios(lazy_gettext("How long"), choices=_LENGTHS, default="full")
    sections = GovCheckboxes(
        lazy_gettext("Which sections"),
        description=lazy_gettext("Who the child is always stands first"),
        default=SUMMARY_SECTIONS.codes,
    )
    reason = GovRadios(
        lazy_gettext("What it is printed for"),
        description=lazy_gettext("It stands at the foot of each page and in the log"),
        validators=[InputRequired(lazy_gettext("Say what it is printed for"))],
    )
    both_sides = GovCheckbox(
        lazy_gettext("Print on both sides"),
        description=lazy_gettext("The wide margin stands where the sheets are bound"),
    )
    submit = GovSubmit(lazy_gettext("Make the PDF"))

    @property
    def brief(self) -> bool:
        """Whether all must stand on one page."""
        return bool(self.length.data == _ONE_PAGE)
