"""The words of a case's timeline: what each kind of line is called, on pages and in prints."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import gettext, lazy_gettext

from caseapp.casework.case_timeline import EventView
from caseapp.casework.first_hours_reading import Correction
from caseapp.rules.codes.duty import NATIONAL_NUMBERS
from caseapp.rules.visits import MEETINGS
from caseapp.web.filters import code_label, moment

WORDS: Final = {
    "received": lazy_gettext("Report received"),
    "incident_confirmed": lazy_gettext("Abuse recorded, confirmed"),
    "incident_suspected": lazy_gettext("Abuse recorded, suspected"),
    "incident_unfounded": lazy_gettext("Suspicion recorded as unfounded"),
    "assistance": lazy_gettext("Help given"),
    "opened": lazy_gettext("Case opened"),
    "taken_over": lazy_gettext("Paper file taken over"),
    "paper_received": lazy_gettext("On paper: information received"),
    "paper_assessed": lazy_gettext("On paper: first assessment"),
    "paper_decided": lazy_gettext("On paper: decision on emergency measures"),
    "paper_planned": lazy_gettext("On paper: plan submitted"),
    "paper_approved": lazy_gettext("On paper: plan approved"),
    "paper_reviewed": lazy_gettext("On paper: last review"),
    "flag_set": lazy_gettext("Flag set"),
    "flag_lifted": lazy_gettext("Flag lifted"),
    "joined": lazy_gettext("Report joined to the case"),
    "assigned": lazy_gettext("Officer assigned"),
    "level": lazy_gettext("Level of risk set"),
    "note": lazy_gettext("Note"),
    "contact": lazy_gettext("Contact"),
    "visit": lazy_gettext("Visit"),
    "call_reached": lazy_gettext("Called, reached"),
    "call_no_answer": lazy_gettext("Called, no answer"),
    "call_engaged": lazy_gettext("Called, engaged"),
    "call_other_number": lazy_gettext("Called, another number given"),
    "measure": lazy_gettext("Decision on emergency measures"),
    "measure_fell": lazy_gettext("Decision entered that was not made"),
    "safety": lazy_gettext("Child taken to safety"),
    "receipt": lazy_gettext("Moment of receipt corrected"),
    "separation_submit": lazy_gettext("Separation brought before the chair"),
    "separation_withdraw": lazy_gettext("Separation taken back"),
    "separation_return": lazy_gettext("Separation returned by the chair"),
    "separation_refuse": lazy_gettext("The chair does not separate the child"),
    "separation_decide": lazy_gettext("The chair separates the child temporarily"),
    "extension_submit": lazy_gettext("Extension of the separation brought before the chair"),
    "extension_withdraw": lazy_gettext("Extension of the separation taken back"),
    "extension_fall": lazy_gettext("Extension not decided on: the separation has ended"),
    "extension_refuse": lazy_gettext("The chair does not extend the separation"),
    "extension_decide": lazy_gettext("The chair extends the separation"),
    "lifting_submit": lazy_gettext("Lifting of the separation brought before the chair"),
    "lifting_withdraw": lazy_gettext("Lifting of the separation taken back"),
    "lifting_fall": lazy_gettext("Lifting not decided on: the separation has ended"),
    "lifting_refuse": lazy_gettext("The chair does not lift the separation"),
    "lifting_decide": lazy_gettext("The chair lifts the separation"),
    "court_request_submit": lazy_gettext("Request to the court brought before the chair"),
    "court_request_withdraw": lazy_gettext("Request to the court taken back"),
    "court_request_fall": lazy_gettext("Request to the court not sent: the separation has ended"),
    "court_request_refuse": lazy_gettext("The chair does not ask the court"),
    "court_request_decide": lazy_gettext("The chair asks the court or another body"),
    "court_request_send": lazy_gettext("Request to the court sent"),
    "court_request_granted": lazy_gettext("The court or another body has decided"),
    "court_request_rejected": lazy_gettext("The request to the court is rejected"),
    "placement_start": lazy_gettext("Child placed"),
    "placement_end": lazy_gettext("Placement ended"),
    "placement_visit_seen": lazy_gettext("Visit at the placement, child seen"),
    "placement_visit_not_seen": lazy_gettext("Visit at the placement, child not seen"),
    "care_submit": lazy_gettext("Alternative care brought before the chair"),
    "care_withdraw": lazy_gettext("Alternative care taken back"),
    "care_return": lazy_gettext("Alternative care returned by the chair"),
    "care_refuse": lazy_gettext("The chair does not agree to the alternative care"),
    "care_decide": lazy_gettext("The chair decides on alternative care"),
    "care_hand_over": lazy_gettext("Child handed over to its carer"),
    "care_follow_up_seen": lazy_gettext("Follow-up of the alternative care, child seen"),
    "care_follow_up_not_seen": lazy_gettext("Follow-up of the alternative care, child not seen"),
    "care_end_submit": lazy_gettext("End of the alternative care brought before the chair"),
    "care_end_withdraw": lazy_gettext("End of the alternative care taken back"),
    "care_end_return": lazy_gettext("End of the alternative care returned by the chair"),
    "care_end_refuse": lazy_gettext("The chair does not end the alternative care"),
    "care_end_decide": lazy_gettext("The chair ends the alternative care"),
    "minutes": lazy_gettext("Meeting on protective measures, minutes no."),
    "plan_submit": lazy_gettext("Plan submitted, no."),
    "plan_take_back": lazy_gettext("Plan taken back, no."),
    "plan_withdraw": lazy_gettext("Plan given up, no."),
    "plan_approve": lazy_gettext("Plan approved, no."),
    "plan_return": lazy_gettext("Plan returned, no."),
    "activity_do": lazy_gettext("Activity of the plan done, no."),
    "activity_drop": lazy_gettext("Activity of the plan not carried out, no."),
    "activity_resume": lazy_gettext("Activity of the plan to be done once more, no."),
    "transfer_propose": lazy_gettext("Transfer proposed by the supervisor"),
    "transfer_send": lazy_gettext("Transfer asked of"),
    "transfer_decline": lazy_gettext("The proposed transfer is not sent"),
    "transfer_drop": lazy_gettext("The proposed transfer is taken back"),
    "transfer_withdraw": lazy_gettext("Transfer withdrawn"),
    "transfer_refuse": lazy_gettext("Transfer refused by"),
    "transfer_accept": lazy_gettext("Case taken over by"),
    "transfer_pass": lazy_gettext("The supervisor decided: the case passes to"),
    "transfer_stay": lazy_gettext("The supervisor decided: the case does not pass to"),
    "transfer_letter": lazy_gettext("Handed over to another province by letter no."),
    "transfer_confirm": lazy_gettext("The other province has received the case, by paper no."),
    "transfer_recall": lazy_gettext("Letter to another province taken back"),
    "propose_closing": lazy_gettext("Closing proposed"),
    "return_closing": lazy_gettext("Closing returned"),
    "close": lazy_gettext("Case closed"),
    "reopen": lazy_gettext("Case opened again"),
    "referral_draft": lazy_gettext("Referral drafted"),
    "referral_send": lazy_gettext("Referral sent"),
    "referral_receive": lazy_gettext("Agency received the referral"),
    "referral_accept": lazy_gettext("Agency accepted the referral"),
    "referral_decline": lazy_gettext("Agency declined the referral"),
    "referral_start": lazy_gettext("Agency began to help"),
    "referral_complete": lazy_gettext("Referral completed"),
    "referral_withdraw": lazy_gettext("Referral withdrawn"),
    "addendum": lazy_gettext("Something was added to a referral"),
}
_LISTS: Final = {
    "level": "risk_levels",
    "flag_set": "case_flags",
    "flag_lifted": "case_flags",
    "measure": "measures",
    "measure_fell": "measures",
    "incident_confirmed": "abuse_types",
    "incident_suspected": "abuse_types",
    "incident_unfounded": "abuse_types",
    "assistance": "assistance_kinds",
}


def title_of(event: EventView) -> str:
    """Return what a line is called, with the code that it brought ("…: Nguy cơ cao")."""
    return title_of_kind(event.kind, event.detail)


def title_of_kind(kind: str, detail: str) -> str:
    """Return what a line of the timeline is called, of one that is no event of today's view."""
    title = str(WORDS.get(kind, kind))
    if kind.startswith("call_"):
        detail = called(detail)
    elif kind in MEETINGS:
        detail = met(detail)
    elif name := _LISTS.get(kind):
        detail = "; ".join(code_label(name, code) for code in filter(None, detail.split(";")))
    elif kind == "opened" and detail == "direct":
        detail = str(gettext("without a report"))
    return f"{title}{' ' if _is_numbered(kind) else ': '}{detail}" if detail else title


def _is_numbered(kind: str) -> bool:
    """Tell whether the words end in “no.”, so that the number follows without a colon."""
    of_letter = {"minutes", "transfer_letter", "transfer_confirm"}
    return kind in of_letter or kind.startswith(("plan_", "activity_"))


def called(detail: str) -> str:
    """Return who was called, from the place and the name."""
    role, _, name = detail.partition(";")
    listed = "national_numbers" if role in NATIONAL_NUMBERS else "duty_roles"
    return " ".join(filter(None, (code_label(listed, role), name)))


def met(detail: str) -> str:
    """Return whether the child was seen at a contact or a visit, and who went or called."""
    sight, _, by = detail.partition(";")
    return "; ".join(filter(None, (code_label("sights", sight), by)))


def who(event: EventView) -> str:
    """Return who did it, and who spoke for another agency."""
    other = event.answered_by and gettext("for the agency: %(name)s", name=event.answered_by)
    return "; ".join(filter(None, (event.by, str(other))))


def text_of(event: EventView) -> str:
    """Return what was written; before it what a corrected receipt changed, and who accepted it."""
    changed = receipt_words(event.correction) if event.correction else ""
    return "\n".join(filter(None, (changed, event.text)))


def receipt_words(row: Correction) -> str:
    """Say the new moment of receipt and deadline, the old ones, and who is answerable for it.

    Only what would clear a late clock was accepted by somebody; the rest counted at once.
    """
    words: str = gettext(
        "Receipt set to %(new)s (due %(new_due)s), before: %(old)s (due %(old_due)s)",
        new=moment(row.new_received_at),
        new_due=moment(row.new_due_at),
        old=moment(row.old_received_at),
        old_due=moment(row.old_due_at),
    )
    if row.clears_late:
        whom = gettext("accepted by %(name)s", name=row.decided_by or "–")
    else:
        whom = gettext("entered by %(name)s", name=row.entered_by or "–")
    return f"{words}; {whom}"


def entries(events: list[EventView]) -> list[dict[str, Any]]:
    """Return the lines as `_parts/timeline.html` draws them."""
    return [_entry(event) for event in events]


def proposal_of(events: list[EventView]) -> dict[str, Any] | None:
    """Return the newest proposal to close, for the chair to read beside the question."""
    return next((_entry(event) for event in events if event.kind == "propose_closing"), None)


def _entry(event: EventView) -> dict[str, Any]:
    return {
        "title": title_of(event),
        "at": event.happened_at,
        "day_only": event.day_only,
        "by": who(event),
        "text": text_of(event),
    }
