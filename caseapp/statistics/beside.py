"""What stands beside indicator 9 in a frozen sheet and now: how many, and why they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from caseapp.statistics.differences import COUNTED, Differences, by_cause
from caseapp.statistics.members import BESIDE, Member, Members
from caseapp.statistics.territory import Ground

Changed = tuple[str, str, str, int, int, tuple[tuple[str, int], ...]]
"""Area, note, part, how many then and now, the causes."""


def beside_in(members: Members, ground: Ground, area: int) -> dict[str, int]:
    """Return the notes of an area in a frozen sheet; none of a sheet that did not keep them."""
    return {name: _number(members[name], ground, area) for name in BESIDE if name in members}


def beside_changes(
    frozen: Members, now: Members, found: Differences, ground: Ground, codes: Mapping[str, int]
) -> Iterator[Changed]:
    """Yield the notes that are others now, by area; none of a sheet that did not keep them."""
    for code, area in codes.items():
        for name in BESIDE:
            if name not in frozen:
                continue
            then, today = (_number(each[name], ground, area) for each in (frozen, now))
            causes = tuple(by_cause(found, name, COUNTED, area))
            if causes or then != today:
                yield code, name, COUNTED, then, today, causes


def _number(members: Sequence[Member], ground: Ground, area: int) -> int:
    return sum(ground.lies_in(one.unit, area) for one in members)
