"""Children who may be the one that is entered, in words, above the form that was sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from flask_babel import gettext

from caseapp.casework.twins import KnownAlready
from caseapp.rules.twins import REASONS

T = TypeVar("T")


def reason_words(codes: Iterable[str]) -> str:
    """Say why two entries may be of one child: "same name without accents, same address"."""
    return ", ".join(gettext(REASONS[code]) for code in codes if code in REASONS)


def noting(found: list[KnownAlready], act: Callable[[], T]) -> Callable[[], T]:
    """Return the act, which leaves in `found` what it asked about before it was refused."""

    def noted() -> T:
        try:
            return act()
        except KnownAlready as known:
            found.append(known)
            raise

    return noted
