"""A flood and a storm: whom they hit lived there, most were relieved in time."""

from __future__ import annotations

from caseapp.rules.codes import LISTS
from caseapp.rules.units import territory
from caseapp.upkeep.demo.disasters import EVENTS
from tests.upkeep.demo.conftest import Demo


def test_the_flood_of_2025_and_the_storm_of_2026_are_there(demo: Demo) -> None:
    rows = demo.ask("SELECT kind, substr(started_on, 1, 4) FROM disasters ORDER BY id")
    assert rows[:2] == [("flood", "2025"), ("storm", "2026")]


def test_whom_it_hit_lived_in_its_units_on_the_day_and_was_a_child(demo: Demo) -> None:
    rows = demo.ask(
        "SELECT d.kind, r.unit_id, i.affected_on < date(c.date_of_birth, '+16 years')"
        " FROM impacts i JOIN disasters d ON d.id = i.disaster_id"
        " JOIN children c ON c.id = i.child_id"
        " LEFT JOIN residences r ON r.child_id = i.child_id AND r.valid_from <= i.affected_on"
        "  AND (r.valid_until IS NULL OR r.valid_until > i.affected_on)"
        " WHERE d.ended_on IS NOT NULL"
    )
    units = {event.kind: event.units for event in EVENTS}
    assert len(rows) > 100
    for kind, unit, child in rows:
        assert territory().keeper(unit) in units[kind]
        assert child in {1, None}  # None: the birth is unknown, which leaves a child a child


def test_relief_was_mostly_in_time_and_never_before_the_harm(demo: Demo) -> None:
    in_time, late, waiting, early = demo.ask(
        "SELECT sum(relieved_on <= date(coalesce(listed_on, affected_on), '+2 days')),"
        " sum(relieved_on > date(coalesce(listed_on, affected_on), '+2 days')),"
        " sum(relieved_on IS NULL),"
        " sum(relieved_on < affected_on OR listed_on < affected_on) FROM impacts"
        " WHERE disaster_id IN (SELECT id FROM disasters WHERE ended_on IS NOT NULL)"
    )[0]
    assert in_time > 10 * (late + waiting)
    assert late > 0
    assert waiting > 0
    assert not early


def test_relief_has_its_kind_and_harm_a_code(demo: Demo) -> None:
    assert not demo.ask("SELECT id FROM impacts WHERE (relieved_on IS NULL) <> (relief_kind = '')")
    for harm, relief in demo.ask("SELECT DISTINCT harm, relief_kind FROM impacts"):
        assert harm in {"", *LISTS["harms"].codes}
        assert relief in {"", *LISTS["relief_kinds"].codes}


def test_an_entry_by_mistake_says_why_and_the_city_has_decided_the_days(demo: Demo) -> None:
    gone = demo.ask("SELECT why_deleted, deleted_by FROM impacts WHERE deleted_at IS NOT NULL")
    assert gone
    assert all(why is not None for why, _ in gone)
    assert demo.ask("SELECT value FROM settings WHERE name = 'relief_days'") == [("2",)]
