"""What is told to those who speak for an agency: what it was sent, and what it owes."""

from __future__ import annotations

from typing import Final

from caseapp.rules.acts import Act
from caseapp.rules.notice_kinds.kind import NEW, Kind, kind
from caseapp.rules.values import msgid

KINDS: Final[tuple[Kind, ...]] = (
    kind(
        "inbox_sent", "inbox", msgid("A referral was sent to your agency: answer it"),
        Act.REFERRAL_REPLY, Act.REFERRAL_ANSWER, Act.REFERRAL_SEND, short=NEW, rings="day",
    ),
    kind(
        "inbox_added", "inbox",
        msgid("Something was added to a referral to your agency: take note of it"),
        Act.REFERRAL_REPLY, Act.REFERRAL_ANSWER, Act.REFERRAL_SEND, short=NEW, rings="day",
    ),
    kind(
        "inbox_soon", "inbox", msgid("Your agency's answer to a referral is owed soon"),
        Act.REFERRAL_REPLY, Act.REFERRAL_ANSWER, Act.REFERRAL_SEND, short=msgid("Soon"),
        rings="day",
    ),
    kind(
        "inbox_late", "inbox", msgid("Your agency has not answered a referral in time"),
        Act.REFERRAL_REPLY, Act.REFERRAL_ANSWER, Act.REFERRAL_SEND, short=msgid("Overdue"),
        rings="day",
    ),
)  # fmt: skip
