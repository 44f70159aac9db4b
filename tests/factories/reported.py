"""A period of a report made by hand, for tests of what is said and drawn of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from caseapp.rules.units import CITY_ID
from caseapp.rules.values import Period
from caseapp.web.indicator_reports.paper import Head
from caseapp.web.indicator_reports.state import Figure, Source, State

YEAR = Period.parse("2025")
CAI_KHE, NINH_KIEU, CITY = "31120", "31135", "92"
SOURCE = Source("bản chốt thứ 1", (("Bản số liệu", "bản chốt thứ 1"),))


def a_figure(count: int, of: int, share: str, **more: Any) -> Figure:
    """A figure whose share is known."""
    return Figure(count, of, Decimal(share), **more)


def a_state(year: int = 2025, **more: Any) -> State:
    """The city with two wards: 8a, 8b and 9 have figures, no child was hit by a disaster."""
    given: dict[str, Any] = {
        "period": Period.parse(str(year)),
        "area": CITY,
        "figures": {
            ("8a", CITY): a_figure(1200, 100_000, "1.20"),
            ("8b", CITY): a_figure(1140, 1200, "95.00"),
            ("9", CITY): a_figure(45, 100_000, "0.05", per_10000=Decimal("4.50")),
            ("12", CITY): Figure(0, 0, why="không phát sinh"),
            ("8a", NINH_KIEU): a_figure(40, 900, "4.44"),
            ("8b", NINH_KIEU): a_figure(20, 40, "50.00"),
            ("9", NINH_KIEU): a_figure(12, 900, "1.33"),
            ("8a", CAI_KHE): Figure(3, None, why="chưa có mẫu số"),
            ("9", CAI_KHE): Figure(0, None, why="chưa có mẫu số"),
        },
        "divided": {
            ("9", "male", "6-10"): Figure(20),
            ("9", "female", "6-10"): Figure(25),
            ("9", "unknown", "6-10"): Figure(0),
            ("9", "", "6-10"): Figure(45),
            ("9", "male", ""): Figure(20),
            ("9", "female", ""): Figure(25),
            ("9", "", ""): Figure(45),
        },
        "units": ((CAI_KHE, "Phường Cái Khế"), (NINH_KIEU, "Phường Ninh Kiều")),
        "sources": (SOURCE,),
        "lacking": ("Phường Cái Khế",),
        "kinds": {("9", "violence"): Figure(30), ("9", "neglect"): Figure(20)},
    }
    return State(**(given | more))


def a_head(unit: int = CITY_ID, agency: str = "THÀNH PHỐ CẦN THƠ", place: str = "Cần Thơ") -> Head:
    """The head of a report of the city's department, or of a ward."""
    heading = {
        "agency_parent": "ỦY BAN NHÂN DÂN",
        "agency": agency,
        "abbreviation": "UBND",
        "place": place,
        "day": date(2026, 11, 23),
    }
    return Head(unit, heading, "Sở Y tế")
