"""What a referral asks: to whom and why; and with each step, when it was and who answered."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.web.boxes import GovMoment
from caseapp.web.lengths import at_most
from caseapp.web.referrals.offer_box import GovOffers
from caseapp.web.widgets import GovSubmit, GovText, GovTextArea


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
    submit = GovSubmit(lazy_gettext("Save the draft"))


class MoveForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A step: when it happened, who at the agency said so, in what words."""

    happened_at = GovMoment(
        lazy_gettext("When it happened"),
        validators=[InputRequired(lazy_gettext("Enter when it happened"))],
        description=lazy_gettext("Not when it is typed in: the paper, the call, the visit"),
    )
    answered_by = GovText(
        lazy_gettext("Who at the agency said so"),
        validators=[at_most(200)],
        description=lazy_gettext("Name and post"),
    )
    comment = GovTextArea(lazy_gettext("What was said"), validators=[at_most(10_000)])
    submit = GovSubmit(lazy_gettext("Record this step"))
