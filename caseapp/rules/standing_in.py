"""Standing in for a chair or an officer: who can, for which days, and in which words it is signed.

The law gives decisions to the chair personally; a vice chair signs them for the chair ("KT.", kính
thay; Decree 30/2020, Annex I). Whoever prepares a case as its officer does not decide it as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from caseapp.rules.access import Grant, Role
from caseapp.rules.values import RuleBroken, local_day

LONGEST: Final = timedelta(days=366)
"""A naming is for some days: who stands in for longer is named anew."""

SHORTEST_REASON: Final = 10
"""Letters of a supervisor's reason to name for a chair who cannot be reached."""

LAST_RANK: Final = 9

FROM_ROLES: Final[Mapping[Role, Role]] = {Role.CHAIR: Role.DEPUTY, Role.OFFICER: Role.OFFICER}
"""The post that whoever stands in holds, by that which they stand in for."""

IN_THE_UNIT: Final = frozenset({Role.CHAIR})
"""Posts whose stand-ins come from the unit itself; an officer's may come from another."""


@dataclass(frozen=True)
class Term:
    """When a naming is in force: days (`valid_until` exclusive), less what lies before or after.

    It never reaches back before the moment it was written down, nor beyond that of its end.
    """

    valid_from: date
    valid_until: date
    named_at: datetime
    ended_at: datetime | None

    def covers(self, moment: datetime) -> bool:
        """Tell whether the naming was in force at the moment."""
        if moment < self.named_at or (self.ended_at is not None and moment >= self.ended_at):
            return False
        return self.valid_from <= local_day(moment) < self.valid_until


def check_days(first: date, last: date, today: date) -> None:
    """Raise RuleBroken for days (both included) on which nobody can stand in."""
    if first < today:
        raise RuleBroken("Enter today or a later day", field="valid_from")
    if last < first:
        raise RuleBroken("The last day cannot lie before the first", field="last_day")
    if last - first >= LONGEST:
        raise RuleBroken("Somebody stands in for a year at most", field="last_day")


def grants_by_naming(
    naming: int, role: Role, unit: int, days: tuple[date, date], own: Iterable[Grant]
) -> Iterator[Grant]:
    """Yield what a naming gives, on those of its days on which the post it rests on is held."""
    first, end = days
    for post in own:
        if post.naming is not None or post.role != FROM_ROLES[role]:
            continue
        if role in IN_THE_UNIT and (post.units is None or unit not in post.units):
            continue
        since = max(first, post.valid_from)
        until = min(end, post.valid_until or end)
        if since < until:
            yield Grant(role, frozenset({unit}), since, until, naming)


def signed_as(role: Role, *, by_naming: bool) -> str:
    """Return the words above a signature; "/" parts two lines of it."""
    assert role == Role.CHAIR
    return "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH" if by_naming else "CHỦ TỊCH"
