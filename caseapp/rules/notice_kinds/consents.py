"""What is told of consent: a referral that is held, a withdrawal not acted on, a dispute."""

from __future__ import annotations

from typing import Final

from caseapp.rules.acts import Act
from caseapp.rules.notice_kinds.kind import Kind, kind
from caseapp.rules.values import msgid

KINDS: Final[tuple[Kind, ...]] = (
    kind(
        "referral_held", "referral",
        msgid("Consent was refused or withdrawn: name another basis, or end the referral"),
        Act.REFERRAL_DRAFT, Act.REFERRAL_SEND, short=msgid("Held"),
    ),
    kind(
        "referral_hold_late", "referral",
        msgid("Two working days are over, and a held referral still has no other basis"),
        Act.REFERRAL_DRAFT, Act.REFERRAL_SEND, short=msgid("Overdue"),
    ),
    kind(
        "consent_disputed", "child",
        msgid("Child and representative differ about consent: decide on it"),
        Act.CONSENT_DECIDE,
    ),
    kind(
        "consent_decided", "child",
        msgid("The chair has decided where child and representative differ"), known=True,
    ),
)  # fmt: skip
