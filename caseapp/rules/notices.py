"""What a notice points at, who may see it, and what ends it, read off the table of kinds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from caseapp.rules.access import Act, Role
from caseapp.rules.notice_kinds import KINDS

IN_PASSING: Final = {
    "forwarded": Act.REPORT_RECEIVE,
    "sent": Act.REPORT_READ_FORWARDED,
    "disputed": Act.REPORT_ASSIGN_UNIT,
    "arriving": Act.TRANSFER_READ,
    "moved": Act.TRANSFER_READ,
    "contested": Act.TRANSFER_DECIDE,
    "inbox": Act.REFERRAL_INBOX,
}
"""What notices point at whose readers may not open the file itself, and the act that shows it."""


OF_TRANSFERS: Final = ("arriving", "moved", "contested")
"""What of these is a case; a referral is in an inbox; the others are reports."""


def shown_by(kind: str) -> Act:
    """Return the act by which a notice of the kind is shown."""
    if kind in {*OF_ACCOUNTS, *OF_POPULATIONS, *OF_RELEASES, *OF_ERASURES}:
        return Act.HOME_READ
    return IN_PASSING.get(KINDS[kind].about, Act.CASE_LIST)


def told_of(*about: str) -> tuple[str, ...]:
    """Return the kinds that point at one of these."""
    return tuple(code for code, kind in KINDS.items() if kind.about in about)


ABOUT_CONTENT: Final = told_of("report", "case", "child", "referral")
"""Kinds that point at case content: shown only to who may open what they point at."""

OF_POPULATIONS: Final = told_of("population")
"""Kinds that ask a unit for a public figure, and name no child."""

OF_RELEASES: Final = told_of("release")
"""Kinds that tell of what is to be made public, and name no child."""

OF_ERASURES: Final = told_of("erasure")
"""Kinds that tell of an erasure by its number, and name no child."""

OF_ACCOUNTS: Final = told_of("account")
"""Kinds that tell of an account, for its owner or the supervisor."""

OF_OTHERS: Final = frozenset(
    {"acted_for_another", "entry_given_for", "named_for_you", "naming_ended_for_you"}
    | {"work_given_to_you", "work_given", "work_taken_from_you"}
)
"""Kinds that tell one account of another, which is then named."""

_OF_DECIDERS: Final = frozenset(
    {"called_out", "decision_recorded", "decision_proved", "separation_submitted"}
    | {"order_submitted", "transfer_contested", "merge_ready", "mark_unsure", "mark_proposed"}
)
"""Kinds that tell those by name who are to decide: no officer can, and some ask about officers."""

NO_WORK: Final = frozenset({*OF_ACCOUNTS, *OF_RELEASES, *OF_ERASURES, *_OF_DECIDERS, "stands_in"})
"""Kinds that tell somebody of themselves, or of their own word that is owed: they pass to nobody
along with that person's work."""


_OF_STEPS: Final = {
    "send": "referral_sent",
    "withdraw": "referral_withdrawn",
    "accept": "referral_answered",
    "decline": "referral_answered",
}


def told_of_step(move: str) -> str:
    """Return the kind by which the officer is told of a step of a referral."""
    return _OF_STEPS.get(move, "referral_news")


def cause_of(kind: str, mark: str, to: Role | int, cause: object = "") -> str:
    """Return what makes a notice one that is made once: kind, mark, step, and whom it is for."""
    return f"{kind}:{mark}:{cause}:{to}"


def ended_by(acts: Iterable[Act]) -> tuple[str, ...]:
    """Return the kinds that one of these acts ends."""
    wanted = set(acts)
    return tuple(code for code, kind in KINDS.items() if kind.ends & wanted)
