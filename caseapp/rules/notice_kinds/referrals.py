"""What is told of a referral, on its way and answered."""

from __future__ import annotations

from typing import Final

from caseapp.rules.acts import Act
from caseapp.rules.notice_kinds.kind import Kind, kind
from caseapp.rules.values import msgid

KINDS: Final[tuple[Kind, ...]] = (
    kind(
        "referral_sent", "referral", msgid("The referral was sent to the agency"),
        Act.REFERRAL_ANSWER, Act.REFERRAL_SEND, known=True,
    ),
    kind(
        "referral_answered", "referral", msgid("There is news of the referral from the agency"),
        Act.REFERRAL_ANSWER, Act.REFERRAL_SEND, known=True,
        rings="day",
    ),
    # Of what the agency does beside its answer, and of every answer to the supervisors.
    kind(
        "referral_news", "referral", msgid("There is news of the referral from the agency"),
        Act.REFERRAL_ANSWER, Act.REFERRAL_SEND, known=True,
    ),
    kind(
        "addendum_known", "referral",
        msgid("The agency has taken note of what was added to the referral"), known=True,
    ),
    kind(
        "addendum_late", "referral",
        msgid("The agency has not noted in time what was added to the referral: call it"),
        Act.REFERRAL_SEND, rings="day",
    ),
    kind(
        "referral_remind", "referral",
        msgid("The agency's answer is owed soon: remind it"),
        Act.REFERRAL_ANSWER, Act.REFERRAL_SEND, short=msgid("Soon"), known=True,
    ),
    kind(
        "referral_late", "referral",
        msgid("The agency has not answered the referral in time"),
        Act.REFERRAL_ANSWER, Act.REFERRAL_SEND, short=msgid("Overdue"),
        rings="day",
    ),
    kind(
        "answer_link_locked", "referral",
        msgid("An answer link was locked after wrong numbers: make a new one by telephone"),
        known=True,
        rings="day",
    ),
    kind(
        "referral_withdrawn", "referral", msgid("The referral was withdrawn"), known=True
    ),
)  # fmt: skip
