"""Hides cells of a new release so that no small count can be worked out of it and all before it.

What was printed before stays, and what it left open is proved anew together with the new. Where no
child moved, all ties are kept at once. Where some did, first those that hold nevertheless are kept;
then the same is proved of a table that keeps all, if one fits what is printed: somebody may believe
that none moved.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from caseapp.statistics.disclosure.counts import Which
from caseapp.statistics.disclosure.joint import (
    Asked,
    Part,
    Progress,
    Stage,
    Tie,
    Wanted,
    check_ties,
    quantities_of,
    refuse_overlaps,
    related,
)
from caseapp.statistics.disclosure.joint_ledger import (
    Books,
    Tables,
    differences,
    open_books,
    write_ledger,
)
from caseapp.statistics.disclosure.joint_lessening import ask_less
from caseapp.statistics.disclosure.joint_needs import (
    Case,
    ask,
    asked_before,
    needs_of_all,
    open_case,
    refuse_open,
    refuse_told,
)
from caseapp.statistics.disclosure.layout import Codes
from caseapp.statistics.disclosure.moves import Mover
from caseapp.statistics.disclosure.protect import Protection, prove, replay_all
from caseapp.statistics.disclosure.trim import trim


@dataclass(frozen=True)
class JointProtection:
    """Which cells of the new part are hidden, and what an audit must find open in all parts."""

    hidden: Mapping[Codes, bool]
    asked: tuple[Asked, ...]


def protect_jointly(
    tables: Tables,
    parts: Sequence[Part],
    ties: Sequence[Tie],
    *,
    primary: Collection[Codes] = (),
    wanted: Collection[Wanted] = (),
    stay_hidden: Collection[Codes] = (),
    stage: Stage,
    budget: int | None = None,
) -> JointProtection:
    """Return what to hide of the one part that is not printed yet, so that all parts are safe.

    `tables` are the true counts of each quantity by leaves; parts of which no tie leads to the new
    one are left alone. `primary` are cells to be hidden
    beside the small ones, `wanted` such with bounds of their own, `stay_hidden` such without needs.
    `budget` is how many calls of a solver each proof may take; None is some for each need.

    Raise AlreadyDisclosed, with the cells, where what was printed before tells them alone;
    Unprotectable where the new part would tell them, whatever of it is hidden; BudgetExceeded when
    the counted work runs out; TooFew for a grand total below k; NotAdditive for a tie that must
    hold and does not; Inconsistent for an earlier part that did not print the truth; Malformed,
    UnknownCode and Overlapping for parts that are none.
    """
    case = _opened(tables, parts, ties)
    asked = ask(case, primary, wanted)
    must = {case.books.place(case.new, codes) for codes in stay_hidden}
    own = {case.place(one) for one in asked if one.codes and one.where == case.new.name}
    refuse_told(case, must | own)
    found = _protected(case, asked, must | case.hidden_before(), stage, budget)
    hidden, asked = found.hidden, tuple(found.put(one) for one in asked)
    places = {codes: case.books.place(case.new, codes) for codes in case.new.layout.cells}
    return JointProtection({codes: bool(hidden[at]) for codes, at in places.items()}, asked)


def _protected(
    case: Case,
    asked: Sequence[Asked],
    must: Collection[int],
    stage: Stage,
    budget: int | None,
) -> _Proved:
    """Return what is hidden, and how what was asked is to be put."""
    moved = any(case.books.difference(tie) < 0 for tie in case.ties)
    kept = [tie for tie in case.ties if tie.always or not moved]
    world = _World(case, case.books, kept, asked)
    found = world.begin(must)
    with stage("Protect") as progress:
        instead = world.prove(found, progress, budget)
    with stage("Trim") as progress:
        trim(found, progress)
    replay_all(found)
    done = _Proved(found.hidden[: len(case.books.cells)], frozenset(), instead)
    if not moved:
        return done
    with stage("Protect without moves") as progress:
        return _prove_without_moves(case, asked, done, progress, budget)


def _opened(tables: Tables, parts: Sequence[Part], ties: Sequence[Tie]) -> Case:
    """Return the parts that bear on the new one and their true counts, if they are as they should.

    Raise what `protect_jointly` raises.
    """
    check_ties(ties, quantities_of(parts))
    new = [part.quantity for part in parts if part.printed is None]
    parts, ties = related(new, parts, ties)
    for part in parts:
        refuse_overlaps(part)
    return open_case(open_books(tables, parts), parts, ties)


class _World:
    """A table that fits what is printed, true or not, with the ties that it keeps."""

    def __init__(
        self, case: Case, books: Books, ties: Sequence[Tie], asked: Sequence[Asked]
    ) -> None:
        self._case = case
        never = case.printed_before() | case.whole()
        self.ledger = write_ledger(books, case.names(), ties, never)
        self._rests = differences(books, ties)
        self._needs = needs_of_all(case, asked, self._rests)

    def begin(self, hidden: Collection[int]) -> Protection:
        """Return the start of a protection; differences are never printed."""
        return Protection(self.ledger, self._needs, {*hidden, *self._rests.values()})

    def prove(
        self, found: Protection, progress: Progress | None, budget: int | None
    ) -> dict[Asked, Asked]:
        """Hide until all is proved; raise AlreadyDisclosed or Unprotectable where it cannot be.

        Return the differences of which less is proved, as what was printed before bounds them.
        """
        prove(found, progress, budget)
        instead = ask_less(found, self._needs, self._case.truth)
        asked = [self._needs[need] for need in found.unproved()]
        refuse_open(self._case, asked, _told(self._case, asked) if asked else ())
        return instead

    def prove_but_wrong(
        self, found: Protection, progress: Progress | None, budget: int | None
    ) -> tuple[frozenset[Asked], dict[Asked, Asked]]:
        """Hide until all is proved that may be true in this world; return the rest.

        Return also the differences of which less is proved.
        """
        prove(found, progress, budget)
        wrong: dict[Asked, bool] = {}
        for need in found.unproved():
            one = self._needs[need]
            if one not in wrong:
                truth = self._case.truth(one)
                wrong[one] = not found.mover.can_be(need.cell, truth, found.hidden)
        mistaken = frozenset(one for one, is_wrong in wrong.items() if is_wrong)
        found.forget(need for need, one in self._needs.items() if one in mistaken)
        instead = ask_less(found, self._needs, self._case.truth)
        refuse_open(self._case, [self._needs[need] for need in found.unproved()], ())
        return mistaken, instead


@dataclass(frozen=True)
class _Proved:
    """What is hidden; what a belief that no child moved is wrong about; what is asked instead."""

    hidden: Which
    wrong: frozenset[Asked]
    instead: Mapping[Asked, Asked]

    def put(self, one: Asked) -> Asked:
        """Return what an audit is to ask in place of something."""
        return replace(self.instead.get(one, one), unmoved=one not in self.wrong)

    def weaker(self, instead: Mapping[Asked, Asked]) -> dict[Asked, Asked]:
        """Return what is asked instead in two worlds: of each difference the less."""
        found = dict(self.instead)
        for one, less in instead.items():
            known = found.get(one, one)
            low, high = max(known.low, less.low), min(known.high, less.high)
            found[one] = replace(one, low=low, high=high)
        return found


def _told(case: Case, asked: Sequence[Asked]) -> list[Asked]:
    """Return what the earlier parts tell alone, whatever the new one prints, as far as is sure."""
    before = {part.quantity for part in case.parts if part.printed is not None}
    ties = [tie for tie in case.ties if tie.always and tie.quantities <= before]
    ledger = write_ledger(case.books, case.names(), ties, case.printed_before())
    rests, mover = differences(case.books, ties), Mover(ledger)
    told = []
    for one in asked_before(case, asked):
        place = case.place(one) if one.codes else rests.get(one.where)
        ends = (one.low, one.high)
        if place is not None and not all(mover.can_be(place, n, ~ledger.never) for n in ends):
            told.append(one)
    return list(dict.fromkeys(told))


def _prove_without_moves(
    case: Case,
    asked: Sequence[Asked],
    done: _Proved,
    progress: Progress | None,
    budget: int | None,
) -> _Proved:
    """Return what is hidden once all is proved to who believes that no child moved.

    Such a belief tells nothing of what it is wrong about. When no table without moves fits what is
    printed nothing more is hidden.
    """
    hidden = done.hidden
    ledger = _World(case, case.books, case.ties, ())
    start = ledger.begin(np.flatnonzero(hidden).tolist())
    move = start.mover.mend(start.hidden)
    if move is None:
        return done
    there = case.books.there.copy()
    for leaf, step in move.steps:
        if leaf < len(there):
            there[leaf] += step
    world = _World(case, replace(case.books, there=there), case.ties, asked)
    found = world.begin(np.flatnonzero(hidden).tolist())
    wrong, instead = world.prove_but_wrong(found, progress, budget)
    replay_all(found)
    return _Proved(found.hidden[: len(case.books.cells)], wrong, done.weaker(instead))
