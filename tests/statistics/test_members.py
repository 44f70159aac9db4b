"""Who counts, as numbers: each once, in its cell, with the reports it counts by."""

from __future__ import annotations

import json
from datetime import date

from caseapp.rules.values import Period
from caseapp.statistics.facts.kinds import Childless, Facts, Hit, Standing, Told
from caseapp.statistics.indicator import Counted
from caseapp.statistics.members import Member, as_counted, as_lists, from_lists, members_of

YEAR, BORN, DAY = Period.parse("2025"), date(2015, 1, 1), date(2025, 5, 1)


def _told(
    report: int, certainty: str = "confirmed", child: int = 2, types: tuple[str, ...] = ()
) -> Told:
    return Told(report, child, "male", BORN, "", 31120, DAY, None, certainty, types, ())


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
        "8": [Member(1, 31135, True, "female", "6-10", kinds=("01", "04"))],
        "9": [Member(2, 31120, True, "male", "6-10", reports=(7, 8), kinds=())],
        "12": [Member(3, 31135, False, "male", "unknown", waiting=True)],
        "suspected": [Member(4, 31120, False, "", "", reports=(9, 10))],
        "reports_without_child": [Member(-11, 31120, False, "", "", reports=(11,))],
    }
    assert from_lists(as_lists(found)) == found
    assert as_counted(found["9"]) == [Counted(31120, (("male", "6-10"),), True, 2)]


def test_kinds_are_of_confirmed_reports_in_the_period_alone() -> None:
    facts = Facts(
        told=[
            _told(1, types=("neglect", "violence")),
            _told(2, types=("neglect",)),
            _told(3, "suspected", types=("trafficking",)),
            _told(4, types=("other",))._replace(received=date(2024, 5, 1)),
        ]
    )
    (found,) = members_of(facts, YEAR, "received")["9"]
    assert found.kinds == ("neglect", "violence")


def test_members_that_were_kept_without_kinds_are_read_as_such() -> None:
    """Sheets that were frozen first hold seven values of each member, in JSON."""
    kept = {"8": [[1, 31135, True, "female", "6-10", False, []]]}
    (found,) = from_lists(kept)["8"]
    assert found == Member(1, 31135, True, "female", "6-10")
    assert found.kinds is None
    again = json.loads(json.dumps(as_lists({"9": [found._replace(kinds=("neglect",))]})))
    assert from_lists(again)["9"] == [found._replace(kinds=("neglect",))]
