"""What the pages of personal data ask: a request, its answer, an extension, what was done."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.casework.data_request_reading import AskingView
from caseapp.web.boxes import GovMoment
from caseapp.web.code_choices import code_choices, or_nothing
from caseapp.web.filters import code_label
from caseapp.web.lengths import at_most
from caseapp.web.widgets import GovCheckbox, GovRadios, GovSelect, GovSubmit, GovText, GovTextArea

_LONG = 10_000


def words_box(label: Any, note: Any = "") -> GovTextArea:  # noqa: ANN401 - lazy texts
    """Return a box for a text that must be given, with a note beside it."""
    said = DataRequired(lazy_gettext("Say it in words"))
    return GovTextArea(label, validators=[said, at_most(_LONG)], description=note)


class RequestForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in casework.data_requests.NewRequest."""

    kind = GovRadios(
        lazy_gettext("What is asked for"),
        validators=[InputRequired(lazy_gettext("Choose what is asked"))],
    )
    asker = GovRadios(
        lazy_gettext("Who asks"), validators=[InputRequired(lazy_gettext("Choose who asks"))]
    )
    person = GovSelect(lazy_gettext("Which legal representative"))
    name = GovText(lazy_gettext("Somebody else: name and authority"), validators=[at_most(200)])
    channel = GovRadios(
        lazy_gettext("How it was asked"),
        validators=[InputRequired(lazy_gettext("Choose how it was asked"))],
    )
    received_at = GovMoment(
        lazy_gettext("When it was received"),
        validators=[InputRequired(lazy_gettext("Enter when it was received"))],
    )
    words = words_box(lazy_gettext("What is asked, in the words of who asks"))
    with_processor = GovCheckbox(lazy_gettext("Another body processes the data for us"))
    submit = GovSubmit(lazy_gettext("Record the request"))

    def __init__(self, view: AskingView, **more: Any) -> None:  # noqa: ANN401 - as Flask-WTF
        super().__init__(**more)
        self.kind.choices = code_choices("data_request_kinds")
        self.asker.choices = code_choices("data_askers")
        self.channel.choices = code_choices("data_channels")
        self.person.choices = or_nothing(
            [
                (str(number), f"{name} ({code_label('relation', relation).lower()})")
                for number, name, relation in view.speakers
            ]
        )


class DraftForm(FlaskForm):  # type: ignore[misc]  # as above
    """The answer as the officer drafts it."""

    answer = words_box(lazy_gettext("Drafted answer"))
    submit = GovSubmit(lazy_gettext("Put before who answers"))


class AnswerForm(FlaskForm):  # type: ignore[misc]  # as above
    """The answer to a request; fields as in casework.data_requests.Answer."""

    move = GovRadios(
        lazy_gettext("Answer"), validators=[InputRequired(lazy_gettext("Choose the answer"))]
    )
    ground = GovSelect(lazy_gettext("Ground, when it is refused"))
    answer = words_box(lazy_gettext("Answer in words, with the reason"))
    submit = GovSubmit(lazy_gettext("Answer the request"))

    def __init__(self, *, prepared: bool, **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(**more)
        back = [("return", gettext("Return to the officer"))] if prepared else []
        self.move.choices = [
            ("accept", gettext("Accept")), ("refuse", gettext("Refuse")), *back,
        ]  # fmt: skip
        self.ground.choices = or_nothing(code_choices("data_refusals"))


class ReasonForm(FlaskForm):  # type: ignore[misc]  # as above
    """Why a limit is extended."""

    reason = words_box(lazy_gettext("Reason"))
    submit = GovSubmit(lazy_gettext("Record"))


class LiftForm(FlaskForm):  # type: ignore[misc]  # as above
    """Why a restriction is lifted."""

    reason = words_box(lazy_gettext("Why the restriction is lifted"))
    submit = GovSubmit(lazy_gettext("Lift the restriction"))


class DoneForm(FlaskForm):  # type: ignore[misc]  # as above
    """What was done, which closes the request."""

    done = words_box(lazy_gettext("What was done"))
    submit = GovSubmit(lazy_gettext("Close the request"))
