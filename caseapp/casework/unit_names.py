"""Which unit a person means by what they typed: a name of today, an old one, a part, a code.

Names were given anew on 1 July 2025 and three wards were split, so a name may mean several units:
then a person chooses, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from typing import Final

from caseapp.casework import areas
from caseapp.rules.matching import fold, name_order
from caseapp.rules.units import Unit, territory

_ALIKE: Final = 0.75
"""How like a name must be to be told: of 1 one letter in eight or so is another."""

MOST: Final = 12
"""So many are offered to choose from; of more one is not found any sooner."""


@dataclass(frozen=True)
class Meant:
    """A unit of today that may be meant; `former` are the old units by whose name it was found.

    `part` says that such an old unit was split, and that only a part of it came here.
    """

    code: str
    label: str
    former: str = ""
    part: bool = False


@dataclass(frozen=True)
class Answer:
    """What a text may mean; `code` is set when one unit is meant beyond doubt."""

    units: list[Meant]
    code: str = ""


@dataclass(frozen=True)
class _Name:
    meant: Meant
    exact: frozenset[str]
    text: str


def look_up(text: str, offered: Mapping[str, str], *, former: bool = True) -> Answer:
    """Return the units on offer that a text may mean, those of this very name alone if any.

    `offered` names the units by code. Without `former` old names are not looked at: the units on
    offer are then those of before the reform. A name is beyond doubt when it was never another
    unit's, and no part of the unit that bore it went elsewhere.
    """
    wanted = fold(text)
    if not wanted:
        return Answer([])
    if text.strip() in offered:
        code = text.strip()
        return Answer([Meant(code, offered[code])], code)
    names = [
        *(_plain(code, label) for code, label in offered.items()),
        *(name for name in (_former() if former else ()) if name.meant.code in offered),
    ]
    exact = _once(name.meant for name in names if wanted in name.exact)
    if exact:
        sure = len(exact) == 1 and not exact[0].part
        return Answer(exact, exact[0].code if sure else "")
    words = wanted.split()
    found = [name for name in names if _fits(name, words)]
    found.sort(key=lambda name: (bool(name.meant.former), wanted not in name.text))
    return Answer(_once(name.meant for name in found))


def nearest(text: str, offered: Mapping[str, str]) -> str:
    """Return the name on offer, or once borne by what is, that is most like a text; '' for none.

    For what was mistyped: it is told, and never taken for what was meant.
    """
    told = {
        form: f"{name.meant.label} ({name.meant.former})"
        for name in _former()
        if name.meant.code in offered
        for form in name.exact
    }
    told |= {form: label for code, label in offered.items() for form in _plain(code, label).exact}
    found = get_close_matches(fold(text), told, 1, _ALIKE)
    return told[found[0]] if found else ""


def _fits(name: _Name, words: list[str]) -> bool:
    """Whether each word begins one of the name's, and not only of the district's.

    A district only narrows: alone it would call up all the units that lay in it.
    """
    own, _, district = name.text.partition(",")
    own_words = own.split()
    every = [*own_words, *district.split()]
    return all(any(w.startswith(word) for w in every) for word in words) and any(
        w.startswith(word) for word in words for w in own_words
    )


def _once(units: Iterable[Meant]) -> list[Meant]:
    """Put together what is said of each unit, in the order in which the units come first."""
    found: dict[str, Meant] = {}
    for meant in units:
        known = found.setdefault(meant.code, meant)
        if known is not meant:
            former = "; ".join(filter(None, (known.former, meant.former)))
            found[meant.code] = replace(known, former=former, part=known.part or meant.part)
    return list(found.values())


def rows() -> list[list[str]]:
    """Return code, name and old name of every unit of today, for the list that a browser keeps."""
    now = [
        [unit.code, areas.label(unit.id), ""]
        for unit in sorted(_today(), key=lambda unit: name_order(unit.name))
    ]
    return now + [[n.meant.code, n.meant.label, n.meant.former] for n in _former()]


def _today() -> Iterator[Unit]:
    return (u for u in territory().units.values() if u.until is None and u.parent is not None)


def _plain(code: str, label: str) -> _Name:
    told = label.partition(" (")[0]
    exact = frozenset(map(fold, (label, *_with_kind_and_without(told))))
    return _Name(Meant(code, label), exact, fold(label))


def _with_kind_and_without(name: str) -> Iterator[str]:
    yield name
    for kind in ("phường ", "xã ", "thị trấn "):
        if name.lower().startswith(kind):
            yield name[len(kind) :]


def _said(former: str) -> Iterator[str]:
    """Yield the ways to write an old unit: with its district, with its kind, its name alone."""
    whole = former.removeprefix("cũ: ")
    yield from (former, whole)
    yield from _with_kind_and_without(whole.partition(", ")[0])


@cache
def _former() -> tuple[_Name, ...]:
    land = territory()
    found = []
    for link in land.links:
        old, new = land.units[link.old], land.units[link.new]
        former = areas.former(old)
        meant = Meant(new.code, areas.label(new.id), former, part=not link.whole)
        exact = frozenset(map(fold, _said(former)))
        found.append(_Name(meant, exact, fold(former.removeprefix("cũ: "))))
    return tuple(sorted(found, key=lambda name: name_order(name.meant.former)))
