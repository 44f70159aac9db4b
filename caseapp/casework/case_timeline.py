"""The timeline of a case: all that was told, decided, done and given, as its reader may see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from caseapp.casework.assistance_reading import AssistanceView
from caseapp.casework.first_hours_reading import Correction
from caseapp.casework.referral_reading import ReferralView
from caseapp.casework.report_reading import ToldReport
from caseapp.rules.values import LOCAL, local_day, minute_of


@dataclass(frozen=True)
class EventView:
    """A line of the timeline: when it happened, when and by whom it was entered.

    detail       codes joined by `;` where the kind has a list of them, else a mark or a name
    answered_by  who spoke for another agency
    correction   what set a moment of receipt anew, with the old moment and deadline
    day_only     whether only the day is known; `happened_at` then is the moment it stands at
    """

    kind: str
    happened_at: datetime
    entered_at: datetime
    by: str
    detail: str
    text: str
    answered_by: str = ""
    day_only: bool = False
    correction: Correction | None = None


def newest_first(events: Iterable[EventView]) -> list[EventView]:
    """Put events in order, by the minute they happened, within one by their entry.

    What bears the same moments keeps the order given: the later given is the newer.
    """
    ordered = sorted(events, key=lambda event: (minute_of(event.happened_at), event.entered_at))
    return ordered[::-1]


def events_of_reports(reports: Iterable[ToldReport]) -> Iterator[EventView]:
    """Yield each report's receipt, what was recorded to have happened, what the chair decided.

    A decision stands here whether it came before the case was opened or after.
    """
    for report in reports:
        yield EventView(
            "received", report.received_at, report.entered_at, report.entered_by, report.code, ""
        )
        for row in report.incidents:
            if row.abuse_types:
                kind, types = f"incident_{row.certainty}", ";".join(row.abuse_types)
                yield EventView(
                    kind, row.entered_at, row.entered_at, row.entered_by, types, row.ground
                )
        for call in report.calls:
            whom = f"{call.role};{call.name}" if call.name else call.role
            kind = f"call_{call.answer}"
            yield EventView(kind, call.called_at, call.entered_at, call.entered_by, whom, call.note)
        for made in report.decisions:
            kind = "measure_fell" if made.fell else "measure"
            yield EventView(
                kind, made.decided_at, made.entered_at, made.decided_by, made.kind, made.reason
            )
        yield from _of_first_hours(report)


def _of_first_hours(report: ToldReport) -> Iterator[EventView]:
    """Yield when the child was taken to safety, and each correction of the receipt that holds."""
    for step in report.first_hours.safety:
        text = "\n".join(filter(None, (step.place, step.taken_by)))
        yield EventView("safety", step.happened_at, step.entered_at, step.entered_by, "", text)
    for row in report.first_hours.corrections:
        if row.accepted and row.decided_at is not None:
            yield EventView(
                "receipt",
                row.decided_at,
                row.entered_at,
                row.entered_by,
                report.code,
                row.reason,
                correction=row,
            )


def events_of_referrals(referrals: Iterable[ReferralView]) -> Iterator[EventView]:
    """Yield every step of the referrals, with who took it and who answered for the agency."""
    for referral in referrals:
        name = f"{referral.agency} – {referral.service} ({referral.code})"
        for step in referral.history:
            yield EventView(
                f"referral_{step.move}",
                step.happened_at,
                step.entered_at,
                step.entered_by,
                name,
                step.comment,
                answered_by=", ".join(filter(None, (step.answered_by, step.post))),
            )


def events_of_help(
    helps: Iterable[AssistanceView], since: date, until: date | None
) -> Iterator[EventView]:
    """Yield the help given between two days, both included; only its days are known."""
    for row in helps:
        if since <= row.given_on <= (until or row.given_on):
            yield EventView(
                "assistance",
                _stands_at(row.given_on, row.entered_at),
                row.entered_at,
                row.entered_by,
                row.kind,
                "\n".join(filter(None, (row.provider, row.note))),
                day_only=True,
            )


def _stands_at(day: date, entered_at: datetime) -> datetime:
    """Return the last moment at which it can have happened: its entry, or the end of its day."""
    if local_day(entered_at) == day:
        return entered_at
    return datetime.combine(day + timedelta(days=1), time(), LOCAL) - timedelta(minutes=1)
