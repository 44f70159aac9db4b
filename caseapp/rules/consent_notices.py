"""What is told of consent: a referral that is held, a withdrawal not acted on, a dispute."""

from __future__ import annotations

from typing import Any, Final, Literal

from caseapp.rules.access import Act
from caseapp.rules.values import msgid

_Row = tuple[str, Literal["referral", "child"], tuple[Any, ...], dict[str, Any]]

OF_CONSENT: Final[tuple[_Row, ...]] = (
    (
        "referral_held",
        "referral",
        (
            msgid("Consent was refused or withdrawn: name another basis, or end the referral"),
            Act.REFERRAL_DRAFT,
            Act.REFERRAL_SEND,
        ),
        {"short": msgid("Held")},
    ),
    (
        "referral_hold_late",
        "referral",
        (
            msgid("Two working days are over, and a held referral still has no other basis"),
            Act.REFERRAL_DRAFT,
            Act.REFERRAL_SEND,
        ),
        {"short": msgid("Overdue")},
    ),
    (
        "consent_disputed",
        "child",
        (
            msgid("Child and representative differ about consent: decide on it"),
            Act.CONSENT_DECIDE,
        ),
        {},
    ),
    (
        "consent_decided",
        "child",
        (msgid("The chair has decided where child and representative differ"),),
        {"known": True},
    ),
)
"""Code, what it points at, its words with the acts that end it, and the rest of a kind."""
