"""What a referral asks: to whom and why; and with each step, when it was and who answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.casework.disclosures import SharingView
from caseapp.casework.referrals import Answer
from caseapp.rules.codes.referrals import RECORDED_WAYS
from caseapp.rules.sharing import ALWAYS, BEFOREHAND, CLASS_A, CONSENT, offered
from caseapp.web.actor import now
from caseapp.web.boxes import GovMoment
from caseapp.web.code_choices import code_choices
from caseapp.web.lengths import at_most
from caseapp.web.referrals.offer_box import GovOffers
from caseapp.web.shared_words import basis_words, shared_lines
from caseapp.web.widgets import (
    GovCheckbox,
    GovCheckboxes,
    GovRadios,
    GovSubmit,
    GovText,
    GovTextArea,
)


class DraftForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """An agency's service and the reason; fields as in casework.referrals.draft_referral."""

    service_id = GovOffers(
        lazy_gettext("Agency and service"),
        validators=[InputRequired(lazy_gettext("Choose an agency and its service"))],
    )
    reason = GovTextArea(
        lazy_gettext("Why the child is referred, and what help is needed"),
        validators=[
            DataRequired(lazy_gettext("Say why the child is referred and what help is needed")),
            at_most(10_000),
        ],
        description=lazy_gettext("Only what the agency must know in order to help"),
    )
    submit = GovSubmit(lazy_gettext("Save and choose what is shared"))


class ReassignForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Another agency's service, and why; as casework.reassigning.reassign_referral."""

    service_id = GovOffers(
        lazy_gettext("Agency and service"),
        validators=[InputRequired(lazy_gettext("Choose an agency and its service"))],
    )
    why = GovTextArea(
        lazy_gettext("Why another agency is asked"),
        validators=[DataRequired(lazy_gettext("Say why another agency is asked")), at_most(10_000)],
    )
    submit = GovSubmit(lazy_gettext("Draft it for this agency"))


class SharingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """What goes out with a referral, and on what that rests; as casework.disclosures.Choice."""

    shared = GovCheckboxes(
        lazy_gettext("What goes out beside the reason"),
        description=lazy_gettext("Only what the agency needs; under each stands what would go out"),
    )
    class_a = GovCheckboxes(
        lazy_gettext("Of the most protected kind"),
        description=lazy_gettext("Tick only where the agency cannot help without it"),
    )
    basis = GovRadios(
        lazy_gettext("On what the sharing rests"),
        validators=[InputRequired(lazy_gettext("Choose on what the sharing rests"))],
    )
    basis_reason = GovTextArea(
        lazy_gettext("Why this basis applies"),
        validators=[at_most(10_000)],
        description=lazy_gettext("Where it does not rest on consent"),
    )
    submit = GovSubmit(lazy_gettext("Save what is shared"))

    def __init__(self, view: SharingView, **more: Any) -> None:  # noqa: ANN401 - as Flask-WTF
        chosen = view.chosen
        fields = chosen.fields if chosen else BEFOREHAND
        told = {
            "shared": [code for code in fields if code not in {*CLASS_A, *ALWAYS}],
            "class_a": [code for code in fields if code in CLASS_A],
            "basis": chosen.basis if chosen else "",
            "basis_reason": chosen.reason if chosen else "",
        }
        super().__init__(data=told, **more)
        self.shared.choices = _with_values(view, offered(near=view.near))
        self.class_a.choices = _with_values(view, CLASS_A)
        self.basis.choices = [(CONSENT, basis_words(CONSENT)), *code_choices("consent_bases")]

    @property
    def fields_chosen(self) -> tuple[str, ...]:
        """The codes of both lists."""
        return (*(self.shared.data or ()), *(self.class_a.data or ()))


def _with_values(
    view: SharingView, codes: tuple[str, ...]
) -> list[tuple[str, str, dict[str, str]]]:
    """Return the fields with what each would say."""
    nothing = str(gettext("Nothing is recorded"))
    labels = dict(code_choices("shared_fields", codes))
    return [
        (
            code,
            labels[code],
            {
                "hint": shared_lines({code: view.values[code]})[0][1]
                if code in view.values
                else nothing
            },
        )
        for code in codes
    ]


class AddendumForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Something that the agency must know after it accepted."""

    addendum = GovRadios(
        lazy_gettext("What it is about"),
        validators=[InputRequired(lazy_gettext("Choose what it is about"))],
    )
    text = GovTextArea(
        lazy_gettext("What the agency must know"),
        validators=[DataRequired(lazy_gettext("Say what the agency must know")), at_most(10_000)],
        description=lazy_gettext("It is added and stays; nothing that was shared is changed"),
    )
    submit = GovSubmit(lazy_gettext("Add it to the referral"))

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(**more)
        self.addendum.choices = code_choices("addendum_kinds")


class LinkForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A link for the agency's answer: whether its slip names anybody."""

    plain = GovCheckbox(
        lazy_gettext("A carer or somebody of the family carries the slip"),
        description=lazy_gettext("Then it bears the code and the picture alone"),
    )
    submit = GovSubmit(lazy_gettext("Make the link"))


class MoveForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A step: when it happened, who at the agency said so, in what words."""

    happened_at = GovMoment(
        lazy_gettext("When it happened"),
        validators=[InputRequired(lazy_gettext("Enter when it happened"))],
        description=lazy_gettext("Not when it is typed in: the paper, the call, the visit"),
    )
    way = GovRadios(
        lazy_gettext("How the answer came"),
        validators=[InputRequired(lazy_gettext("Choose how the answer came"))],
    )
    answered_by = GovText(
        lazy_gettext("Who at the agency said so"),
        validators=[InputRequired(lazy_gettext("Enter who at the agency said so")), at_most(200)],
        description=lazy_gettext("Full name"),
    )
    post = GovText(
        lazy_gettext("What this person is at the agency"),
        validators=[
            InputRequired(lazy_gettext("Enter what this person is at the agency")),
            at_most(200),
        ],
    )
    called = GovText(
        lazy_gettext("Number that was called"),
        validators=[at_most(40)],
        description=lazy_gettext("For an answer by telephone: the number of the directory"),
    )
    comment = GovTextArea(lazy_gettext("What was said"), validators=[at_most(10_000)])
    submit = GovSubmit(lazy_gettext("Record this step"))

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(**more)
        self.way.choices = code_choices("answer_ways", RECORDED_WAYS)


def said(form: MoveForm) -> Answer:
    """Return what a form says of a step; what it does not ask stays empty."""

    def typed(name: str) -> str:
        return form[name].data or "" if name in form else ""

    happened_at = form.happened_at.data if "happened_at" in form else now()
    assert isinstance(happened_at, datetime)
    return Answer(
        happened_at,
        typed("answered_by"),
        typed("comment"),
        way=typed("way"),
        post=typed("post"),
        called=typed("called"),
    )
