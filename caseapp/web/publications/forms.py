"""What the pages of releases ask: what to prepare, a note, a signature, a reason, a rule."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.rules.releasing import LONGEST_DECISION, LONGEST_NOTE
from caseapp.web.boxes import GovDate
from caseapp.web.fresh_code import code_box
from caseapp.web.lengths import at_most
from caseapp.web.publications.showing import sensitive_choices
from caseapp.web.widgets import (
    GovCheckboxes,
    GovInteger,
    GovRadios,
    GovSelect,
    GovSubmit,
    GovText,
    GovTextArea,
)


class PrepareForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Which frozen edition, in which layout; fields as in exchange.release_jobs."""

    frozen = GovSelect(
        lazy_gettext("Frozen edition"),
        validators=[InputRequired(lazy_gettext("Choose a frozen edition"))],
        description=lazy_gettext(
            "Only whole years, half-years, quarters and months, by the day of receipt"
        ),
    )
    layout = GovRadios(
        lazy_gettext("What is released"),
        validators=[InputRequired(lazy_gettext("Choose what is released"))],
    )
    submit = GovSubmit(lazy_gettext("Prepare the release"))


class ProposeForm(FlaskForm):  # type: ignore[misc]  # as above
    """A note for the one who signs."""

    note = GovTextArea(
        lazy_gettext("Note for the person who signs (optional)"),
        validators=[at_most(LONGEST_NOTE)],
        description=lazy_gettext("The public does not read it. Write no name and no file's number"),
        render_kw={"rows": 3},
    )
    submit = GovSubmit(lazy_gettext("Propose this release"))


class SignForm(FlaskForm):  # type: ignore[misc]  # as above
    """A signature: the code once more, where one is owed."""

    factor = code_box()
    submit = GovSubmit(lazy_gettext("Sign and publish"))

    def __init__(self, *, factor: bool, **more: Any) -> None:  # noqa: ANN401 - as Flask-WTF
        super().__init__(**more)
        if not factor:
            del self.factor


class SendBackForm(FlaskForm):  # type: ignore[misc]  # as above
    """Why a proposal goes back."""

    reason = GovTextArea(
        lazy_gettext("Why it goes back"),
        validators=[DataRequired(lazy_gettext("Say why it goes back")), at_most(LONGEST_NOTE)],
        render_kw={"rows": 3},
    )
    submit = GovSubmit(
        lazy_gettext("Send it back"), render_kw={"classes": "govuk-button--secondary"}
    )

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(prefix="back-", **more)  # it stands on one page with the signature


class DecidedForm(FlaskForm):  # type: ignore[misc]  # as above
    """The last part of each form of a rule: the decision behind it, from when, the code."""

    decision = GovText(
        lazy_gettext("Number of the decision or notice"),
        validators=[
            DataRequired(lazy_gettext("Enter the number of the decision or notice")),
            at_most(LONGEST_DECISION),
        ],
    )
    valid_from = GovDate(
        lazy_gettext("In force from"),
        validators=[InputRequired(lazy_gettext("Enter the first day"))],
        description=lazy_gettext("Releases that are signed from that day on go by it"),
    )
    factor = code_box()
    submit = GovSubmit(lazy_gettext("Enter the decision"))

    def __init__(self, *, today: date, factor: bool, **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(data={**more.pop("data", {}), "valid_from": today}, **more)
        if not factor:
            del self.factor
        for name in ("decision", "valid_from", "factor", "submit"):
            if name in self._fields:  # the form's own question stands before these
                self._fields[name] = self._fields.pop(name)


class LeastForm(DecidedForm):
    """From which number of children on a count is printed."""

    k = GovInteger(
        lazy_gettext("Smallest count that is printed (k)"),
        validators=[InputRequired(lazy_gettext("Enter a number from 3 to 20"))],
        description=lazy_gettext("From 3 to 20. Counts of 1 up to one less are confidential"),
    )


class SensitiveForm(DecidedForm):
    """Which groups are protected whatever their count."""

    sensitive = GovCheckboxes(
        lazy_gettext("Sensitive groups"),
        description=lazy_gettext(
            "Where all children who are counted in a row are of one of them, this is confidential "
            "whatever their number"
        ),
    )

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(**more)
        self.sensitive.choices = sensitive_choices()
