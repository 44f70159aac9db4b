"""The units of Cần Thơ as the reform of 1 July 2025 left them, and the 263 they came from.

Source: Resolution 1668/NQ-UBTVQH15 and the official conversion table. Codes and names are
re-used across that day, so only code and day together name a unit.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Final

REFORM: Final = date(2025, 7, 1)
CITY_ID: Final = 92
CITY_CODE: Final = "92"
OUTSIDE_ID: Final = 1
UNKNOWN_ID: Final = 2
ELSEWHERE: Final = {"outside": OUTSIDE_ID, "unknown": UNKNOWN_ID}
_OLD: Final = 200_000

# The table spells some districts in more than one way; one spelling is kept.
_DISTRICT_SPELLING: Final = {"Thị Xã": "Thị xã"}


@dataclass(frozen=True)
class Unit:
    """A unit between two days (`until` exclusive); `parent` is the id of what it lies in."""

    id: int
    code: str
    kind: str
    name: str
    former_province: str
    parent: int | None
    since: date | None
    until: date | None

    def covers(self, day: date) -> bool:
        """Tell whether the unit exists on the day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


@dataclass(frozen=True)
class Link:
    """The old unit passed to the new one, wholly or in part."""

    old: int
    new: int
    whole: bool


@dataclass(frozen=True)
class Territory:
    """All units by id, and the links from old to new."""

    units: dict[int, Unit]
    links: tuple[Link, ...]

    def at(self, code: str, day: date) -> Unit | None:
        """Return the commune-level unit or city that bears the code on the day, or None."""
        if code == CITY_CODE:
            return self.units[CITY_ID]
        found = (
            self.units.get(int(code) + (_OLD if day < REFORM else 0)) if _is_code(code) else None
        )
        return found if found and found.parent is not None and found.kind != "district" else None

    def successor(self, unit_id: int) -> int | None:
        """Return the unit of today that the old unit passed to as a whole; None if split."""
        if unit_id not in self.units or self.units[unit_id].until is None:
            return unit_id
        return self._whole.get(unit_id)

    def keeper(self, unit_id: int) -> int:
        """Return the unit that answers today for what lies in the unit: the city when split."""
        if unit_id in ELSEWHERE.values():
            return CITY_ID
        return self.successor(unit_id) or CITY_ID

    @cached_property
    def _whole(self) -> dict[int, int]:
        return {link.old: link.new for link in self.links if link.whole}


def _is_code(code: str) -> bool:
    return len(code) == 5 and code.isascii() and code.isdigit()  # noqa: PLR2004 - official length


def _district(text: str) -> tuple[int, str]:
    """Split `Quận Ninh Kiều (916)` into its code and its name."""
    label, _, code = text.rstrip(")").rpartition(" (")
    for wrong, right in _DISTRICT_SPELLING.items():
        label = label.replace(wrong, right)
    return int(code), label


@cache
def territory() -> Territory:
    """Read the table once: the city, 103 units, 28 districts, 263 old units, elsewhere."""
    units = {
        CITY_ID: Unit(CITY_ID, CITY_CODE, "city", "Thành phố Cần Thơ", "", None, None, None),
        OUTSIDE_ID: Unit(
            OUTSIDE_ID, "outside", "elsewhere", "Ngoài thành phố", "", None, None, None
        ),
        UNKNOWN_ID: Unit(UNKNOWN_ID, "unknown", "elsewhere", "Chưa rõ", "", None, None, None),
    }
    links = []
    text = files("caseapp.rules").joinpath("units.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        new_id, old_id = int(row["code"]), _OLD + int(row["old_code"])
        district_id, district = _district(row["old_district"])
        province = row["former_province"]
        units.setdefault(
            new_id,
            Unit(new_id, row["code"], row["kind"], row["name"], province, CITY_ID, REFORM, None),
        )
        units.setdefault(
            district_id,
            Unit(
                district_id, str(district_id), "district", district, province, CITY_ID, None, REFORM
            ),
        )
        units.setdefault(
            old_id,
            Unit(
                old_id,
                row["old_code"],
                row["old_kind"],
                row["old_name"],
                province,
                district_id,
                None,
                REFORM,
            ),
        )
        links.append(Link(old_id, new_id, row["share"] == "whole"))
    return Territory(units, tuple(links))
