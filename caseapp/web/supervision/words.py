"""What each list of the desk is called, who stands in it, and what is to be done with a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from flask import url_for
from flask_babel import gettext, lazy_gettext, ngettext

from caseapp.casework.officer_load import Load
from caseapp.casework.officers_away import Absence
from caseapp.casework.overseeing import Overseen
from caseapp.rules.clocks import CLOCKS
from caseapp.rules.supervision import (
    AWAY,
    HIGH_CLOSED,
    IDLE,
    LATE,
    LOAD,
    REOPENED,
    UNANSWERED,
    UNASSIGNED,
    UNSEEN,
    WATCHES,
)
from caseapp.rules.values import local_day
from caseapp.rules.visits import rhythms_on
from caseapp.web import filters
from caseapp.web.actor import now

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString


class Step(NamedTuple):
    """What is to be done next, and the page where it is done; '' for the assign page."""

    words: LazyString
    page: str


TITLES: Final = {
    LATE.name: lazy_gettext("Limits that have passed"),
    UNASSIGNED.name: lazy_gettext("Cases without an officer in charge"),
    UNANSWERED.name: lazy_gettext("Referrals without an answer"),
    UNSEEN.name: lazy_gettext("Children not seen in time"),
    IDLE.name: lazy_gettext("Plans that stand still"),
    HIGH_CLOSED.name: lazy_gettext("Closed at high risk"),
    REOPENED.name: lazy_gettext("Opened again and again"),
    LOAD.name: lazy_gettext("What each officer has in hand"),
    AWAY.name: lazy_gettext("Officers away"),
}

_TOLD: Final = {
    LATE.name: lazy_gettext(
        "The 12 hours, the limits of cases, and answers that another unit owes about a report or "
        "a case. The longest overdue come first."
    ),
    UNASSIGNED.name: lazy_gettext(
        "Open cases with nobody in charge, or with somebody whose account is closed, who is no "
        "officer of the ward or commune today, or from whom the file is kept. High risk and risk "
        "not judged yet come first."
    ),
    UNANSWERED.name: lazy_gettext(
        "Sent more than %(number)d working days ago, and the agency has not answered. The oldest "
        "come first."
    ),
    UNSEEN.name: lazy_gettext(
        "The child is to be seen every %(high)d days at high risk, every %(medium)d at medium, "
        "every %(low)d at low; not judged yet counts as high. Counted from the day the child was "
        "last seen, at the earliest from the approval of the plan; without a plan from the day the "
        "case was entered."
    ),
    IDLE.name: lazy_gettext(
        "A plan is carried out, and for %(number)d days there was no contact, visit, finished "
        "activity or step of a referral; or all its open activities are overdue."
    ),
    HIGH_CLOSED.name: lazy_gettext(
        "Closed in the last %(number)d days while the last level of risk was high, with who "
        "decided and why. The newest come first."
    ),
    REOPENED.name: lazy_gettext("Closed and opened again %(number)d times or more."),
    LOAD.name: lazy_gettext(
        "Open cases by level of risk, limits that have passed, referrals that wait for an answer. "
        "Who has the most comes first."
    ),
    AWAY.name: lazy_gettext(
        "Wards and communes where nobody can work as the officer today, officers whose role ends "
        "within %(number)d days, and who stands in now."
    ),
}

SINCE: Final = {
    LATE.name: lazy_gettext("Overdue"),
    UNASSIGNED.name: lazy_gettext("Opened"),
    UNANSWERED.name: lazy_gettext("Answer owed"),
    UNSEEN.name: lazy_gettext("Last seen, or counted from"),
    IDLE.name: lazy_gettext("Last activity"),
    HIGH_CLOSED.name: lazy_gettext("Closed"),
    REOPENED.name: lazy_gettext("Last opened again"),
}
"""The heading over the day from which a list counts."""

_STEPS: Final = {
    "emergency": Step(lazy_gettext("Call the chair: the decision is owed"), "reports.show"),
    "plan_submission": Step(lazy_gettext("Ask the officer for the plan"), "plans.index"),
    "plan_approval": Step(lazy_gettext("Ask the chair to decide on the plan"), "plans.index"),
    "separation": Step(lazy_gettext("See to the separation now"), "measures.index"),
    "care_hand_over": Step(lazy_gettext("See that the child is handed over"), "care.index"),
    "follow_up": Step(lazy_gettext("See that the child is followed"), "care.index"),
    "forwarding": Step(lazy_gettext("Say which unit answers for the report"), "forwarding.assign"),
    "transfer": Step(lazy_gettext("Decide where the case goes"), "transfers.decide"),
    UNASSIGNED.name: Step(lazy_gettext("Assign an officer"), ""),
    UNANSWERED.name: Step(lazy_gettext("Call the agency, and record its answer"), "referrals.show"),
    UNSEEN.name: Step(lazy_gettext("Ask the officer to see the child"), "cases.show"),
    IDLE.name: Step(lazy_gettext("Ask what became of the plan"), "plans.index"),
    HIGH_CLOSED.name: Step(
        lazy_gettext("Read the file; open the case again if the child is not safe"), "cases.show"
    ),
    REOPENED.name: Step(lazy_gettext("Read why it was closed each time"), "cases.show"),
}
"""By the kind of a limit, or else by the list."""

STATES: Final = {
    "closed": lazy_gettext("account closed"),
    "left": lazy_gettext("no officer here today"),
    "kept": lazy_gettext("the file is kept from this person"),
}
"""Why somebody cannot be in charge."""

_KINDS: Final = {
    "forwarding": lazy_gettext("Answer about a forwarded report"),
    "transfer": lazy_gettext("Answer about a case handed over"),
}


def endpoint_of(name: str) -> str:
    """Return the endpoint of a list."""
    return f"supervision.{name.replace('-', '_')}"


def told_of(name: str) -> str:
    """Say who stands in a list."""
    rhythms = {level: row.days for level, row in rhythms_on(local_day(now())).items()}
    number = next(watch.number for watch in WATCHES if watch.name == name)
    return str(_TOLD[name]) % {"number": number or 0, **rhythms}


def step_of(name: str, row: Overseen, here: str) -> tuple[str, str]:
    """Return what is to be done with a line, in words, and where."""
    step = _STEPS.get(row.kind) or _STEPS[name]
    if not step.page:
        return str(step.words), url_for("cases.assign", code=row.code, next=here)
    return str(step.words), url_for(step.page, code=row.code)


def page_of(name: str, row: Overseen) -> str:
    """Return the page of what a line is about."""
    if name == UNANSWERED.name:
        return url_for("referrals.show", code=row.code)
    of_report = row.kind in {"emergency", "forwarding"}
    return url_for("reports.show" if of_report else "cases.show", code=row.code)


def hand_over_of(row: Load | Absence) -> str:
    """Return the page on which all of an officer's work is handed over."""
    return url_for("hand_overs.show", username=row.username, unit=row.unit_code)


def why_words(row: Overseen) -> list[str]:
    """Say in a line each why a case, a report or a referral stands in its list."""
    told = []
    if row.kind:
        known = CLOCKS.get(row.kind)
        words = _KINDS.get(row.kind) or (known.vi if known else row.kind)
        told.append(str(words if filters.page_language() == "vi" or known is None else known.en))
    if row.idle:
        days = (local_day(now()) - local_day(row.since)).days
        told.append(
            ngettext("Nothing was done for %(num)d day", "Nothing was done for %(num)d days", days)
        )
    if row.overdue:
        told.append(gettext("All open activities are overdue"))
    if row.times:
        told.append(ngettext("Opened again %(num)d time", "Opened again %(num)d times", row.times))
    return told
