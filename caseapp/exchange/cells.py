"""Reads one cell of each kind: the value it stands for, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any, Final

from caseapp.exchange.labels import code_of, unit_code_of
from caseapp.exchange.plain_text import BadText, are_clean, clean_line, clean_text, is_clean
from caseapp.exchange.reading import Broken
from caseapp.exchange.sheets import OPEN, Column, Kind
from caseapp.rules.codes.circumstances import SUBGROUPS
from caseapp.rules.codes.people import find_ethnicity
from caseapp.rules.reasons import Reason
from caseapp.rules.values import LOCAL, msgid

_ISO_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_LOCAL_DAY: Final = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")
_MOMENT: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2})")
_SUBGROUP: Final = re.compile(r"(0[1-9]|1[0-4])\.[1-9][0-9]?")
_PERSONAL_ID: Final = re.compile(r"[0-9]{12}")
_COUNT: Final = re.compile(r"[0-9]{1,9}")
_FIRST_YEAR: Final = 1900
_HALF_A_SECOND: Final = timedelta(milliseconds=500)
_LAST_NEAR: Final = datetime.combine(date.max, time.max) - _HALF_A_SECOND
_REQUIRED: Final = Reason(msgid("is required"))
_NO_DATE: Final = msgid("%(text)s is no date; write YYYY-MM-DD or DD/MM/YYYY")
_NO_DATE_NOR_OPEN: Final = msgid("%(text)s is no date; write YYYY-MM-DD or DD/MM/YYYY, or 'open'")
_SUBGROUPED: Final = frozenset(row.group for row in SUBGROUPS)


class Bad:
    """Stands for a cell that could not be read; its fault is noted, so nothing is written."""

    def __repr__(self) -> str:
        return "BAD"


BAD: Final = Bad()


class CellFault(Exception):
    """What is wrong with a cell, as one sentence."""

    def __init__(self, words: str, **values: object) -> None:
        self.reason = Reason(words, **values)
        super().__init__(self.reason)


def read_column(column: Column, cells: Sequence[Any]) -> tuple[list[Any], dict[int, Reason]]:
    """Read a column: its values (BAD where faulty) and the faults by position.

    Empty is '' for text and codes, None for days, moments and counts. A cell that stands often
    in the column is read once.
    """
    if bool in set(map(type, cells)):  # True and 1.0 are one key to a dictionary
        cells = [as_text(cell) if isinstance(cell, bool) else cell for cell in cells]
    wrong: dict[Any, Reason] = {}
    different = set(cells)
    values = _as_they_stand(column, different)
    values |= {cell: _read(column, cell, wrong) for cell in different - values.keys()}
    read = list(map(values.__getitem__, cells))
    if not wrong:
        return read, {}
    return read, {at: wrong[cell] for at, cell in enumerate(cells) if cell in wrong}


def _as_they_stand(column: Column, cells: Collection[Any]) -> dict[Any, Any]:
    """Return the cells of a text column that need no reading, which is nearly all of them."""
    if column.kind is not Kind.LINE:
        return {}
    if set(map(type, cells)) == {str} and are_clean(cells) and max(map(len, cells)) <= column.limit:
        return dict(zip(cells, cells, strict=True))
    return {
        cell: cell
        for cell in cells
        if cell.__class__ is str and 0 < len(cell) <= column.limit and is_clean(cell)
    }


def _read(column: Column, cell: object, wrong: dict[Any, Reason]) -> Any:  # noqa: ANN401 - by kind
    try:
        value = _READERS[column.kind](column, cell)
    except CellFault as fault:
        wrong[cell] = fault.reason
        return BAD
    except BadText:
        wrong[cell] = CellFault(msgid("holds control characters")).reason
        return BAD
    if column.required and (value is None or value == ""):
        wrong[cell] = _REQUIRED
        return BAD
    return value


def as_text(cell: object) -> str:
    """Return a cell as a person sees it: whole numbers without point, days and moments as ISO."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="minutes")
    if isinstance(cell, Broken):
        raise CellFault(msgid("the cell shows the error %(error)s"), error=cell.text)
    return str(cell)


def _line(column: Column, cell: object) -> str:
    return _limited(column, clean_line, cell)


def _text(column: Column, cell: object) -> str:
    return _limited(column, clean_text, cell)


def _limited(column: Column, clean: Callable[[str], str], cell: object) -> str:
    text = clean(as_text(cell))
    if len(text) > column.limit:
        raise CellFault(msgid("is longer than %(limit)d characters"), limit=column.limit)
    return text


def _quoted(text: str) -> str:
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return f"'{shown}'"


_SHOWN: Final = 40


def _day(column: Column, cell: object) -> date | None:
    del column
    if isinstance(cell, datetime):
        if cell.time() != time():
            raise CellFault(msgid("holds an hour; give the day alone"))
        return _in_years(cell.date())
    if isinstance(cell, date):
        return _in_years(cell)
    text = clean_line(as_text(cell))
    if not text:
        return None
    if match := _ISO_DAY.fullmatch(text):
        year, month, day = match.groups()
    elif match := _LOCAL_DAY.fullmatch(text):
        day, month, year = match.groups()
    else:
        raise CellFault(_NO_DATE, text=_quoted(text))
    try:
        return _in_years(date(int(year), int(month), int(day)))
    except ValueError:
        raise CellFault(
            msgid("%(text)s names a day that does not exist"), text=_quoted(text)
        ) from None


def _in_years(day: date) -> date:
    if day.year < _FIRST_YEAR:
        raise CellFault(
            msgid("the year %(year)d lies before %(first)d"), year=day.year, first=_FIRST_YEAR
        )
    return day


def _until(column: Column, cell: object) -> date | str | None:
    if isinstance(cell, str) and clean_line(cell) == OPEN:
        return OPEN
    try:
        return _day(column, cell)
    except CellFault as fault:
        if isinstance(cell, str) and fault.reason.words == _NO_DATE:
            raise CellFault(_NO_DATE_NOR_OPEN, **fault.reason.values) from None
        raise


def _moment(column: Column, cell: object) -> datetime | None:
    if isinstance(cell, datetime):
        # A spreadsheet keeps hours as fractions of a day: 08:30 may come as 08:29:59.999.
        near = min(cell, _LAST_NEAR) + _HALF_A_SECOND
        return datetime.combine(_in_years(near.date()), time(near.hour, near.minute), LOCAL)
    if isinstance(cell, date):
        return datetime.combine(_in_years(cell), time(), LOCAL)
    text = clean_line(as_text(cell))
    if not text:
        return None
    if not (match := _MOMENT.fullmatch(text)):
        raise CellFault(msgid("%(text)s is no moment; write YYYY-MM-DDTHH:MM"), text=_quoted(text))
    day = _day(column, match[1])
    assert day is not None
    try:
        return datetime.combine(day, time(int(match[2]), int(match[3])), LOCAL)
    except ValueError:
        raise CellFault(
            msgid("%(text)s names an hour that does not exist"), text=_quoted(text)
        ) from None


def _known_code(column: Column, code: str) -> str:
    assert column.codes is not None
    code = code_of(code, column.codes)
    if code not in column.codes:
        known = ", ".join(column.codes.codes)
        raise CellFault(msgid("%(text)s is none of %(known)s"), text=_quoted(code), known=known)
    return code


def _code(column: Column, cell: object) -> str:
    code = _line(column, cell)
    if isinstance(cell, float) and column.codes is not None and code.zfill(2) in column.codes:
        return code.zfill(2)  # a spreadsheet has turned 01 into a number
    return _known_code(column, code) if code else ""


def _area(column: Column, cell: object) -> str:
    return unit_code_of(_line(column, cell))


def _codes(column: Column, cell: object) -> str:
    """Read codes with `;` between; they are kept in the order of the list, each once."""
    assert column.codes is not None
    given = {part.strip() for part in _line(column, cell).split(";")} - {""}
    parts = {_known_code(column, part) for part in sorted(given)}
    return ";".join(code for code in column.codes.codes if code in parts)


def _areas(column: Column, cell: object) -> str:
    """Read codes of units with `;` between, or one as a number; they are kept in order."""
    given = {unit_code_of(part.strip()) for part in _line(column, cell).split(";")} - {""}
    return ";".join(sorted(given))


def _subgroup(column: Column, cell: object) -> str:
    code = code_of(_line(column, cell), SUBGROUPS)
    if isinstance(cell, float):
        raise CellFault(msgid("is a number; write it as text, such as 03.10"))
    if not code or code in SUBGROUPS:
        return code
    # Where the official wording of a group's cases has not been seen, any number may be right.
    if not _SUBGROUP.fullmatch(code) or code.partition(".")[0] in _SUBGROUPED:
        raise CellFault(msgid("%(text)s is no case of a group of Art. 10"), text=_quoted(code))
    return code


def _ethnicity(column: Column, cell: object) -> str:
    text = _line(column, cell)
    if not text:
        return ""
    name = find_ethnicity(text)
    if name is None:
        raise CellFault(msgid("%(text)s is none of the 54 ethnic groups"), text=_quoted(text))
    return name


def _personal_id(column: Column, cell: object) -> str:
    if isinstance(cell, str) and _PERSONAL_ID.fullmatch(cell):
        return cell
    text = _line(column, cell)
    if text and not _PERSONAL_ID.fullmatch(text):
        # A number cell has lost its leading zeros; how many is no one's to guess.
        raise CellFault(msgid("must be 12 digits, kept as text with its leading zeros"))
    return text


def _count(column: Column, cell: object) -> int | None:
    text = _line(column, cell)
    if not text:
        return None
    if not _COUNT.fullmatch(text):
        raise CellFault(
            msgid("%(text)s is no whole number from 0 to 999999999"), text=_quoted(text)
        )
    return int(text)


_READERS: Final[Mapping[Kind, Callable[[Column, Any], Any]]] = MappingProxyType(
    {
        Kind.LINE: _line,
        Kind.TEXT: _text,
        Kind.DAY: _day,
        Kind.UNTIL: _until,
        Kind.MOMENT: _moment,
        Kind.CODE: _code,
        Kind.CODES: _codes,
        Kind.SUBGROUP: _subgroup,
        Kind.ETHNICITY: _ethnicity,
        Kind.PERSONAL_ID: _personal_id,
        Kind.COUNT: _count,
        Kind.AREA: _area,
        Kind.AREAS: _areas,
    }
)
