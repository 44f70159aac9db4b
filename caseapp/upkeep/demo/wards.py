"""Where made-up children live: how many each unit has, and the dozen wards told in detail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from random import Random
from typing import Final

from caseapp.rules.units import CITY_ID, REFORM, Unit, territory

DOZEN: Final = (
    31135,  # Ninh Kiều
    31120,  # Cái Khế
    31168,  # Bình Thủy
    31186,  # Cái Răng
    31153,  # Ô Môn
    31207,  # Thốt Nốt, whose old ward of the name was split
    31299,  # Phong Điền
    31321,  # Vị Thanh
    31340,  # Ngã Bảy
    31507,  # Sóc Trăng
    31783,  # Vĩnh Châu, mostly Khmer and Hoa
    31673,  # Trần Đề, by the sea
)
"""Units that have accounts, reports and cases: towns, fields and coast of all three parts."""

# Children of the whole city: Cần Thơ alone had 290,000 in 2021.
CITY_CHILDREN: Final = 700_000
_USUAL: Final = {"phường": 9_300, "xã": 5_700}
_SPREAD: Final = 0.3
_DETAILED: Final = 20_000  # up to so many children nearly all live in the dozen wards
_MOST_IN_DOZEN: Final = 0.92
_FROM_SPLIT: Final = 0.03

_PEOPLES: Final = {
    "Cần Thơ": {"Kinh": 960, "Khmer": 18, "Hoa": 11, "Chăm": 1, "Tày": 1, "": 9},
    "Hậu Giang": {"Kinh": 955, "Khmer": 25, "Hoa": 9, "Mường": 1, "": 10},
    "Sóc Trăng": {"Kinh": 640, "Khmer": 298, "Hoa": 50, "Chăm": 1, "": 11},
}
_PEOPLES_HERE: Final = {
    31783: {"Kinh": 300, "Khmer": 520, "Hoa": 170, "": 10},
    31673: {"Kinh": 500, "Khmer": 440, "Hoa": 50, "": 10},
}


@dataclass(frozen=True)
class Ward:
    """A unit of today: its children, the old units it came from, and who lives there."""

    unit: Unit
    children: int
    whole: tuple[int, ...]
    parts: tuple[int, ...]
    peoples: tuple[str, ...]
    peoples_running: tuple[int, ...]

    @property
    def id(self) -> int:
        """The unit's id."""
        return self.unit.id

    def unit_on(self, rng: Random, day: date) -> int:
        """Return the unit's id on the day: before the reform, one of those it came from."""
        if day >= REFORM:
            return self.unit.id
        split = self.parts and (not self.whole or rng.random() < _FROM_SPLIT)
        return rng.choice(self.parts if split else self.whole)

    def people(self, rng: Random) -> str:
        """Draw the ethnic group of a child of the unit; '' where nobody recorded it."""
        return rng.choices(self.peoples, cum_weights=self.peoples_running)[0]


def make_wards(rng: Random, children: int) -> tuple[Ward, ...]:
    """Make the 103 units of today; together they have as many children as a register needs."""
    land = territory()
    units = [u for u in land.units.values() if u.parent == CITY_ID and u.since == REFORM]
    raw = [_USUAL[u.kind] * (1 + rng.uniform(-_SPREAD, _SPREAD)) for u in units]
    scale = max(CITY_CHILDREN, children) / sum(raw)
    return tuple(_ward(unit, round(size * scale)) for unit, size in zip(units, raw, strict=True))


def _ward(unit: Unit, children: int) -> Ward:
    links = [link for link in territory().links if link.new == unit.id]
    peoples = _PEOPLES_HERE.get(unit.id, _PEOPLES[unit.former_province])
    return Ward(
        unit,
        children,
        tuple(link.old for link in links if link.whole),
        tuple(link.old for link in links if not link.whole),
        tuple(peoples),
        tuple(accumulate(peoples.values())),
    )


def weights(wards: tuple[Ward, ...], children: int) -> list[float]:
    """Return running weights of the units for a register of that many children.

    A small register lies in the dozen wards, a large one over the city as its children do.
    """
    total = sum(ward.children for ward in wards)
    dozen = sum(ward.children for ward in wards if ward.id in DOZEN)
    share = max(dozen / total, min(_MOST_IN_DOZEN, _DETAILED / children))
    return list(
        accumulate(
            ward.children * (share / dozen if ward.id in DOZEN else (1 - share) / (total - dozen))
            for ward in wards
        )
    )
