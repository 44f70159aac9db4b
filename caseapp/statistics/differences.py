"""Why figures differ from those that were frozen: counts by cause, which add up to what is now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from caseapp.rules.freezing import (
    CAUSES,
    CORRECTED,
    DEFINITION,
    ENTERED,
    HELPED,
    KNOWN,
    MERGED,
    MOVED,
    TAKEN_OUT,
)
from caseapp.rules.units import CITY_ID
from caseapp.statistics.members import BESIDE, Member, Members
from caseapp.statistics.territory import Ground

COUNTED, FULFILLED = "counted", "fulfilled"
PARTS: Final = (COUNTED, FULFILLED)

Children = frozenset[int]
_NONE: Final[Children] = frozenset()


@dataclass(frozen=True)
class Since:
    """What happened to children after the figures were frozen, by the number they count under.

    `root_of` leads from a merged record to the child it counts as now; `merged` are children
    whose merging changed. By source: for whom a row was `entered` or `taken_out`. `housed`: a stay
    was entered; `away`: no stay in the city covers what counts; `helped`, `unhelped`: help was
    entered or taken out. `redefined` are sources whose definition has another version now.
    """

    root_of: Mapping[int, int] = field(default_factory=dict)
    merged: Children = _NONE
    entered: Mapping[str, Children] = field(default_factory=dict)
    taken_out: Mapping[str, Children] = field(default_factory=dict)
    housed: Children = _NONE
    away: Mapping[str, Children] = field(default_factory=dict)
    helped: Children = _NONE
    unhelped: Children = _NONE
    redefined: frozenset[str] = frozenset()
    known: Children = _NONE
    """Reports without a child then, by their numbers below zero, of whom the child is known now."""


class Place(NamedTuple):
    """What a difference is about: a source, children counted or fulfilling, an area, a cause."""

    source: str
    part: str
    area: int
    cause: str


Differences = Mapping[Place, int]


def differences(
    frozen: Members, alike: Members, now: Members, since: Since, ground: Ground
) -> Differences:
    """Return how many more or fewer count, by cause; old + differences = now in every area.

    `alike` are those who count now by the rules of the frozen sheet, `now` by today's: what lies
    between the two is the definition's doing. Areas are those of the sheet, and the city.
    """
    found: Counter[Place] = Counter()
    for source in _compared(frozen, now):
        book = _Book(source, ground, found)
        then = book.fold(frozen.get(source, ()), since)
        here = {one.child: one for one in alike[source]}
        for child in then.keys() | here.keys():
            book.compare(then.get(child), here.get(child), since)
        last = {one.child: one for one in now[source]}
        for child in here.keys() | last.keys():
            book.change(here.get(child), last.get(child), DEFINITION, DEFINITION)
    return {place: number for place, number in found.items() if number}


def _compared(frozen: Members, now: Members) -> list[str]:
    """Return the sources that can be compared: what no sheet kept then is told by none."""
    return [source for source in now if source not in BESIDE or source in frozen]


def differing(frozen: Members, alike: Members, root_of: Mapping[int, int]) -> dict[str, set[int]]:
    """Return the children about whom a cause must be found, by source, as they count now."""
    found: dict[str, set[int]] = {}
    for source in _compared(frozen, alike):
        those = alike[source]
        then = {_gist(one) for one in frozen.get(source, ())}
        here = {_gist(one) for one in those}
        found[source] = {root_of.get(gist[0], gist[0]) for gist in then ^ here}
    return found


def _gist(one: Member) -> tuple[int, int, bool]:
    return one.child, one.unit, one.fulfilled


def by_cause(found: Differences, source: str, part: str, area: int) -> list[tuple[str, int]]:
    """Return the causes of one figure's difference with their counts, in their order."""
    counts = [(cause, found.get(Place(source, part, area, cause), 0)) for cause in CAUSES]
    return [(cause, number) for cause, number in counts if number]


@dataclass
class _Book:
    """Takes down differences of one source, each in its area and in the city."""

    source: str
    ground: Ground
    found: Counter[Place]

    def fold(self, frozen: Sequence[Member], since: Since) -> dict[int, Member]:
        """Return who counted then under the number of today; of merged records one stays."""
        then: dict[int, Member] = {}
        root_of = since.root_of
        for one in sorted(frozen, key=lambda m: (root_of.get(m.child, m.child) != m.child, m)):
            root = root_of.get(one.child, one.child)
            if root in then:
                self.change(one, None, MERGED, MERGED)
            else:
                then[root] = one
        return then

    def compare(self, then: Member | None, now: Member | None, since: Since) -> None:
        """Take down what one child makes different, with the cause that explains it best."""
        why = _Why(self.source, since, then, now)
        self.change(then, now, why.place(), why.fulfilment())

    def change(self, then: Member | None, now: Member | None, place: str, how: str) -> None:
        """Take one child from where it counted and put it where it counts.

        A child that counts in both keeps what it fulfilled while it moves; then comes what changed.
        """
        if then is None or now is None or self._home(then) != self._home(now):
            carried = any(one.fulfilled for one in (then or now,) if one is not None)
            for one, sign in ((then, -1), (now, 1)):
                if one is not None:
                    self._note(COUNTED, one, place, sign)
                    self._note(FULFILLED, one, place, sign * carried)
        if then is not None and now is not None:
            self._note(FULFILLED, now, how, now.fulfilled - then.fulfilled)

    def _home(self, one: Member) -> int | None:
        return self.ground.home(one.unit)

    def _note(self, part: str, one: Member, cause: str, number: int) -> None:
        if not number:
            return
        for area in {self._home(one), CITY_ID} - {None}:
            self.found[Place(self.source, part, area or 0, cause)] += number


@dataclass(frozen=True)
class _Why:
    """Finds the cause of one child's difference: the first that fits, from the surest on."""

    source: str
    since: Since
    then: Member | None
    now: Member | None

    @property
    def _child(self) -> int:
        one = self.now or self.then
        assert one is not None
        return self.since.root_of.get(one.child, one.child)

    def _first(self, *causes: tuple[str, Iterable[int]]) -> str:
        for cause, children in ((MERGED, self.since.merged), *causes):
            if self._child in children:
                return cause
        counted_as = "9" if self.source in BESIDE else self.source
        return DEFINITION if counted_as in self.since.redefined else CORRECTED

    def place(self) -> str:
        """Say why the child counts, counts no longer, or counts elsewhere."""
        since = self.since
        entered = (ENTERED, since.entered.get(self.source, _NONE))
        taken_out = (TAKEN_OUT, since.taken_out.get(self.source, _NONE))
        if self.then is None:
            return self._first(entered, (MOVED, since.housed))
        if self.now is None:
            # Who is suspected no more may have been confirmed by what was entered.
            later = ((KNOWN, since.known), entered) if self.source in BESIDE else ()
            return self._first(taken_out, *later, (MOVED, since.away.get(self.source, _NONE)))
        here = frozenset({self._child})
        # Where an impact counts is where the child lived that day: another first day, another unit.
        return self._first(*((entered, taken_out) if self.source == "12" else ()), (MOVED, here))

    def fulfilment(self) -> str:
        """Say why the child was helped or relieved now and not then, or the reverse."""
        if self.then is None or self.now is None or self.then.fulfilled == self.now.fulfilled:
            return CORRECTED
        entered = self.since.entered.get(self.source, _NONE)
        taken_out = self.since.taken_out.get(self.source, _NONE)
        if self.source != "12":
            more = (HELPED, self.since.helped)
            return self._first(more if self.now.fulfilled else (TAKEN_OUT, self.since.unhelped))
        if not self.now.fulfilled:
            return self._first((ENTERED, entered))
        waited = frozenset({self._child}) if self.then.waiting else _NONE
        return self._first((TAKEN_OUT, taken_out), (HELPED, waited))
