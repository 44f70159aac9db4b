"""The kinds of notices: what each says, what it points at, and the acts that end it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from caseapp.rules.access import Act, Role
from caseapp.rules.values import msgid

About = Literal["report", "case", "child", "referral", "account"]


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
            Act.MEASURE_DECIDE, Act.REPORT_END, Act.CLOCK_WATCH, short=_NEW,
        ),
        _kind(
            "measure_decided", "report",
            msgid("The chair has decided on emergency measures"),
            Act.MEASURE_DECIDE, Act.REPORT_SCREEN, Act.REPORT_END, known=True,
        ),
        _kind(
            "clock_soon", "report", msgid("The 12 hours run out soon"),
            Act.MEASURE_DECIDE, Act.CLOCK_WATCH,
        ),
        _kind(
            "clock_late", "report", msgid("The 12 hours have run out without a decision"),
            Act.MEASURE_DECIDE,
        ),
        _kind(
            "referral_sent", "referral", msgid("The referral was sent to the agency"),
            Act.REFERRAL_ANSWER, Act.REFERRAL_SEND, known=True,
        ),
        _kind(
            "referral_answered", "referral", msgid("There is news of the referral from the agency"),
            Act.REFERRAL_ANSWER, Act.REFERRAL_SEND, known=True,
        ),
        _kind(
            "referral_withdrawn", "referral", msgid("The referral was withdrawn"), known=True
        ),
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
            "acted_for_you", "account",
            msgid("At the machine's terminal somebody acted in your name"), known=True,
        ),
        _kind(
            "acted_for_another", "account",
            msgid("At the machine's terminal somebody acted in the name of another account"),
            known=True,
        ),
    )
)  # fmt: skip
"""Every kind by its code."""

ABOUT_CONTENT: Final = tuple(code for code, kind in KINDS.items() if kind.about != "account")
"""Kinds that point at case content: shown only to who may open what they point at."""

OF_ACCOUNTS: Final = tuple(code for code, kind in KINDS.items() if kind.about == "account")
"""Kinds that tell of an account, for its owner or the supervisor."""


def cause_of(kind: str, mark: str, to: Role | int, cause: object = "") -> str:
    """Return what makes a notice one that is made once: kind, mark, step, and whom it is for."""
    return f"{kind}:{mark}:{cause}:{to}"


def ended_by(acts: Iterable[Act]) -> tuple[str, ...]:
    """Return the kinds that one of these acts ends."""
    wanted = set(acts)
    return tuple(code for code, kind in KINDS.items() if kind.ends & wanted)
