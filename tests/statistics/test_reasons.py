"""Why a row counts: what relief was due by, and what is no reason."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.casework.unshown import held_back
from caseapp.rules.access import Role
from caseapp.rules.values import Period
from caseapp.statistics.cells import CellAsk, Part
from caseapp.statistics.counting import Ask
from caseapp.statistics.opened import open_rows
from caseapp.statistics.reasons import Reasons, Reported, Stood, Struck
from tests.factories.house import NOW, House, an_actor
from tests.factories.register import Register
from tests.statistics.opened_town import NINH_KIEU, write

DAY = date(2026, 8, 10)


@pytest.mark.parametrize(
    ("relieved", "in_time"),
    [
        (date(2026, 8, 12), True),
        (date(2026, 8, 13), False),
        (None, False),
        (date(2026, 8, 1), True),
    ],
)
def test_relief_is_in_time_up_to_the_day_it_is_due(relieved: date | None, in_time: bool) -> None:
    struck = Struck("Lũ", DAY, None, relieved, date(2026, 8, 12))
    assert struck.in_time is in_time
    assert Reasons(struck=[struck])
    assert not Reasons()


@pytest.mark.only("sqlite")
def test_what_counts_is_told_and_nothing_else(house: House) -> None:
    town = Register()
    child = town.child(NINH_KIEU, "2025-08-01")
    double = town.child(NINH_KIEU, "2025-08-01", into=child)
    town.circumstance(child, "04", "2026-01-01", "2026-03-01")  # over before the last day
    town.circumstance(child, "01", "2026-01-01", status="at_risk")
    town.circumstance(double, "13", "2026-02-01")
    town.assistance(double, "2026-05-05", "2026-06-05")
    town.assistance(child, "2025-05-05")
    town.report(double, "2026-04-01", occurred="2026-03-01")
    town.report(child, "2026-04-02", "suspected")
    town.report(child, "2025-04-02")
    town.impact(child, DAY, "2026-08-15", listed="2026-08-13")

    def why(of: str, part: Part = "numerator") -> Reasons:
        asked = CellAsk(Ask(Period.parse("2026")), of, part, ("31135",))
        found = open_rows(
            an_actor(Role.OFFICER, NINH_KIEU), asked, page=1, now=NOW, held_back=held_back
        )
        (line,) = found.lines
        assert line.child
        assert line.child.code == "TE-26-000001"
        return line.reasons

    with house.app.app_context():
        write(town)
        stood = Stood("13", "", date(2026, 2, 1), None)
        assert why("8a") == why("8b", "denominator") == Reasons(stood=[stood])
        helped = why("8b").helped
        assert [(one.kind, one.since, one.until) for one in helped] == [
            ("education", date(2026, 5, 5), date(2026, 6, 5))
        ]
        told = Reported(
            "BC-26-000001", date(2026, 4, 1), date(2026, 3, 1), "confirmed", ("violence",)
        )
        assert why("9") == Reasons(reported=[told])
        struck = Struck("Lũ", DAY, date(2026, 8, 13), date(2026, 8, 15), date(2026, 8, 15))
        assert why("12") == why("12", "denominator") == Reasons(struck=[struck])
