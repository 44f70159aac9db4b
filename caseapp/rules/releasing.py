"""What a release must keep to: its number, its two people, the bounds of k, the clusters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from caseapp.rules.codes.abuse import ABUSE_TYPES
from caseapp.rules.codes.circumstances import GROUPS
from caseapp.rules.lifecycle import Lifecycle, Move
from caseapp.rules.values import RuleBroken, msgid

K: Final = "release_k"
"""Name of the city's setting: from which number of children on a count may be printed."""
SENSITIVE: Final = "release_sensitive"
"""Name of the city's setting: groups and types that are protected whatever their count."""
CLUSTERS: Final = "release_clusters"
"""Name of the city's setting: which wards are joined where a ward alone would hide too much."""

LEAST_K: Final = 3
MOST_K: Final = 20

LONGEST_NOTE: Final = 500
LONGEST_DECISION: Final = 200
"""Letters of a decision's number, as many as its column takes."""
_LONGEST_NAME: Final = 60
_CLUSTER: Final = re.compile(r"[A-Z][A-Z0-9]{1,9}")

PROPOSED: Final = "proposed"
SIGNED: Final = "signed"
RETURNED: Final = "returned"
WITHDRAWN: Final = "withdrawn"

PROPOSALS: Final = Lifecycle(
    name="release proposal",
    states=(PROPOSED, SIGNED, RETURNED, WITHDRAWN),
    initial=PROPOSED,
    moves=(
        Move("sign", frozenset({PROPOSED}), SIGNED),
        Move("send_back", frozenset({PROPOSED}), RETURNED),
        Move("withdraw", frozenset({PROPOSED}), WITHDRAWN),
    ),
)

STATE_WORDS: Final = {
    PROPOSED: msgid("Waits for the signature"),
    SIGNED: msgid("Signed and released"),
    RETURNED: msgid("Sent back"),
    WITHDRAWN: msgid("Withdrawn"),
}

REFUSAL_WORDS: Final = {
    "AlreadyDisclosed": msgid("What was released before gives these counts away already"),
    "BudgetExceeded": msgid("The counted work ran out before every cell was proved safe"),
    "KindsNotKept": msgid(
        "This edition was frozen before groups and types were kept: freeze the period once more"
    ),
    "Inconsistent": msgid("No table of whole numbers fits what would be printed"),
    "Malformed": msgid("The figures cannot be laid out so"),
    "NotAdditive": msgid("A total is not the sum of its parts"),
    "OddPeriod": msgid("A release is of a year, a half-year, a quarter or a month"),
    "OtherBasis": msgid("A release counts reports by the day of their receipt"),
    "Overlapping": msgid("Codes of the layout overlap: a child would be counted twice"),
    "TooFew": msgid("There are fewer children in all than a count that may be printed"),
    "UnknownCode": msgid("The figures name a code that the layout does not have"),
    "UnknownLayout": msgid("There is no layout of this name"),
    "Unprotectable": msgid("These counts could be worked out, whatever else is hidden"),
}
"""What each named error says to who asked for a release."""

OTHER_RELEASE: Final = msgid(
    "Another release was registered since this was prepared: prepare it once more"
)
OTHER_RULE: Final = msgid("The rules of releases have changed since: prepare it once more")
ROLE_ENDED: Final = msgid("Who proposed it may not propose releases any more")
OWN: Final = msgid("A second person signs: nobody signs what they proposed")
NOT_SHOWN: Final = msgid("This is not what was shown to you: look at the proposal again")

_DECISION: Final = msgid("Enter the number of the decision or notice")


def number_of(year: int, place: int) -> str:
    """Return a release's number: `CB-2026-001` is the first that was signed in 2026."""
    return f"CB-{year}-{place:03d}"


def check_decision(decision: str) -> str:
    """Return the number of a decision without spaces around it; RuleBroken at `decision`."""
    if not decision.strip():
        raise RuleBroken(_DECISION, field="decision")
    if len(decision.strip()) > LONGEST_DECISION:
        raise RuleBroken(
            "At most %(number)d letters", field="decision", params={"number": LONGEST_DECISION}
        )
    return decision.strip()


def check_k(k: int) -> None:
    """Raise RuleBroken at `k` unless it lies between the bounds."""
    if not LEAST_K <= k <= MOST_K:
        raise RuleBroken(
            "Enter a number from %(least)d to %(most)d",
            field="k",
            params={"least": LEAST_K, "most": MOST_K},
        )


def sensitive_codes() -> tuple[str, ...]:
    """Return the codes that may be made sensitive: groups of circumstances, types of abuse."""
    return (*GROUPS.codes, *ABUSE_TYPES.codes)


def check_sensitive(codes: Iterable[str]) -> None:
    """Raise RuleBroken at `sensitive` for a code that no list has."""
    if strange := sorted(set(codes) - set(sensitive_codes())):
        raise RuleBroken(
            "%(code)s is no group and no type of abuse",
            field="sensitive",
            params={"code": strange[0]},
        )


def check_clusters(clusters: Sequence[tuple[str, str, Sequence[str]]], units: set[str]) -> None:
    """Raise RuleBroken at `clusters` unless each of these units lies in exactly one cluster.

    A cluster is its code, its name and the codes of its units. None at all is allowed: then no
    layout with clusters can be prepared.
    """
    for code, name, members in clusters:
        if not _CLUSTER.fullmatch(code):
            raise _broken(msgid("%(what)s is no code of a cluster: write C01, C02 …"), code)
        _check_name(code, name.strip())
        if not members:
            raise _broken(msgid("The cluster %(what)s has no unit"), code)
    _once(msgid("The cluster %(what)s stands there twice"), [code for code, _, _ in clusters])
    _once(msgid("Two clusters are called %(what)s"), [name.strip() for _, name, _ in clusters])
    named = [unit for _, _, members in clusters for unit in members]
    if strange := sorted(set(named) - units):
        raise _broken(msgid("There is no unit %(what)s on that day"), strange[0])
    _once(msgid("The unit %(what)s lies in two clusters"), named)
    if named and (left := sorted(units - set(named))):
        raise _broken(msgid("The unit %(what)s lies in no cluster"), left[0])


def _check_name(code: str, name: str) -> None:
    """Raise RuleBroken for a name that is none; public files have it, and spreadsheets run =…"""
    if not 0 < len(name) <= _LONGEST_NAME:
        raise _broken(msgid("The cluster %(what)s needs a name of at most 60 letters"), code)
    if not name[0].isalnum():
        raise _broken(msgid("The name of cluster %(what)s begins with a letter or digit"), code)


def _once(message: str, found: Sequence[str]) -> None:
    for what, times in Counter(found).items():
        if times > 1:
            raise _broken(message, what)


def _broken(message: str, what: str) -> RuleBroken:
    return RuleBroken(message, field="clusters", params={"what": what})


def check_signer(proposed_by: int | None, signed_by: int | None) -> None:
    """Raise RuleBroken unless two people stand behind a release.

    The operator of an instance that is not in production (None) may do both.
    """
    if signed_by is not None and signed_by == proposed_by:
        raise RuleBroken(OWN)


def check_note(text: str, field: str, *, needed: bool) -> str:
    """Return a free text without spaces around it; RuleBroken at its field."""
    text = text.strip()
    if needed and not text:
        raise RuleBroken("Say why, for who proposed it", field=field)
    if len(text) > LONGEST_NOTE:
        raise RuleBroken("At most %(number)d letters", field=field, params={"number": LONGEST_NOTE})
    return text


def check_seen_at(text: str) -> str:
    """Return where figures of the office were seen in public; RuleBroken at `seen_at`."""
    text = text.strip()
    if not text:
        raise RuleBroken("Say where everybody can read them", field="seen_at")
    if len(text) > LONGEST_NOTE:
        raise RuleBroken(
            "At most %(number)d letters", field="seen_at", params={"number": LONGEST_NOTE}
        )
    return text
