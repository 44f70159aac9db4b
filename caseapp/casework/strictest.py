"""What protects a child when two records become one: of each protection the stricter one holds.

One list. A protection that lies in a table, keyed by the child, needs no line here when it is asked
over all records of one child (as marks of conflict are, records.own_reach); one that lies in a
column of the child, or in a row of which one holds, is compared here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from caseapp import desk
from caseapp.casework.entrusting import engage_around
from caseapp.casework.jobs import forget_exports
from caseapp.casework.marked import kept_from
from caseapp.records.children import Child


@dataclass(frozen=True)
class Protection:
    """One protection: `take` writes the stricter one of two children on the first.

    It returns what the first had before, as JSON can hold it and without any content, or None
    when nothing was changed; `give_back` is handed that when the merge is undone.
    """

    name: str
    take: Callable[[desk.Door, Child, Child], Any]
    give_back: Callable[[desk.Door, Child, Any], None]


def _share_marks(door: desk.Door, first: Child, second: Child) -> None:
    """Let what is kept from somebody in one record be kept in the other.

    The row filter sees to it (own_reach.hidden_from); here follows what a mark brings with it: no
    export made before stays theirs, and somebody else decides and handles where they did.
    """
    del second
    for user_id in sorted(kept_from(door, first)):
        forget_exports(door.session, user_id)
    engage_around(door, first)


def _keep_marks(_door: desk.Door, _first: Child, _before: object) -> None:
    """Marks hang on the record on which they were set, and stay there."""


PROTECTIONS: Final[tuple[Protection, ...]] = (Protection("marks", _share_marks, _keep_marks),)
"""Hidden name, safe contact, placement and consent each add their line."""


def take_strictest(door: desk.Door, first: Child, second: Child) -> dict[str, Any]:
    """Write the stricter of each protection on the child that stays; return what was before."""
    taken = {each.name: each.take(door, first, second) for each in PROTECTIONS}
    return {name: before for name, before in taken.items() if before is not None}


def give_back(door: desk.Door, first: Child, before: dict[str, Any]) -> None:
    """Put back what `take_strictest` changed."""
    for each in PROTECTIONS:
        if each.name in before:
            each.give_back(door, first, before[each.name])
