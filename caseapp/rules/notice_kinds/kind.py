"""What a kind of notice is: its words, what it points at, and the acts that end it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from caseapp.rules.acts import Act
from caseapp.rules.ringing import Rings
from caseapp.rules.values import msgid

About = Literal[
    "report", "case", "child", "referral", "account", "forwarded", "sent", "disputed", "arriving",
    "moved", "contested", "inbox", "population", "release",
    "erasure",
]  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """What a notice says: `words` in full, `short` as a tag beside the task that says the same.

    `short` is empty where the task shows it anyway, as a running clock does. `ends` are the acts
    on the same mark that end it, for everybody. `known`: it only tells something, so its reader
    may end it with a button; others go when the work is done. `apart`: it says what no task says
    of the same mark, and stands in the list beside the task. `rings`: whoever is told is also
    sent the one text, outside the house.
    """

    code: str
    about: About
    words: str
    short: str = ""
    ends: frozenset[Act] = frozenset()
    known: bool = False
    apart: bool = False
    rings: Rings = ""


def kind(
    code: str,
    about: About,
    words: str,
    *ends: Act,
    short: str = "",
    known: bool = False,
    apart: bool = False,
    rings: Rings = "",
) -> Kind:
    """Return a kind: its words, and the acts that end it."""
    return Kind(code, about, words, short, frozenset(ends), known, apart, rings)


NEW: Final = msgid("New")
"""The tag of what asks for something that nobody has looked at yet."""
