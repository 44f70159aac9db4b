"""A case on one page for who decides: the lines of its summary, as many as a page holds.

What matters most comes first when the room is given out; what is left out is counted and said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from math import ceil
from typing import Any, Final

from caseapp.web.cases.summary_measures import Record
from caseapp.web.filters import day, moment

TRIES: Final = ((66, 4), (58, 3), (48, 2), (34, 1))
"""Lines of the page that are given out, and how many of them one entry takes at most: by turns,
until the page is one. The last fits whatever the letters are."""
_WIDTH: Final = 78
"""Letters of a line, of the wide ones that capitals are."""
_LEAST: Final = 2
"""Entries of each part before any of them gets more."""
_NUMBERS: Final = 5
"""Telephone numbers of a line."""
_NEVER: Final = "KHÔNG GỌI SỐ NÀY"
_WITHHELD: Final = "(không được xem)"


@dataclass
class Part:
    """A heading with its entries, those that matter most first; `first` go on the page for sure."""

    title: str
    entries: list[str]
    kept: list[str] = field(default_factory=list)

    @property
    def left(self) -> int:
        """How many of its entries the page does not hold."""
        return len(self.entries) - len(self.kept)


def brief_of(lines: Record, room: int, most: int) -> list[Part]:
    """Return the parts of a page of `room` lines, each entry on `most` of them at the most.

    A part of which nothing fits stays with its heading, so that the reader knows of it.
    """
    parts = [Part(title, [cut(entry, most) for entry in told(lines)]) for title, told in _PARTS]
    parts = [part for part in parts if part.entries]
    room -= len(parts)
    for reach in (_LEAST, len(max((part.entries for part in parts), key=len, default=[]))):
        for part in _by_weight(parts):
            room = _fill(part, reach, room)
    return parts


def _by_weight(parts: list[Part]) -> list[Part]:
    """Return the parts, those first without which nobody can decide or act."""
    order = [_WEIGHT.index(part.title) for part in parts]
    return [part for _, part in sorted(zip(order, parts, strict=True), key=lambda pair: pair[0])]


def _fill(part: Part, reach: int, room: int) -> int:
    while len(part.kept) < min(reach, len(part.entries)):
        entry = part.entries[len(part.kept)]
        takes = ceil(len(entry) / _WIDTH)
        if takes > room:
            return room
        part.kept.append(entry)
        room -= takes
    return room


def cut(text: str, lines: int) -> str:
    """Return a text on so many lines of the page, shortened at a word where it is longer."""
    flat = " ".join(text.split())
    limit = lines * _WIDTH
    if len(flat) <= limit:
        return flat
    head = flat[: limit - 2]
    return f"{head.rpartition(' ')[0] or head} …"


def _seen(record: Mapping[str, Any], name: str) -> str:
    masked = record.get("masked") or ()
    if masked is True or name in masked:
        return _WITHHELD
    value = record.get(name)
    if isinstance(value, datetime):
        return moment(value)
    return day(value) if isinstance(value, date) else str(value or "")


def _joined(record: Mapping[str, Any], *names: str, between: str = "; ") -> str:
    return between.join(filter(None, (_seen(record, name) for name in names)))


def _facts(rows: Iterable[Record]) -> list[str]:
    return [f"{row['label']}: {text}" for row in rows if (text := _fact(row))]


def _fact(row: Record) -> str:
    return _WITHHELD if row.get("masked") else _seen(row, "value")


def _who(lines: Record) -> list[str]:
    return _in_pairs(_facts(lines.get("child") or []))


def _in_pairs(facts: list[str]) -> list[str]:
    return [" · ".join(facts[place : place + 2]) for place in range(0, len(facts), 2)]


def _uncalled(lines: Record) -> list[str]:
    """Numbers that nobody calls, a few on a line."""
    rows = [row for row in lines.get("situation") or [] if row["label"] == _NEVER]
    numbers = list(dict.fromkeys(str(row["value"]) for row in rows))
    return [
        ", ".join(numbers[place : place + _NUMBERS]) for place in range(0, len(numbers), _NUMBERS)
    ]


def _situation(lines: Record) -> list[str]:
    rows = (row for row in lines.get("situation") or [] if row["label"] != _NEVER)
    return _in_pairs(_facts(rows))


def _account(lines: Record) -> list[str]:
    told = str(lines.get("account") or "")
    what = [
        _joined(each, "happened", "abuse", "place", "ground")
        for each in lines.get("incidents") or []
    ]
    return [*what, *filter(None, told.splitlines())]


def _clocks(lines: Record) -> list[str]:
    """Those that run late or were missed first, then those that run."""
    rows = lines.get("clocks") or []
    rows = sorted(rows, key=lambda row: (not row["late"], row["stopped"] is not None))
    alone = [
        f"Một người xử lý: {_joined(row, 'who', 'review')}" for row in lines.get("alone") or []
    ]
    return [f"{row['name']}: {row['words']} (hạn {_seen(row, 'due')})" for row in rows] + alone


def _listed(name: str, *keys: str) -> Callable[[Record], list[str]]:
    """Return what tells a list in its order."""
    return lambda lines: [_joined(row, *keys) for row in lines.get(name) or []]


def _newest(name: str, *keys: str) -> Callable[[Record], list[str]]:
    """Return what tells a list that stands oldest first, the newest entry first."""
    return lambda lines: _listed(name, *keys)(lines)[::-1]


def _plan(lines: Record) -> list[str]:
    plan = lines.get("plan")
    if not plan:
        return []
    waiting = sorted(plan["activities"], key=lambda row: not str(row["note"]).startswith("Quá hạn"))
    return _facts(plan["facts"]) + [_joined(row, "what", "until", "by", "note") for row in waiting]


_PARTS: Final[tuple[tuple[str, Callable[[Record], list[str]]], ...]] = (
    ("Trẻ em", _who),
    (_NEVER, _uncalled),
    ("Nơi ở và người chăm sóc", _situation),
    ("Tình hình và vụ việc", _account),
    ("Hoàn cảnh đặc biệt", _listed("circumstances", "group", "since", "until", "note")),
    ("Đánh giá nguy cơ", _newest("assessments", "form", "level", "happened", "who")),
    ("Thời hạn theo luật", _clocks),
    ("Biện pháp bảo vệ", _newest("measures", "kind", "decided", "decided_by")),
    ("Tạm thời cách ly", _newest("separations", "since", "until", "what", "state", "decided_by")),
    ("Nơi trẻ đang ở", _newest("placements", "what", "since", "until", "state", "note")),
    ("Chăm sóc thay thế", lambda lines: _facts(lines.get("care") or [])),
    ("Kế hoạch đang thực hiện", _plan),
    ("Chuyển gửi", _newest("referrals", "sent", "agency", "answer")),
    ("Liên hệ", _listed("contacts", "name", "role", "phone")),
    ("Hỗ trợ đã nhận", _listed("helps", "given", "kind", "giver")),
    ("Diễn biến gần nhất", _newest("timeline", "happened", "what", "who")),
)
"""The parts in the order of the page, each with what tells it from the lines of the summary."""

_WEIGHT: Final = (
    _NEVER,
    "Trẻ em",
    "Thời hạn theo luật",
    "Tình hình và vụ việc",
    "Biện pháp bảo vệ",
    "Tạm thời cách ly",
    "Nơi trẻ đang ở",
    "Đánh giá nguy cơ",
    "Nơi ở và người chăm sóc",
    "Chăm sóc thay thế",
    "Kế hoạch đang thực hiện",
    "Liên hệ",
    "Chuyển gửi",
    "Hoàn cảnh đặc biệt",
    "Hỗ trợ đã nhận",
    "Diễn biến gần nhất",
)
"""The same by what a reader who has one page can least do without."""
