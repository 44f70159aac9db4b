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
    "minutes": lazy_gettext("Meeting on protective measures, minutes no."),
    "plan_submit": lazy_gettext("Plan submitted, no."),
    "plan_take_back": lazy_gettext("Plan taken back, no."),
    "plan_withdraw": lazy_gettext("Plan given up, no."),
    "plan_approve": lazy_gettext("Plan approved, no."),
    "plan_return": lazy_gettext("Plan returned, no."),
    "activity_do": lazy_gettext("Activity of the plan done, no."),
    "activity_drop": lazy_gettext("Activity of the plan not carried out, no."),
    "activity_resume": lazy_gettext("Activity of the plan to be done once more, no."),
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
}
_LISTS: Final = {
    "level": "risk_levels",
    "measure": "measures",
    "measure_fell": "measures",
    "incident_confirmed": "abuse_types",
    "incident_suspected": "abuse_types",
    "incident_unfounded": "abuse_types",
    "assistance": "assistance_kinds",
}


def title_of(event: EventView) -> str:
    """Return what a line is called, with the code that it brought ("…: Nguy cơ cao")."""
    title = str(WORDS.get(event.kind, event.kind))
    detail = event.detail
    if event.kind.startswith("call_"):
        detail = called(detail)
    elif event.kind in MEETINGS:
        detail = met(detail)
    elif name := _LISTS.get(event.kind):
        detail = "; ".join(code_label(name, code) for code in detail.split(";"))
    return f"{title}: {detail}" if detail else title


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
