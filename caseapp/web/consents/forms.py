"""What the pages of consent ask: a word that was said, a basis, the chair's decision, a hold."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.casework.consent_reading import ConsentView
from caseapp.casework.held_referrals import CLOSE
from caseapp.rules.codes.consent import SAID
from caseapp.web.boxes import GovMoment
from caseapp.web.code_choices import Pairs, code_choices
from caseapp.web.filters import code_label
from caseapp.web.lengths import at_most
from caseapp.web.widgets import GovRadios, GovSubmit, GovTextArea

_LONG = 10_000
CHILD = "0"
"""Stands for the child among who may have spoken; the others are persons by their number."""


def _reason(label: Any) -> GovTextArea:  # noqa: ANN401 - a lazy text
    return GovTextArea(label, validators=[DataRequired(lazy_gettext("Say why")), at_most(_LONG)])


class WordForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Who said what, and when; fields as in casework.consents.Word."""

    person = GovRadios(
        lazy_gettext("Who spoke"),
        validators=[InputRequired(lazy_gettext("Choose who spoke"))],
    )
    consent_word = GovRadios(
        lazy_gettext("What was said, after the text was read out"),
        validators=[InputRequired(lazy_gettext("Choose what was said"))],
        description=lazy_gettext("Silence is no consent"),
    )
    happened_at = GovMoment(
        lazy_gettext("When it was said"),
        validators=[InputRequired(lazy_gettext("Enter when it was said"))],
    )
    words = GovTextArea(
        lazy_gettext("In what words, and who was there"), validators=[at_most(_LONG)]
    )
    submit = GovSubmit(lazy_gettext("Record"))

    def __init__(self, view: ConsentView, **more: Any) -> None:  # noqa: ANN401 - as Flask-WTF
        super().__init__(**more)
        self.person.choices = speakers(view)
        self.consent_word.choices = code_choices("consent_kinds", SAID)


def speakers(view: ConsentView) -> Pairs:
    """Return who may be asked: the child from 7, and who speaks for it today.

    Who is suspected stands there too, and is refused with the reason: the officer must know.
    """
    pairs = [(CHILD, gettext("The child"))] if view.with_child else []
    for each in view.speakers:
        relation = code_label("relation", each.relation).lower()
        pairs.append((str(each.number), f"{each.name} ({relation})"))
    return pairs


class BasisForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The legal basis on which something is done without consent."""

    basis = GovRadios(
        lazy_gettext("Legal basis"), validators=[InputRequired(lazy_gettext("Choose the basis"))]
    )
    reason = _reason(lazy_gettext("Why it applies here"))
    submit = GovSubmit(lazy_gettext("Record"))

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(**more)
        self.basis.choices = code_choices("consent_bases")


class DisputeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The chair's decision where child and representative differ."""

    allowed = GovRadios(
        lazy_gettext("Decision"), validators=[InputRequired(lazy_gettext("Choose a decision"))]
    )
    reason = _reason(lazy_gettext("Reason, in the best interest of the child"))
    submit = GovSubmit(lazy_gettext("Record the decision"))

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(**more)
        self.allowed.choices = [("yes", gettext("It may be done")), ("no", gettext("It may not"))]


class HoldForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Another basis for a held referral, or its end."""

    choice = GovRadios(
        lazy_gettext("On what the referral goes on, or that it ends"),
        validators=[InputRequired(lazy_gettext("Choose a basis, or end the referral"))],
    )
    reason = _reason(lazy_gettext("Reason"))
    submit = GovSubmit(lazy_gettext("Record"))

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(**more)
        self.choice.choices = [*code_choices("consent_bases"), (CLOSE, gettext("End the referral"))]
