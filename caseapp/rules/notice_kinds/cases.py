"""What is told of a case: what is proposed about it, and the steps of its life."""

from __future__ import annotations

from typing import Final

from caseapp.rules.acts import Act
from caseapp.rules.notice_kinds.kind import NEW, Kind, kind
from caseapp.rules.values import msgid

KINDS: Final[tuple[Kind, ...]] = (
    kind(
        "case_proposed", "case",
        msgid("A case is said to be entered by mistake: decide on it"),
        Act.CASE_CLOSE, short=NEW,
    ),
    kind(
        "case_not_removed", "case",
        msgid("The case stays: it was not entered by mistake"), known=True,
    ),
    kind(
        "case_taken_back", "case",
        msgid("The supervisor has put back a case that was taken for a mistake"), known=True,
    ),
    kind(
        "closing_proposed", "case", msgid("Closing the case is proposed: decide on it"),
        Act.CASE_CLOSE, short=NEW,
    ),
    kind(
        "closing_returned", "case", msgid("The chair did not agree to close the case"),
        Act.CASE_PROPOSE_CLOSING, Act.CASE_CLOSE, known=True,
    ),
    kind(
        "case_closed", "case", msgid("The chair has closed the case"),
        Act.CASE_CLOSE, known=True,
    ),
    kind(
        "case_reopened", "case", msgid("The chair has opened the case anew"),
        Act.CASE_PROPOSE_CLOSING, known=True,
    ),
    kind(
        "harm_in_case", "case",
        msgid("An assessment in the case rates the harm Cao: look at it at once"),
        Act.CASE_CLOSE, short=msgid("Badly harmed"),
    ),
    kind(
        "plan_submitted", "case", msgid("A plan is submitted: approve it or return it"),
        Act.PLAN_DECIDE, Act.PLAN_SUBMIT, short=NEW,
    ),
    kind(
        "plan_returned", "case", msgid("The chair has returned the plan with a comment"),
        Act.PLAN_SUBMIT, short=NEW,
    ),
    kind(
        "plan_approved", "case", msgid("The chair has approved the plan: it is to be carried out"),
        known=True,
    ),
    kind(
        "activity_overdue", "case", msgid("An activity of the plan is overdue"),
        short=msgid("Overdue"), known=True,
    ),
    kind(
        "visit_overdue", "case", msgid("The child should have been seen by now"),
        short=msgid("Overdue"), known=True,
    ),
    # Decree 56/2017, Art. 28 and 32: the limits of plan, separation and alternative care.
    kind(
        "case_clock_soon", "case", msgid("A legal limit of the case runs out soon"),
        Act.CLOCK_WATCH, short=msgid("Soon"), known=True,
    ),
    kind(
        "case_clock_late", "case", msgid("A legal limit of the case has run out"),
        short=msgid("Overdue"), known=True,
    ),
    kind(
        "clock_moved", "case",
        msgid("The city's calendar has moved a legal limit of the case"), known=True,
    ),
    kind(
        "clock_by_receipt", "case",
        msgid("A corrected receipt has moved a legal limit of the case"), known=True,
    ),
)  # fmt: skip
