"""The kinds of notices, one module for each thing that they tell of."""

from __future__ import annotations

from itertools import chain
from typing import Final

from caseapp.rules.notice_kinds import (
    accounts,
    cases,
    children,
    conflicts,
    consents,
    erasures,
    forwarding,
    inbox,
    measures,
    populations,
    referrals,
    releases,
    reports,
    transfers,
)
from caseapp.rules.notice_kinds.kind import Kind

_FAMILIES: Final = (
    reports,
    forwarding,
    cases,
    transfers,
    measures,
    referrals,
    inbox,
    children,
    conflicts,
    consents,
    erasures,
    populations,
    releases,
    accounts,
)

KINDS: Final[dict[str, Kind]] = {
    kind.code: kind for kind in chain.from_iterable(family.KINDS for family in _FAMILIES)
}
"""Every kind by its code."""
