"""Puts a child's stays in order: first stay and later moves, recorded and new, without overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from caseapp.exchange.faults import Faults
from caseapp.rules.reasons import Reason
from caseapp.rules.values import msgid

Recorded = tuple[int, int, date, date | None]
"""A recorded stay: id, unit, start, end."""

_BEFORE_FIRST: Final = msgid("lies before the child's first stay")
_AFTER_STAY: Final = msgid("lies after the child's stay from %(day)s")
_AFTER_END: Final = msgid("lies after the end of that stay on %(day)s")
_OVERLAPS: Final = msgid("overlaps the stay from %(day)s")
_OVERLAPS_ANOTHER: Final = msgid("overlaps another stay of the child")


@dataclass
class Stay:
    """A child lives in a unit from a day until another (exclusive; None = still).

    `recorded` is how it stands in the database; `sheet` and `row` are where the file speaks of
    it. `stated`: a row of `residences` says its end, if only by leaving it empty. `follows`: the
    end is where the next stay begins, because nobody stated another.
    """

    unit: int
    start: date
    end: date | None = None
    recorded: Recorded | None = None
    sheet: str = ""
    row: int = 0
    first: bool = False
    stated: bool = False
    follows: bool = True
    followed: bool = True

    @property
    def changed(self) -> bool:
        """Whether a recorded stay now stands otherwise."""
        return self.recorded is not None and self.recorded[1:] != (self.unit, self.start, self.end)

    @property
    def states_other_end(self) -> bool:
        """Whether the file states another end than the recorded one.

        An end that only followed from the next move was never stated: a nearer one is no change.
        """
        if self.recorded is None or not self.stated or self.recorded[3] == self.end:
            return False
        return not (self.follows and self.followed)


def recorded_stays(rows: Iterable[Recorded]) -> list[Stay]:
    """Make stays of a child's recorded rows, earliest first."""
    stays = [
        Stay(row[1], row[2], row[3], recorded=row) for row in sorted(rows, key=lambda row: row[2])
    ]
    for stay, following in pairwise(stays):
        stay.follows = stay.followed = stay.end in {None, following.start}
    if stays:
        stays[0].first = True
        stays[-1].follows = stays[-1].followed = stays[-1].end is None
    return stays


def state_end(stay: Stay, end: date | None) -> None:
    """Let a row of `residences` say when a stay ends; empty: when the next one begins."""
    stay.stated, stay.end, stay.follows = True, end, end is None


def settle(stays: list[Stay], faults: Faults) -> list[Stay]:
    """Order a child's stays, end each open one where the next begins, and name overlaps."""
    ordered = sorted(stays, key=lambda stay: (stay.start, not stay.first))
    _refuse_early(ordered, faults)
    for stay, following in pairwise(ordered):
        if stay.follows:
            stay.end = following.start
        if stay.start == following.start or (stay.end and stay.end > following.start):
            _overlap(stay, following, faults)
    if ordered and ordered[-1].follows:
        ordered[-1].end = None
    return ordered


def _refuse_early(ordered: list[Stay], faults: Faults) -> None:
    """Refuse a move before the first stay: `residences` holds later moves.

    And a first stay that was moved behind what is recorded, or behind its own end.
    """
    first = next((stay for stay in ordered if stay.first), None)
    if first is None:
        return
    for stay in ordered[: ordered.index(first)]:
        if stay.sheet:
            faults.add(stay.sheet, stay.row, "from", Reason(_BEFORE_FIRST))
        elif first.sheet:
            _refuse_late(first, Reason(_AFTER_STAY, day=stay.start), faults)
            return
    if first.sheet == "children" and first.end and not first.follows and first.end <= first.start:
        _refuse_late(first, Reason(_AFTER_END, day=first.end), faults)


def _refuse_late(first: Stay, reason: Reason, faults: Faults) -> None:
    column = "resident_from" if first.sheet == "children" else "from"
    faults.add(first.sheet, first.row, column, reason)


def _overlap(stay: Stay, following: Stay, faults: Faults) -> None:
    """Name an overlap at the later of the two stays that the file speaks of."""
    if following.sheet == "residences":
        faults.add("residences", following.row, "from", Reason(_OVERLAPS, day=stay.start))
    elif stay.sheet == "residences":
        faults.add("residences", stay.row, "to", Reason(_OVERLAPS, day=following.start))
    elif spot := following if following.sheet else stay if stay.sheet else None:
        faults.add(spot.sheet, spot.row, "resident_from", Reason(_OVERLAPS_ANOTHER))
