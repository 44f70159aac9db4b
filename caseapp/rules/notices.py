"""The kinds of notices: what each says, what it points at, and the acts that end it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from caseapp.rules.access import Act, Role
from caseapp.rules.consent_notices import OF_CONSENT
from caseapp.rules.values import msgid

About = Literal["report", "case", "child", "referral", "account", "forwarded", "sent", "disputed"]


@dataclass(frozen=True)
class Kind:
    """What a notice says: `words` in full, `short` as a tag beside the task that says the same.

    `short` is empty where the task shows it anyway, as a running clock does. `ends` are the acts
    on the same mark that end it, for everybody. `known`: it only tells something, so its reader
    may end it with a button; others go when the work is done. `apart`: it says what no task says
    of the same mark, and stands in the list beside the task.
    """

    code: str
    about: About
    words: str
    short: str = ""
    ends: frozenset[Act] = frozenset()
    known: bool = False
    apart: bool = False


def _kind(
    code: str,
    about: About,
    words: str,
    *ends: Act,
    short: str = "",
    known: bool = False,
    apart: bool = False,
) -> tuple[str, Kind]:
    return code, Kind(code, about, words, short, frozenset(ends), known, apart)


_NEW: Final = msgid("New")

KINDS: Final = dict(
    (
        # Decree 56/2017, Art. 26.3 and 31: the chair decides within 12 hours of the receipt.
        _kind(
            "report_logged", "report",
            msgid("A report was logged: a decision on emergency measures is owed"),
            Act.MEASURE_DECIDE, Act.MEASURE_RECORD, Act.REPORT_END, Act.CLOCK_WATCH, short=_NEW,
        ),
        _kind(
            "measure_decided", "report",
            msgid("The chair has decided on emergency measures"),
            Act.MEASURE_DECIDE, Act.REPORT_SCREEN, Act.REPORT_END, known=True,
        ),
        # Decree 56/2017, Art. 26.1: passed on at once, and nothing is passed until received.
        _kind(
            "report_forwarded", "forwarded",
            msgid("Another unit forwards a report to you: take it over or refuse it"),
            Act.REPORT_RECEIVE, Act.REPORT_FORWARD, Act.REPORT_ASSIGN_UNIT, short=_NEW,
        ),
        _kind(
            "forwarding_received", "sent",
            msgid("The report that you forwarded has been taken over"), known=True,
        ),
        _kind(
            "forwarding_assigned", "sent",
            msgid("The supervisor has assigned the report that you forwarded"), known=True,
        ),
        _kind(
            "forwarding_refused", "report",
            msgid("The other unit refuses the report that you forwarded: you answer for it"),
            Act.REPORT_FORWARD, Act.REPORT_ASSIGN_UNIT, Act.REPORT_SCREEN, known=True,
        ),
        _kind(
            "unit_disputed", "disputed",
            msgid("Nobody takes over a forwarded report: say which unit answers"),
            Act.REPORT_RECEIVE, Act.REPORT_FORWARD, Act.REPORT_ASSIGN_UNIT, Act.REPORT_SCREEN,
            short=_NEW,
        ),
        _kind(
            "unit_assigned", "report",
            msgid("The supervisor has assigned this report to your unit"), known=True,
        ),
        _kind(
            "report_proposed", "report",
            msgid("Something is proposed about a report: decide on it"),
            Act.REPORT_END, Act.REPORT_SCREEN, Act.REPORT_RECEIVE, Act.REPORT_ASSIGN_UNIT,
            short=_NEW,
        ),
        _kind(
            "proposal_decided", "report",
            msgid("It was decided on what you proposed about a report"), known=True,
        ),
        _kind(
            "case_proposed", "case",
            msgid("A case is said to be entered by mistake: decide on it"),
            Act.CASE_CLOSE, short=_NEW,
        ),
        _kind(
            "case_not_removed", "case",
            msgid("The case stays: it was not entered by mistake"), known=True,
        ),
        _kind(
            "report_taken_back", "report",
            msgid("The supervisor has put back a report that was taken for a mistake"), known=True,
        ),
        _kind(
            "case_taken_back", "case",
            msgid("The supervisor has put back a case that was taken for a mistake"), known=True,
        ),
        _kind(
            "clock_soon", "report", msgid("The 12 hours run out soon"),
            Act.MEASURE_DECIDE, Act.MEASURE_RECORD, Act.CLOCK_WATCH,
        ),
        _kind(
            "clock_late", "report", msgid("The 12 hours have run out without a decision"),
            Act.MEASURE_DECIDE, Act.MEASURE_RECORD,
        ),
        _kind(
            "decision_recorded", "report",
            msgid("A decision of yours was entered by another: confirm it, or say it was not so"),
            Act.MEASURE_CONFIRM, short=_NEW,
        ),
        _kind(
            "decision_unconfirmed", "report",
            msgid("A decision given by telephone or on paper still waits for its confirmation"),
            Act.MEASURE_CONFIRM, short=msgid("Overdue"),
        ),
        _kind(
            "decision_proved", "report",
            msgid("The signed scan of a decision of yours was attached"), known=True,
        ),
        _kind(
            "decision_denied", "report",
            msgid("The chair says: it was not decided so. The 12 hours run on"),
            known=True,
        ),
        _kind(
            "receipt_proposed", "report",
            msgid("A correction of the receipt would turn late into on time: decide on it"),
            Act.RECEIPT_DECIDE, short=_NEW,
        ),
        _kind(
            "receipt_corrected", "report",
            msgid("The moment of receipt was corrected, and the deadline with it"), known=True,
        ),
        _kind(
            "receipt_declined", "report",
            msgid("The supervisor did not agree to correct the moment of receipt"), known=True,
        ),
        _kind(
            "called_out", "report",
            msgid("You are called out, as next on the duty list: no decision stands yet"),
            Act.MEASURE_DECIDE, Act.REPORT_END, short=msgid("Your turn"),
        ),
        _kind(
            "referral_sent", "referral", msgid("The referral was sent to the agency"),
            Act.REFERRAL_ANSWER, Act.REFERRAL_SEND, known=True,
        ),
        _kind(
            "referral_answered", "referral", msgid("There is news of the referral from the agency"),
            Act.REFERRAL_ANSWER, Act.REFERRAL_SEND, known=True,
        ),
        _kind("referral_withdrawn", "referral", msgid("The referral was withdrawn"), known=True),
        _kind(
            "closing_proposed", "case", msgid("Closing the case is proposed: decide on it"),
            Act.CASE_CLOSE, short=_NEW,
        ),
        _kind(
            "closing_returned", "case", msgid("The chair did not agree to close the case"),
            Act.CASE_PROPOSE_CLOSING, Act.CASE_CLOSE, known=True,
        ),
        _kind(
            "case_closed", "case", msgid("The chair has closed the case"),
            Act.CASE_CLOSE, known=True,
        ),
        _kind(
            "case_reopened", "case", msgid("The chair has opened the case anew"),
            Act.CASE_PROPOSE_CLOSING, known=True,
        ),
        _kind(
            "file_opened", "child",
            msgid("Somebody of another unit opened this file in an emergency"),
            Act.EMERGENCY_REVIEW, known=True,
        ),
        _kind(
            "no_decider", "report",
            msgid("The report is kept from the chair, and nobody else decides: name somebody"),
            Act.FILE_ENTRUST, Act.MEASURE_DECIDE, apart=True,
        ),
        _kind(
            "no_officer", "report",
            msgid("The report is kept from the officer, and nobody handles it: name somebody"),
            Act.FILE_ENTRUST, apart=True,
        ),
        _kind(
            "stands_in", "report",
            msgid("You stand in for another unit in this one file"), known=True,
        ),
        _kind(
            "mark_unsure", "report",
            msgid("It is not sure from whom the report is to be kept: decide on it"),
            Act.CONFLICT_MARK, known=True,
        ),
        _kind(
            "mark_proposed", "report",
            msgid("Somebody named in the report may be a user: decide on a mark of conflict"),
            Act.CONFLICT_MARK, known=True,
        ),
        _kind(
            "twin_of_kept", "child",
            msgid("This child may be one whose file is kept from the person who entered it"),
            known=True,
        ),
        # Contracts §2: the user and the supervisor are told of what a command did in a name.
        _kind(
            "lone_report", "report",
            msgid("One person handled a report alone: review it"), Act.LONE_REVIEW,
        ),
        _kind(
            "handled_alone", "report",
            msgid("The chair logged a report without you: look at it"), known=True,
        ),
        _kind(
            "acted_for_you", "account",
            msgid("At the machine's terminal somebody acted in your name"), known=True,
        ),
        _kind(
            "acted_for_another", "account",
            msgid("At the machine's terminal somebody acted in the name of another account"),
            known=True,
        ),
        _kind(
            "named", "account",
            msgid("You were named to stand in: look for whom and until when"), known=True,
        ),
        _kind(
            "named_for_you", "account", msgid("Somebody was named to stand in for you"), known=True
        ),
        _kind(
            "entry_given", "account",
            msgid("A supervisor read out a code for one entry into your account"), known=True,
        ),
        _kind(
            "entry_given_for", "account",
            msgid("A supervisor read out a code for one entry into the account of somebody else"),
            known=True,
        ),
        *(_kind(code, about, *words, **more) for code, about, words, more in OF_CONSENT),
        _kind("naming_ended", "account", msgid("Your standing in was ended"), known=True),
        _kind(
            "naming_ended_for_you", "account",
            msgid("Somebody does not stand in for you any more"), known=True,
        ),
    )
)  # fmt: skip
"""Every kind by its code."""

IN_PASSING: Final = {
    "forwarded": Act.REPORT_RECEIVE,
    "sent": Act.REPORT_READ_FORWARDED,
    "disputed": Act.REPORT_ASSIGN_UNIT,
}
"""What notices point at whose readers may not open the report itself, and the act that shows it."""


def told_of(*about: str) -> tuple[str, ...]:
    """Return the kinds that point at one of these."""
    return tuple(code for code, kind in KINDS.items() if kind.about in about)


ABOUT_CONTENT: Final = told_of("report", "case", "child", "referral")
"""Kinds that point at case content: shown only to who may open what they point at."""

OF_ACCOUNTS: Final = told_of("account")
"""Kinds that tell of an account, for its owner or the supervisor."""

OF_OTHERS: Final = frozenset(
    {"acted_for_another", "entry_given_for", "named_for_you", "naming_ended_for_you"}
)
"""Kinds that tell one account of another, which is then named."""


def cause_of(kind: str, mark: str, to: Role | int, cause: object = "") -> str:
    """Return what makes a notice one that is made once: kind, mark, step, and whom it is for."""
    return f"{kind}:{mark}:{cause}:{to}"


def ended_by(acts: Iterable[Act]) -> tuple[str, ...]:
    """Return the kinds that one of these acts ends."""
    wanted = set(acts)
    return tuple(code for code, kind in KINDS.items() if kind.ends & wanted)
