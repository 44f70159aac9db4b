"""Proposals on pages of reports and of cases: what they ask, and whose word is awaited."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.casework.proposal_views import ProposalView
from caseapp.rules.access import Role
from caseapp.rules.values import local_day
from caseapp.web.actor import actor, now
from caseapp.web.lengths import at_most
from caseapp.web.widgets import GovRadios, GovSubmit, GovTextArea

_LONG = 10_000


class MistakeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Why something was entered by mistake."""

    reason = GovTextArea(
        lazy_gettext("What was entered by mistake, and how you know"),
        validators=[
            DataRequired(lazy_gettext("Say what was entered by mistake, and how you know")),
            at_most(_LONG),
        ],
        description=lazy_gettext(
            "For example: entered twice, with the code of the other report. "
            "Nothing is deleted: the supervisor can still read it and put it back"
        ),
    )
    submit = GovSubmit(lazy_gettext("Propose"))


class VerdictForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """What is decided on a proposal, and why."""

    agree = GovRadios(
        lazy_gettext("Decision"), validators=[InputRequired(lazy_gettext("Choose a decision"))]
    )
    reason = GovTextArea(
        lazy_gettext("Reason"),
        validators=[DataRequired(lazy_gettext("Give the reason for the decision")), at_most(_LONG)],
    )
    submit = GovSubmit(lazy_gettext("Record the decision"))


def verdict_form() -> VerdictForm:
    """Return the form with its two answers."""
    form = VerdictForm()
    form.agree.choices = [
        ("yes", str(lazy_gettext("Agree"))),
        ("no", str(lazy_gettext("Do not agree; it stays as it is"))),
    ]
    return form


def waiting(proposals: Iterable[ProposalView], unit_id: int, *kinds: str) -> list[ProposalView]:
    """Return the proposals on which the signed-in person may decide now, of some kinds if named."""
    held = _roles_in(unit_id)
    return [
        each
        for each in proposals
        if each.state == "proposed"
        and each.decides in held
        and each.proposer_id != actor().user_id
        and (not kinds or each.kind in kinds)
    ]


def is_proposed(proposals: Iterable[ProposalView], kind: str) -> bool:
    """Tell whether such a proposal waits for its decision, whoever decides."""
    return any(each.state == "proposed" and each.kind == kind for each in proposals)


def _roles_in(unit_id: int) -> frozenset[Role]:
    day = local_day(now())
    return frozenset(
        grant.role
        for grant in actor().grants
        if grant.holds(day) and (grant.units is None or unit_id in grant.units)
    )
