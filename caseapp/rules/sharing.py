"""What may go out with a referral, and on what it rests: consent, or a basis without it.

Law 91/2025 on personal data, Art. 3, 19 and 24. The text is to be compared with the official one
("bản chờ đối chiếu").
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from caseapp.rules.codes.consent import BASES
from caseapp.rules.codes.referrals import SHARED_FIELDS
from caseapp.rules.consents import GOES
from caseapp.rules.values import RuleBroken

CONSENT: Final = "consent"
"""Chosen instead of a basis: child and representative agreed."""

ALWAYS: Final = tuple(row.code for row in SHARED_FIELDS if row.always)
CLASS_A: Final = tuple(row.code for row in SHARED_FIELDS if row.class_a)
NEAR: Final = frozenset(row.code for row in SHARED_FIELDS if row.near)
"""What tells where the child is and who cares for it."""

BEFOREHAND: Final = tuple(row.code for row in SHARED_FIELDS if not row.always and not row.sensitive)
"""What is ticked until somebody unticks it."""


def offered(*, near: bool) -> tuple[str, ...]:
    """Return what is chosen from, without what has a tick of its own.

    `near` is False where a carer is suspected or marked, or the name is hidden.
    """
    return tuple(
        row.code
        for row in SHARED_FIELDS
        if not row.always and not row.class_a and (near or not row.near)
    )


def in_order(chosen: Iterable[str]) -> tuple[str, ...]:
    """Return what is shared, in the order of the list, with what always is."""
    found = {*chosen, *ALWAYS}
    return tuple(code for code in SHARED_FIELDS.codes if code in found)


def check_fields(chosen: Collection[str], *, near: bool) -> None:
    """Raise RuleBroken for what is not offered."""
    if not near and NEAR & set(chosen):
        raise RuleBroken(
            "Home, address and carer are not shared: a carer may be the danger, the file is kept "
            "from somebody near, or the name is hidden",
            field="shared",
        )
    if set(chosen) - {*offered(near=True), *CLASS_A, *ALWAYS}:
        raise RuleBroken("Choose what is shared from the list", field="shared")


def check_basis(basis: str, reason: str) -> None:
    """Raise RuleBroken where nothing is named on which the sharing rests."""
    if basis != CONSENT and basis not in BASES:
        raise RuleBroken("Choose on what the sharing rests", field="basis")
    if basis != CONSENT and not reason.strip():
        raise RuleBroken("Say why this basis applies", field="basis_reason")


def check_standing(basis: str, stands: str) -> None:
    """Raise RuleBroken where it rests on consent that was not given, or on what is forbidden."""
    if stands == "forbidden":
        raise RuleBroken("The chair decided that it may not be shared", field="basis")
    if basis == CONSENT and stands not in GOES:
        raise RuleBroken(
            "Child and representative have not agreed: ask them first, or name a basis without "
            "consent",
            field="basis",
        )
