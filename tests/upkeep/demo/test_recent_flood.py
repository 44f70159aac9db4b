"""The flood of the last days: households, relief in time, children who wait, some too long."""

from __future__ import annotations

from caseapp.upkeep.demo.recent_flood import NAME
from tests.upkeep.demo.conftest import Demo

LINES = (
    " FROM impacts i JOIN disasters d ON d.id = i.disaster_id"
    " JOIN children c ON c.id = i.child_id WHERE d.name = ?"
)


def test_some_wait_too_long_some_still_in_time_and_some_were_relieved(demo: Demo) -> None:
    ((waiting, late, in_time, wrong),) = demo.ask(
        "SELECT sum(relieved_on IS NULL),"
        f" sum(relieved_on IS NULL AND listed_on < date('{demo.today}', '-2 days')),"
        " sum(relieved_on <= date(listed_on, '+2 days')),"
        " sum(relieved_on < affected_on OR listed_on < affected_on)" + LINES,
        NAME,
    )
    assert waiting > late > 0
    assert in_time > 0
    assert not wrong


def test_children_of_one_household_stand_on_the_list_together(demo: Demo) -> None:
    homes = "SELECT count(*)" + LINES + " AND guardian_name <> '' GROUP BY guardian_name, address"
    sizes = [size for (size,) in demo.ask(homes, NAME)]
    assert sum(size > 1 for size in sizes) >= 4
    assert demo.one("SELECT count(*) FROM disaster_units") == 12
