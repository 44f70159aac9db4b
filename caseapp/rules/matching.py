"""When names are the same to a searching eye, how they are ordered, what a personal id tells."""

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import Final

from caseapp.rules.values import msgid

# Vietnamese tones and hooks. Marks of other scripts stay: a Khmer vowel sign is a letter.
_FIRST_MARK, _LAST_MARK = "\u0300", "\u036f"
# No mark to strip: the stroke belongs to the letter. Eth stands for đ in texts from old fonts.
_STROKED: Final = str.maketrans({"đ": "d", "ð": "d", "ɖ": "d"})


def fold(text: str) -> str:
    """The text as compared in a search: no case, no Vietnamese diacritics, single blanks.

    `fold("  ĐỖ Thị  Hòa ") == "do thi hoa"`; folding again changes nothing.
    """
    small = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).casefold())
    bare = "".join(letter for letter in small if not _is_dropped(letter))
    return " ".join(bare.translate(_STROKED).split())


def _is_dropped(letter: str) -> bool:
    # Invisible format signs come with text pasted from other programs.
    return _FIRST_MARK <= letter <= _LAST_MARK or unicodedata.category(letter) == "Cf"


def nearly(typed: str, word: str) -> bool:
    """Whether a folded word is what was typed, begins so, or differs by one slip of the pen.

    A slip is one letter too many, too few or another, or two neighbours exchanged; in words of one
    or two letters it would make anything of anything.
    """
    if word.startswith(typed):
        return True
    return len(typed) >= _SHORTEST and one_slip(typed, word)


def one_slip(typed: str, word: str) -> bool:
    """Whether two texts differ by one letter at most, or by two neighbours exchanged."""
    if abs(len(typed) - len(word)) > 1:
        return False
    start = next((at for at, pair in enumerate(zip(typed, word, strict=False)) if len({*pair}) > 1),
                 min(len(typed), len(word)))  # fmt: skip
    a, b = typed[start:], word[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


_SHORTEST: Final = 3

# The Vietnamese alphabet, with the four letters that only foreign names bear in their Latin places.
_ALPHABET: Final = {sign: at for at, sign in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_SHAPES: Final = "\u0302\u0306\u031b"  # circumflex, breve, horn: with them it is another letter
_TONES: Final = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng, in this order
_SIGN = re.compile(r"([0-9]+)|([^\u0300-\u036f])([\u0300-\u036f]*)", re.DOTALL)


def name_order(text: str) -> tuple[object, ...]:
    """The key that sorts names as a Vietnamese dictionary does: Đ after D, Ơ after Ô.

    Letters decide first, tones only between names of the same letters; a number counts by its
    value, so that ward 2 stands before ward 10; case never decides before tones do.
    """
    letters: list[tuple[int, int]] = []
    tones: list[int] = []
    for number, sign, marks in _SIGN.findall(unicodedata.normalize("NFD", text).lower()):
        if number:
            letters.append((1, int(number)))
            continue
        letter, tone = _place(sign, marks)
        letters.append(letter)
        tones.append(tone)
    return (letters, tones, text)


@lru_cache(maxsize=1024)
def _place(sign: str, marks: str) -> tuple[tuple[int, int], int]:
    """Return where a letter with its marks stands, without its tone, and which tone that is."""
    shape = "".join(mark for mark in marks if mark in _SHAPES)
    letter = unicodedata.normalize("NFC", sign + shape)
    tone = max((_TONES.find(mark) for mark in marks), default=-1)
    if sign.isspace():
        return (0, 0), tone
    if letter in _ALPHABET:
        return (2, _ALPHABET[letter]), tone
    return (3, ord(sign)), tone


# The 63 provinces before the mergers of 2025 (QĐ 124/2004/QĐ-TTg): 001 to 096 less the numbers
# never given. Which number the merged city gives is not known, so all of them are taken.
# fmt: off
_NEVER_GIVEN: Final = frozenset((
    3, 5, 7, 9, 13, 16, 18, 21, 23, 28, 29, 32, 39, 41, 43, 47, 50, 53, 55, 57, 59, 61, 63, 65,
    69, 71, 73, 76, 78, 81, 85, 88, 90,
))
# fmt: on
_PROVINCES: Final = frozenset(
    f"{number:03}" for number in range(1, 97) if number not in _NEVER_GIVEN
)
# Numbers from here on name the country of a birth abroad; that list has not been seen.
_FIRST_COUNTRY: Final = "100"

_TWELVE_DIGITS = re.compile(r"[0-9]{12}")
_FIRST_CENTURY: Final = 1900


def personal_id_faults(text: str) -> list[str]:
    """Why the text cannot be a personal number, as msgids; an empty text is no number: no fault.

    Twelve digits is all that is certain: there is no check digit, and a number that another
    child bears already is a hint at a duplicate, never a reason to refuse.
    """
    if text == "" or _TWELVE_DIGITS.fullmatch(text):
        return []
    return [msgid("Enter the personal number as exactly 12 digits, with its leading zero.")]


def personal_id_warnings(text: str, sex: str, born: date | None) -> list[str]:
    """What looks odd in a personal number, as msgids: province, sex, year of birth.

    Digits 1-3 name the province of the birth registration or a country, digit 4 the century
    and sex, digits 5-6 the year. Only 12 digits are looked at; an unknown sex or birth is not
    compared.
    """
    if not _TWELVE_DIGITS.fullmatch(text):
        return []
    warnings = []
    place, century, year = text[:3], int(text[3]), int(text[4:6])
    if place not in _PROVINCES and place < _FIRST_COUNTRY:
        warnings.append(msgid("The first three digits of the personal number name no province."))
    if sex != "unknown" and sex != ("female" if century % 2 else "male"):
        warnings.append(msgid("The fourth digit of the personal number is of the other sex."))
    if born is not None and born.year != _FIRST_CENTURY + 100 * (century // 2) + year:
        warnings.append(msgid("The personal number was given for another year of birth."))
    return warnings
