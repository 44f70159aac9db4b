"""Route of the home page "Việc cần làm"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from flask import Blueprint, g, redirect, render_template, url_for
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from caseapp.casework import (
    areas,
    backups,
    data_breaches,
    duty,
    home_count,
    jobs,
    kept_forms,
    notices,
)
from caseapp.casework.failed_messages import failing
from caseapp.rules.access import Act
from caseapp.rules.values import local_day
from caseapp.web.actor import actor, needs, now
from caseapp.web.draft_box import address_of
from caseapp.web.duty_words import gap_words
from caseapp.web.home.notices import lines_of, tags_of
from caseapp.web.navigation import ROLE_WORDS
from caseapp.web.rights import allowed, allowed_over_all

blueprint = Blueprint("home", __name__)

WORDS: Final = {
    "decide": (lazy_gettext("Decide on emergency measures"), "reports.show"),
    "bring": (lazy_gettext("Bring to the chair: emergency measures?"), "reports.show"),
    "watch": (
        lazy_gettext("The ward still owes the decision on emergency measures"),
        "reports.show",
    ),
    "confirm": (lazy_gettext("Confirm a decision that another entered"), "reports.show"),
    "prove": (lazy_gettext("Attach the signed scan, or have the chair confirm"), "reports.show"),
    "receipt": (lazy_gettext("Decide on a corrected receipt"), "reports.show"),
    "separation_late": (
        lazy_gettext("15 days of separation are over without a document: see to it now"),
        "measures.index",
    ),
    "separation_asks": (
        lazy_gettext("Separation: lift it, extend it, or ask the court"),
        "measures.index",
    ),
    "separation_submitted": (
        lazy_gettext("Decide on a temporary separation"),
        "measures.index",
    ),
    "separation_returned": (
        lazy_gettext("Put right the separation that the chair returned"),
        "measures.index",
    ),
    "order_submitted": (
        lazy_gettext("Decide what becomes of a separation"),
        "measures.index",
    ),
    "order_decided": (lazy_gettext("Send the letter to the court"), "measures.index"),
    "order_sent": (lazy_gettext("Record the court's answer"), "measures.index"),
    "care_submitted": (
        lazy_gettext("Decide on alternative care, or on its end"),
        "care.index",
    ),
    "care_returned": (
        lazy_gettext("Put right the alternative care that the chair returned"),
        "care.index",
    ),
    "screen": (lazy_gettext("Open a case from the report"), "reports.show"),
    "judge": (lazy_gettext("Set the level of risk"), "cases.show"),
    "receive": (
        lazy_gettext("Take over the report of another unit, or refuse it"),
        "forwarding.receive",
    ),
    "assign_unit": (lazy_gettext("Say which unit answers for the report"), "forwarding.assign"),
    "transfer_answer": (
        lazy_gettext("Take over the case of another unit, or refuse it"),
        "transfers.show",
    ),
    "transfer_send": (
        lazy_gettext("Send on the case that the supervisor proposes to hand over, or keep it"),
        "transfers.send",
    ),
    "transfer_decide": (
        lazy_gettext("Decide where a case goes that two units do not agree on"),
        "transfers.decide",
    ),
    "transfer_receipt": (
        lazy_gettext("Record the receipt of the other province"),
        "transfers.confirm",
    ),
    "decide_report": (lazy_gettext("Decide on the proposal"), "reports.show"),
    "decide_case": (lazy_gettext("Decide on the proposal"), "cases.show"),
    "decide_plan": (lazy_gettext("Decide on the plan"), "plans.index"),
    "revise_plan": (lazy_gettext("Mend the plan that the chair returned"), "plans.index"),
    "round_assess": (
        lazy_gettext("New round: assess the child in detail once more (Mẫu 03)"),
        "cases.show",
    ),
    "round_plan": (lazy_gettext("New round: write the new plan (Mẫu 04)"), "cases.show"),
    "activity": (lazy_gettext("An activity of the plan is overdue"), "plans.index"),
    "visit": (lazy_gettext("See the child: the day for it has passed"), "plans.index"),
    "clock_plan_submission": (lazy_gettext("Submit the plan to the chair"), "plans.index"),
    "clock_plan_approval": (lazy_gettext("Decide on the plan"), "plans.index"),
    "clock_separation": (lazy_gettext("Separation: lift, extend, or ask the court"), "cases.show"),
    "clock_care_hand_over": (lazy_gettext("Hand the child over to its carer"), "care.index"),
    "clock_follow_up": (lazy_gettext("Follow the child in alternative care"), "care.index"),
    "hold": (
        lazy_gettext("Consent was refused or withdrawn: name another basis, or end the referral"),
        "consents.hold",
    ),
    "send": (lazy_gettext("Send the referral"), "referrals.show"),
    "sign_paper": (
        lazy_gettext("Approved, waits for the signature: enter number and signed paper"),
        "kept_papers.show",
    ),
    "sign_clock": (
        lazy_gettext("Decided: the 12 hours run until the signed paper is recorded"),
        "reports.show",
    ),
    "change": (lazy_gettext("Decide on a change of an account"), "administration.decide"),
    "review": (lazy_gettext("Review what one person did alone"), "reports.review"),
    "answer": (lazy_gettext("Record the agency's answer"), "referrals.show"),
    "confirm_help": (
        lazy_gettext("Say which help still runs: a year has passed"),
        "assistance.running",
    ),
    "reply": (lazy_gettext("Answer the referral"), "inbox.show"),
    "note_added": (lazy_gettext("Take note of what was added to the referral"), "inbox.show"),
}
"""What each kind of task asks, and the page where it is done."""


@blueprint.route("/")
@needs(Act.HOME_READ)
def index() -> str:
    """List what waits, running clocks first."""
    desk, told = home_count.look(actor(), now=now())
    rows = [
        (task, WORDS[task.kind][0], url_for(WORDS[task.kind][1], code=task.code))
        for task in desk.tasks
    ]
    marks = {task.code for task in desk.tasks}
    lines = lines_of(told, jobs.list_untold(actor(), now=now()), marks)
    g.waiting = home_count.words_of(desk, len(lines))
    return render_template(
        "home/index.html",
        rows=rows,
        tags=tags_of(told, marks),
        notices=lines,
        more=desk.more,
        gaps=_gaps(),
        failing=failing(actor(), now=now()),
        gap_words=gap_words,
        keeps_duty=allowed(Act.DUTY_KEEP),
        may_open=allowed(Act.EMERGENCY_OPEN),
        may_review=allowed(Act.EMERGENCY_REVIEW),
        may_supervise=allowed(Act.SUPERVISION_READ),
        may_hand_on=allowed(Act.ACCOUNT_HAND_ON),
        may_see_handed=allowed(Act.CASE_LIST) and not allowed(Act.ACCOUNT_HAND_ON),
        may_call_back=allowed(Act.ENTRY_GIVE),
        may_review_alone=allowed(Act.LONE_REVIEW),
        may_move_clocks=allowed(Act.CLOCK_CHANGE),
        may_set_targets=allowed(Act.TARGET_SET),
        may_see_stand_ins=allowed(Act.STAND_IN_READ),
        standing_in=_standing_in(),
        may_merge=allowed(Act.MERGE_ASK),
        may_see_help=allowed(Act.ASSISTANCE_LIST),
        may_see_disasters=allowed(Act.DISASTER_LIST),
        **_of_data(),
        **_of_paper(),
        may_oversee=allowed(Act.PROPOSAL_REVIEW),
        drafts=[(form, address_of(form.token, form.path)) for form in _drafts()],
    )


def _of_data() -> dict[str, object]:
    """What this person does about personal data, and what of it is late: A05 told, a copy made."""
    breached = allowed(Act.BREACH_RECORD)
    return {
        "may_see_requests": allowed(Act.DATA_REQUEST_READ),
        "may_see_breaches": breached,
        "may_erase": allowed_over_all(Act.ERASURE_PROPOSE),
        "no_far_copy": backups.lacking(actor(), now=now()),
        "breaches": data_breaches.list_untold(actor(), now=now()) if breached else [],
    }


def _of_paper() -> dict[str, bool]:
    """What this person may print, and whether they say who gives the numbers."""
    return {
        "may_print": allowed(Act.CASE_PRINT) or allowed(Act.REPORT_LOG),
        "may_print_many": allowed(Act.CASE_PRINT),
        "may_set_register": allowed(Act.REGISTER_SET),
    }


def _gaps() -> list[duty.UnitGaps]:
    """The duty lists that this person keeps and that lack something today."""
    if not allowed(Act.DUTY_KEEP):
        return []
    return [unit for unit in duty.list_units(actor(), now=now()) if unit.gaps]


def _standing_in() -> list[tuple[str, str, date]]:
    """Return for whom this person stands in today: the post, the unit, the last day."""
    return [
        (str(ROLE_WORDS[grant.role]), areas.label(unit), grant.valid_until - timedelta(days=1))
        for grant in actor().grants
        if grant.naming is not None and grant.valid_until and grant.holds(local_day(now()))
        for unit in grant.units or ()
    ]


def _drafts() -> list[kept_forms.Kept]:
    """What this person has typed and not sent."""
    return kept_forms.list_kept(actor())


@blueprint.route("/notices/<token>/known", methods=["POST"])
@needs(Act.HOME_READ)
def know(token: str) -> Response:
    """End a notice of one's own that only tells something."""
    notices.end_known(actor(), token, now=now())
    return redirect(url_for("home.index"))
