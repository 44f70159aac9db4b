"""What must stay possible of several releases together: which cells, how low and how high.

The small counts of every part, by the k of its own release; the needed differences that are small;
and what is asked for beside them of the part that is to be protected now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from caseapp.statistics.disclosure.certificates import Need
from caseapp.statistics.disclosure.joint import Asked, Part, Tie, Wanted
from caseapp.statistics.disclosure.joint_ledger import Books
from caseapp.statistics.disclosure.layout import Codes, name_of
from caseapp.statistics.disclosure.model import (
    AlreadyDisclosed,
    Inconsistent,
    Malformed,
    NotAdditive,
    TooFew,
    Unprotectable,
)


@dataclass(frozen=True)
class Case:
    """All parts of which one, `new`, is to be protected; the rest were printed before."""

    books: Books
    new: Part
    parts: Sequence[Part]
    ties: Sequence[Tie]

    def place(self, asked: Asked) -> int:
        """Return the place of an asked cell of a part."""
        part = next(part for part in self.parts if part.name == asked.where)
        return self.books.place(part, asked.codes)

    def printed_before(self) -> set[int]:
        """Return the places of the cells that earlier parts print."""
        return self._earlier(hidden=False)

    def hidden_before(self) -> set[int]:
        """Return the places of the cells that earlier parts hide."""
        return self._earlier(hidden=True)

    def _earlier(self, *, hidden: bool) -> set[int]:
        return {
            self.books.place(part, codes)
            for part in self.parts
            for codes, value in (part.printed or {}).items()
            if (value is None) == hidden
        }

    def truth(self, asked: Asked) -> int:
        """Return the true number of what is asked for."""
        if not asked.codes:
            return self.books.difference(next(t for t in self.ties if t.name == asked.where))
        part = next(part for part in self.parts if part.name == asked.where)
        return self.books.value(part, asked.codes)

    def name(self, asked: Asked) -> str:
        """Return what people are told of what is asked for."""
        return name_of(asked.codes) if asked.where == self.new.name else asked.name

    def whole(self) -> set[int]:
        """Return the places of the cells that are the grand total of the new part."""
        leaves = tuple(frozenset(d.leaves) for d in self.new.layout.dimensions)
        found = self.books.cells.get((self.new.quantity, leaves))
        return set() if found is None else {found}

    def names(self) -> dict[int, str]:
        """Return what people are told of each cell: by the new part's name, or an earlier one's."""
        found: dict[int, str] = {}
        for part in (self.new, *self.parts):
            for codes in part.layout.cells:
                name = name_of(codes)
                told = name if part is self.new else f"{part.name}: {name}"
                found.setdefault(self.books.place(part, codes), told)
        return found


def open_case(books: Books, parts: Sequence[Part], ties: Sequence[Tie]) -> Case:
    """Return the parts in their roles, once what was printed before and what always holds is true.

    Raise Malformed unless one part is new; Inconsistent, NotAdditive and TooFew, with names.
    """
    new = [part for part in parts if part.printed is None]
    if len(new) != 1:
        raise Malformed(f"{len(new)} parts are to be protected, not one")
    if false := [asked.name for asked in _untrue(books, parts)]:
        raise Inconsistent(f"printed before, but not true: {', '.join(false)}", false)
    block = books.blocks[new[0].quantity]
    if books.there[block.start : block.end].sum() < new[0].layout.k:
        raise TooFew(f"the grand total is always printed, and is below {new[0].layout.k}")
    broken = [tie.name for tie in ties if tie.always and books.difference(tie) < 0]
    if broken:
        raise NotAdditive(f"always holds, but not here: {', '.join(broken)}", broken)
    return Case(books, new[0], parts, ties)


def _untrue(books: Books, parts: Iterable[Part]) -> Iterator[Asked]:
    for part in parts:
        for codes, value in (part.printed or {}).items():
            if value is not None and value != books.value(part, codes):
                yield Asked(part.name, codes, value, value)


def ask(case: Case, primary: Collection[Codes], wanted: Collection[Wanted]) -> tuple[Asked, ...]:
    """Return all that must be shown; raise UnknownCode for a cell that the new part lacks."""
    for codes in (*primary, *(one.codes for one in wanted)):
        case.books.place(case.new, codes)
    return tuple(dict.fromkeys(_asked(case, primary, wanted)))


def _asked(case: Case, primary: Collection[Codes], wanted: Collection[Wanted]) -> Iterator[Asked]:
    for part in (*(p for p in case.parts if p is not case.new), case.new):
        for codes in part.layout.cells:
            if 0 < case.books.value(part, codes) < part.layout.k:
                yield Asked(part.name, codes, 0, part.layout.k)
    for codes in primary:
        yield Asked(case.new.name, codes, 0, case.new.layout.k)
    for one in wanted:
        yield Asked(case.new.name, one.codes, one.low, one.high)
    for tie in case.ties:
        if tie.needed and 0 < case.books.difference(tie) < (k := _k_of(tie, case.parts)):
            yield Asked(tie.name, (), 0, k)


def _k_of(tie: Tie, parts: Sequence[Part]) -> int:
    """Return the k of a difference: of each quantity the least that it was printed by, the most."""
    return max(
        min(part.layout.k for part in parts if part.quantity == quantity)
        for quantity in tie.quantities
    )


def needs_of_all(case: Case, asked: Iterable[Asked], ties: dict[str, int]) -> dict[Need, Asked]:
    """Return each need with what it is needed for; `ties` are the places of the differences.

    A difference that has no place is none under these ties, and needs nothing.
    """
    found: dict[Need, Asked] = {}
    for one in asked:
        place = case.place(one) if one.codes else ties.get(one.where)
        if place is not None:
            found.setdefault(Need(place, most=False, bound=one.low), one)
            found.setdefault(Need(place, most=True, bound=one.high), one)
    return found


def refuse_told(case: Case, must: Collection[int]) -> None:
    """Raise AlreadyDisclosed for a cell that must be hidden and was printed before.

    Raise Unprotectable for the grand total, which is always printed.
    """
    names = case.names()
    if told := [names[place] for place in sorted(case.printed_before().intersection(must))]:
        raise AlreadyDisclosed(f"printed before: {', '.join(told)}", told)
    if told := [names[place] for place in sorted(case.whole().intersection(must))]:
        raise Unprotectable(f"always printed: {', '.join(told)}", told)


def refuse_open(case: Case, asked: Sequence[Asked], told: Sequence[Asked]) -> None:
    """Raise AlreadyDisclosed for what was `told` before, else Unprotectable; not for nothing."""
    names = tuple(dict.fromkeys(case.name(one) for one in told or asked))
    if told:
        text = f"told by what was printed before, whatever is hidden now: {', '.join(names)}"
        raise AlreadyDisclosed(text, names)
    if names:
        raise Unprotectable(f"nothing that may be hidden protects {', '.join(names)}", names)


def asked_before(case: Case, asked: Iterable[Asked]) -> list[Asked]:
    """Return what was to be protected before the new part was there."""
    before = {part.quantity for part in case.parts if part.printed is not None}
    kept = {tie.name for tie in case.ties if tie.quantities <= before}
    return [
        one for one in asked if (one.where != case.new.name if one.codes else one.where in kept)
    ]
