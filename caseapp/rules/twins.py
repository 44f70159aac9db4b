"""Whether two entries may be of one child: by name, birth, sex, telephone and home, with reasons.

Points are weighed so that one name out of a city's does not do without something else: a common
name is borne by hundreds. What is far off counts against; what is not known counts for nothing.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import permutations
from typing import Final

from caseapp.rules.matching import fold, one_slip
from caseapp.rules.namesakes import plain_phone
from caseapp.rules.values import msgid

SHOWN: Final = 5
"""So many are proposed at most, the likeliest first."""

PREVIEWS_A_DAY: Final = 10
"""So many children of other units one person is pointed at in a day."""

COMMON: Final = 30
"""A name that more children bear is a common one: a birth one year off is one of 5,844 twice."""

_ENOUGH: Final = 5.0
_FAR: Final = -5.0
_DROPPED: Final = "thi"
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz "
_LAST_OF_FEBRUARY: Final = {(2, 28), (2, 29)}
_MOST_WORDS: Final = 5
"""Names of more words are looked for in the order in which they are written alone."""

REASONS: Final = {
    "name": msgid("same name"),
    "folded": msgid("same name without accents"),
    "thi": msgid("same name but for Thị"),
    "other_name": msgid("another name that the child bears"),
    "order": msgid("same words of the name in another order"),
    "slip": msgid("one letter of the name differs"),
    "born": msgid("same day of birth"),
    "month": msgid("same month of birth"),
    "year": msgid("same year of birth"),
    "year_off": msgid("year of birth one off"),
    "swapped": msgid("day and month of birth exchanged"),
    "age": msgid("the estimated age fits"),
    "mother_phone": msgid("same telephone number of the mother"),
    "father_phone": msgid("same telephone number of the father"),
    "phone": msgid("same telephone number of the carer"),
    "carer": msgid("same name of the carer"),
    "address": msgid("same address"),
    "unit": msgid("same ward or commune"),
    "number": msgid("same personal number"),
}
"""Why two entries may be of one child, by the code that is kept."""


@dataclass(frozen=True)
class Entry:
    """A child as it is compared; a unit is where it lives, 0 when that is not known."""

    name: str
    sex: str = "unknown"
    born: date | None = None
    precision: str = ""
    phone: str = ""
    carer: str = ""
    relation: str = ""
    address: str = ""
    unit: int = 0


@dataclass(frozen=True)
class Likeness:
    """How much speaks for one child, and what: codes of REASONS."""

    points: float
    reasons: tuple[str, ...]

    @property
    def proposed(self) -> bool:
        """Tell whether somebody is to look at the two."""
        return self.points >= _ENOUGH


_NONE: Final = Likeness(0, ())


def compare(new: Entry, known: Entry, *, common: bool = False) -> Likeness:
    """Return how alike two entries are; without a like name nothing else counts.

    `common`: so many bear the name that one of them elsewhere is sure to have a birth much like it.
    """
    name = _name_likeness(new.name, known.name)
    if not name.reasons:
        return _NONE
    parts = (name, _births(new, known), _phones(new, known), _homes(new, known), _sexes(new, known))
    reasons = tuple(code for part in parts for code in part.reasons)
    by_chance = 0.5 if common and not {"born", "unit"} & set(reasons) else 0.0
    return Likeness(sum(part.points for part in parts) - by_chance, reasons)


def _spelled(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _core(words: list[str]) -> list[str]:
    """Return the words without a Thị that stands between others: it is often left out."""
    return [
        word
        for at, word in enumerate(words)
        if word != _DROPPED or at in {0, len(words) - 1} or len(words) <= 2  # noqa: PLR2004
    ]


def _bag(words: list[str]) -> list[str]:
    """Return the words in a fixed order, without a Thị wherever it came to stand."""
    found = sorted(words)
    if _DROPPED in found and len(found) > 2:  # noqa: PLR2004
        found.remove(_DROPPED)
    return found


def _name_likeness(new: str, known: str) -> Likeness:
    mine, other = fold(new).split(), fold(known).split()
    if mine == other:
        return Likeness(3, ("name",) if _spelled(new) == _spelled(known) else ("folded",))
    short, theirs = _core(mine), _core(other)
    without = ("thi",) if (len(short) == len(mine)) != (len(theirs) == len(other)) else ()
    if short == theirs:
        return Likeness(3, ("thi",))
    if _bag(mine) == _bag(other):
        return Likeness(3, ("order",))
    if one_slip(" ".join(mine), " ".join(other)):
        return Likeness(2, ("slip",))
    if one_slip(" ".join(short), " ".join(theirs)):
        return Likeness(2, ("slip", *without))
    return _NONE


def _births(new: Entry, known: Entry) -> Likeness:
    if new.born is None or known.born is None:
        return _NONE
    off = abs(new.born.year - known.born.year)
    how = {new.precision or "day", known.precision or "day"}
    if "estimated" in how:
        return _estimated(abs((new.born - known.born).days))
    if off > 1:
        return Likeness(_FAR, ())
    if "year" in how:
        return Likeness(0.5, ("year_off",)) if off else Likeness(1, ("year",))
    if "month" in how:
        return _months(new.born, known.born)
    return _days(new.born, known.born)


def _estimated(days: int) -> Likeness:
    if days <= 400:  # noqa: PLR2004 - an age in years is right within one
        return Likeness(1, ("age",))
    return _NONE if days <= 800 else Likeness(_FAR, ())  # noqa: PLR2004 - or one year wrong


def _months(new: date, known: date) -> Likeness:
    if new.month != known.month:
        return Likeness(-1.5, ())
    return Likeness(1.5, ("month",)) if new.year == known.year else Likeness(1, ("year_off",))


def _days(new: date, known: date) -> Likeness:
    if new == known:
        return Likeness(3, ("born",))
    if _same_day_of_year(new, known):
        return Likeness(2, ("year_off",))
    if new.year == known.year and (new.day, new.month) == (known.month, known.day):
        return Likeness(2, ("swapped",))
    return Likeness(-1.5, ())


def _same_day_of_year(new: date, known: date) -> bool:
    days = {(new.month, new.day), (known.month, known.day)}
    return len(days) == 1 or days == _LAST_OF_FEBRUARY


def _phones(new: Entry, known: Entry) -> Likeness:
    points, reasons = 0.0, []
    if (phone := plain_phone(new.phone)) and phone == plain_phone(known.phone):
        points += 3
        whose = {new.relation, known.relation} & {"mother", "father"}
        reasons.append(f"{whose.pop()}_phone" if len(whose) == 1 else "phone")
    if (carer := fold(new.carer)) and carer == fold(known.carer):
        points += 1.5
        reasons.append("carer")
    return Likeness(points, tuple(reasons))


def _homes(new: Entry, known: Entry) -> Likeness:
    points, reasons = 0.0, []
    if new.unit and new.unit == known.unit:
        points += 1
        reasons.append("unit")
        if (address := fold(new.address)) and address == fold(known.address):
            points += 1.5
            reasons.append("address")
    return Likeness(points, tuple(reasons))


def _sexes(new: Entry, known: Entry) -> Likeness:
    sexes = {new.sex, known.sex}
    return Likeness(-2, ()) if sexes >= {"male", "female"} else _NONE


@lru_cache(maxsize=8)
def spellings(name: str) -> frozenset[str]:
    """Return every folded name that is alike enough: to be looked up, each, in an index of names.

    The words in each order, with and without Thị, and each letter of the name as it is written
    missing, added, another or exchanged with its neighbour.
    """
    words = fold(name).split()
    if not words:
        return frozenset()
    short = _core(words)
    own = {" ".join(words), " ".join(short), *_with_thi(short)}
    found = set(own)
    bag = _bag(words)
    if len(bag) <= _MOST_WORDS:
        for order in permutations(bag):
            found |= {" ".join(order), *_with_thi(list(order), ends=True)}
    for text in own:
        found |= _slips(text)
    return frozenset(found)


def misspellings(name: str) -> frozenset[str]:
    """Return the folded name and every one that is one slip away, its words as they stand."""
    text = fold(name)
    return frozenset({text} | _slips(text)) if text else frozenset()


def _with_thi(words: list[str], *, ends: bool = False) -> set[str]:
    """Return the words with a Thị between two of them, or at the ends as well."""
    if len(words) <= 1:  # it stands between two
        return set()
    places = range(0 if ends else 1, len(words) + (1 if ends else 0))
    return {" ".join([*words[:at], _DROPPED, *words[at:]]) for at in places}


def _slips(text: str) -> set[str]:
    splits = [(text[:at], text[at:]) for at in range(len(text) + 1)]
    found = {f"{a}{b[1:]}" for a, b in splits if b}
    found |= {f"{a}{b[1]}{b[0]}{b[2:]}" for a, b in splits if len(b) > 1}
    for letter in _LETTERS:
        found |= {f"{a}{letter}{b}" for a, b in splits}
        found |= {f"{a}{letter}{b[1:]}" for a, b in splits if b}
    return {each if _tidy(each) else " ".join(each.split()) for each in found}


def _tidy(text: str) -> bool:
    """Tell whether the words of a text stand one space apart, with none at the ends."""
    return "  " not in text and text[:1] != " " and text[-1:] != " "


def days_alike(born: date) -> tuple[date, ...]:
    """Return the full dates that a full date may be written as: a year off, day and month swapped.

    The last days of February stand for each other.
    """
    found = _day(born.year, born.day, born.month)
    for year in (born.year - 1, born.year, born.year + 1):
        found |= _day(year, born.month, born.day)
        if (born.month, born.day) in _LAST_OF_FEBRUARY:
            found |= {day for at in _LAST_OF_FEBRUARY for day in _day(year, *at)}
    return tuple(sorted(found))


def _day(year: int, month: int, day: int) -> set[date]:
    try:
        return {date(year, month, day)}
    except ValueError:
        return set()
