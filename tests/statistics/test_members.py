"""Who counts, as numbers: each once, in its cell, with the reports it counts by."""

from __future__ import annotations

from datetime import date

from caseapp.rules.values import Period
from caseapp.statistics.facts.kinds import Childless, Facts, Hit, Standing, Told
from caseapp.statistics.indicator import Counted
from caseapp.statistics.members import Member, as_counted, as_lists, from_lists, members_of

YEAR, BORN, DAY = Period.parse("2025"), date(2015, 1, 1), date(2025, 5, 1)


def _told(report: int, certainty: str = "confirmed", child: int = 2) -> Told:
    return Told(report, child, "male", BORN, "", 31120, DAY, None, certainty, (), ())


def test_members_of_each_source_and_back_from_json() -> None:
    facts = Facts(
        standings=[Standing(1, group, "female", BORN, "", 31135, True) for group in ("04", "01")],
        told=[
            _told(8),
            _told(7),
            _told(6, "suspected"),
            *(_told(number, "suspected", child=4) for number in (10, 9)),
        ],
        childless=[Childless(31120, DAY, None, "suspected", 11)],
        hits=[
            Hit(3, "male", None, "", 31135, DAY, None, DAY),
            Hit(3, "male", None, "", None, DAY, None, None),
        ],
    )
    found = members_of(facts, YEAR, "received")
    assert found == {
        "8": [Member(1, 31135, True, "female", "6-10")],
        "9": [Member(2, 31120, True, "male", "6-10", reports=(7, 8))],
        "12": [Member(3, 31135, False, "male", "unknown", waiting=True)],
        "suspected": [Member(4, 31120, False, "", "", reports=(9, 10))],
        "reports_without_child": [Member(-11, 31120, False, "", "", reports=(11,))],
    }
    assert from_lists(as_lists(found)) == found
    assert as_counted(found["9"]) == [Counted(31120, (("male", "6-10"),), True, 2)]
