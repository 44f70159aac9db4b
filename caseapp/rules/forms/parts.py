"""Reads what was typed into boxes: tidy text, a date, a moment, a birth, a whole number."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from caseapp.rules.forms import wording
from caseapp.rules.values import LOCAL, birth_from_estimated_age, latest_birth

Precision = Literal["day", "month", "year", "estimated"]

#: Marks that turn the direction of a line: a name could be made to read as another.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # the categories Cc and Cs
_DIGITS = re.compile(r"[0-9]{1,4}")
_YEARS = range(1900, 2200)


class Misread(ValueError):
    """A box that cannot be read: `message` is an English msgid, `part` the box to go to."""

    def __init__(self, message: str, part: str = "", **params: int) -> None:
        """`params` fill the msgid's places, beside the label that the caller knows."""
        super().__init__(message)
        self.message = message
        self.part = part
        self.params = params


@dataclass(frozen=True, slots=True)
class Birth:
    """When a child was born, as well as it is known.

    `day` is never earlier than the true birth may be, so that doubt keeps a child a child
    (contracts §4); `age` in years only when the precision is `estimated`; `noted_on` is the
    local day on which it was recorded.
    """

    day: date
    precision: Precision
    noted_on: date
    age: int | None = None


def tidy(typed: str, *, lines: bool, limit: int) -> str:
    """Bring typed text to NFC without stray spaces; `lines` keeps line breaks.

    Raises Misread for control characters, lone surrogates and direction marks, and for more
    than `limit` characters. Zero-width joiners and spaces stay: Khmer is written with them.
    """
    if len(typed) > 4 * limit + 1000:  # far beyond what trimming or composing could mend
        raise Misread(wording.TOO_LONG, limit=limit)
    text = re.sub("\r\n?|[\u2028\u2029\x85]", "\n", typed.replace("\ufeff", ""))
    bare = text.replace("\n", "").replace("\t", "")
    if _TURNING.search(bare) or _UNSHOWN.search(bare):
        raise Misread(wording.UNREADABLE)
    text = unicodedata.normalize("NFC", text)
    if lines:
        text = "\n".join(re.sub(r"[^\S\n]+", " ", line).strip() for line in text.split("\n"))
        text = re.sub(r"\n{3,}", "\n\n", text).strip("\n")
    else:
        text = " ".join(text.split())
    if len(text) > limit:
        raise Misread(wording.TOO_LONG, limit=limit)
    return text


def whole_number(typed: str, most: int) -> int | None:
    """A whole number from 0 to `most`, or None when the box is empty; raises Misread."""
    if not typed.strip():
        return None
    if not _DIGITS.fullmatch(typed.strip()) or int(typed) > most:
        raise Misread(wording.NUMBER_RANGE, most=most)
    return int(typed)


def date_from_boxes(boxes: Mapping[str, str]) -> date | None:
    """The date typed into `day`, `month` and `year`, or None when all three are empty.

    Raises Misread, which names the box to go to.
    """
    if not any(boxes.get(part, "").strip() for part in ("day", "month", "year")):
        return None
    for part in ("day", "month", "year"):
        if not boxes.get(part, "").strip():
            raise Misread(wording.DATE_WHOLE, part)
    year, month = _year(boxes), _month(boxes)
    return date(year, month, _day(boxes, year, month))


def dated_from_boxes(boxes: Mapping[str, str]) -> tuple[date, Precision] | None:
    """A day, a month with its year (its first day) or a year alone; None when all are empty.

    Raises Misread, which names the box to go to.
    """
    dated = [part for part in ("day", "month", "year") if boxes.get(part, "").strip()]
    if not dated:
        return None
    if "year" not in dated:
        raise Misread(wording.BIRTH_YEAR_FIRST, "year")
    if "day" in dated and "month" not in dated:
        raise Misread(wording.BIRTH_MONTH_FIRST, "month")
    if "month" not in dated:
        return date(_year(boxes), 1, 1), "year"
    year, month = _year(boxes), _month(boxes)
    if "day" not in dated:
        return date(year, month, 1), "month"
    return date(year, month, _day(boxes, year, month)), "day"


def moment_from_boxes(boxes: Mapping[str, str]) -> datetime | None:
    """The local moment typed into `day` … `year`, `hour`, `minute`, aware; None when empty.

    Raises Misread, which names the box to go to.
    """
    if not any(boxes.get(part, "").strip() for part in ("day", "month", "year", "hour", "minute")):
        return None
    day = date_from_boxes(boxes)
    if day is None:
        raise Misread(wording.DATE_WHOLE, "day")
    hour, minute = _clock(boxes, "hour", 23), _clock(boxes, "minute", 59)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LOCAL)


def birth_from_boxes(boxes: Mapping[str, str], *, today: date, most: int) -> Birth | None:
    """A birth by day, by month and year, by year alone, or by estimated age; None when empty.

    `today` is the local day of recording, `most` the highest age in years. Raises Misread.
    """
    dated = [part for part in ("day", "month", "year") if boxes.get(part, "").strip()]
    try:
        age = whole_number(boxes.get("age", ""), most)
    except Misread as misread:
        raise Misread(wording.BIRTH_AGE, "age", most=most) from misread
    if dated and age is not None:
        raise Misread(wording.BIRTH_ONE, "age")
    if age is not None:
        return Birth(birth_from_estimated_age(age, today), "estimated", today, age)
    return _dated_birth(boxes, dated, today, most) if dated else None


def _dated_birth(
    boxes: Mapping[str, str], dated: list[str], today: date, most: int
) -> Birth | None:
    """Read a birth whose year is known, month and day perhaps."""
    if "year" not in dated:
        raise Misread(wording.BIRTH_YEAR_FIRST, "year")
    if "day" in dated and "month" not in dated:
        raise Misread(wording.BIRTH_MONTH_FIRST, "month")
    year = _year(boxes)
    month = _month(boxes) if "month" in dated else None
    day = _day(boxes, year, month) if month and "day" in dated else None
    if date(year, month or 1, day or 1) > today:
        raise Misread(wording.DATE_FUTURE, "year")
    if year < today.year - most:
        raise Misread(wording.BIRTH_TOO_LONG_AGO, "year", most=most)
    if month and day:
        return Birth(date(year, month, day), "day", today)
    return Birth(latest_birth(year, month, today), "month" if month else "year", today)


def _digits(boxes: Mapping[str, str], part: str) -> int:
    typed = boxes.get(part, "").strip()
    if not _DIGITS.fullmatch(typed):
        raise Misread(wording.DATE_DIGITS, part)
    return int(typed)


def _year(boxes: Mapping[str, str]) -> int:
    year = _digits(boxes, "year")
    if year not in _YEARS:
        raise Misread(wording.DATE_YEAR, "year")
    return year


def _month(boxes: Mapping[str, str]) -> int:
    month = _digits(boxes, "month")
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        raise Misread(wording.DATE_MONTH, "month")
    return month


def _day(boxes: Mapping[str, str], year: int, month: int) -> int:
    day = _digits(boxes, "day")
    if not 1 <= day <= monthrange(year, month)[1]:
        raise Misread(wording.DATE_CALENDAR, "day")
    return day


def _clock(boxes: Mapping[str, str], part: str, most: int) -> int:
    typed = boxes.get(part, "").strip()
    if not re.fullmatch(r"[0-9]{1,2}", typed) or int(typed) > most:
        raise Misread(wording.MOMENT_TIME, part)
    return int(typed)
