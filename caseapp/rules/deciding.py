"""Who decides on a report that is kept from the chair, and who handles it beside the officers.

The law names the chair of the commune of the event or of the residence (Decree 56/2017, Art. 26.3,
32). Whom neither can give, the supervisor names; whether that is enough is still to be compared
with the law ("chờ đối chiếu").
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """How a decider or an officer was found.

    EITHER: on a separation the chair of the event's or of the residence's unit may decide.
    """

    OWN = "own"
    DEPUTY = "deputy"
    OTHER_UNIT = "other_unit"
    EITHER = "either"
    NAMED = "named"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Choice:
    """Whose turn it is, by account; None when the supervisor has to name somebody."""

    user_id: int | None
    way: Way

    @property
    def by_role(self) -> bool:
        """Whether the person reaches the file by a role in its unit, and needs no naming."""
        return self.way in {Way.OWN, Way.DEPUTY}

    @property
    def unconfirmed(self) -> bool:
        """Whether pages show the choice as still to be compared with the law."""
        return self.way == Way.NAMED


def choose(
    kept: Collection[int],
    *,
    own: Iterable[int],
    deputies: Iterable[int] = (),
    elsewhere: Iterable[int] = (),
    named: Iterable[int] = (),
) -> Choice:
    """Return the first account from which the report is not kept.

    First those who hold the role in the unit, then its deputies in their order, then those of the
    other competent unit, then whom the supervisor named. Nobody is passed over but for a mark.
    """
    for way, people in (
        (Way.OWN, own),
        (Way.DEPUTY, deputies),
        (Way.OTHER_UNIT, elsewhere),
        (Way.NAMED, named),
    ):
        for user_id in people:
            if user_id not in kept:
                return Choice(user_id, way)
    return Choice(None, Way.NOBODY)
