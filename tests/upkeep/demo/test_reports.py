"""Reports: history without clocks, current ones with, open clocks in every ward."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

from caseapp.rules.clocks import standing
from caseapp.rules.units import territory
from caseapp.rules.values import local_day
from caseapp.upkeep.demo.people import Person, Stay
from caseapp.upkeep.demo.register import Register
from caseapp.upkeep.demo.reports import Pool
from caseapp.upkeep.demo.wards import DOZEN
from tests.factories.house import NOW
from tests.upkeep.demo.conftest import TODAY, Demo


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_every_ward_has_a_running_clock_and_all_kinds_are_met(demo: Demo) -> None:
    rows = demo.ask("SELECT area_id, due_at FROM deadlines WHERE stopped_at IS NULL")
    found = [(area, standing(moment(due), NOW).kind) for area, due in rows]
    assert {area for area, kind in found if kind == "running"} == set(DOZEN)
    assert {kind for area, kind in found if area == DOZEN[0]} == {"running", "soon", "late"}


def test_a_few_reports_a_ward_and_year(demo: Demo) -> None:
    for area in DOZEN:
        numbers = demo.ask(
            "SELECT count(*) FROM reports WHERE area_id = ? GROUP BY substr(received_at, 1, 4)",
            area,
        )
        assert len(numbers) >= 2
        assert all(1 <= number <= 40 for (number,) in numbers)


def test_the_unit_that_answers_is_todays_of_the_event(demo: Demo) -> None:
    # Those tell of another unit by design, as do a child whom either of two chairs parts, and a
    # case that was handed over.
    passed = "SELECT report_id FROM forwardings"
    parted = "SELECT case_id FROM papers WHERE kind = 'separation'"
    gone = "SELECT case_id FROM transfers WHERE state = 'accepted'"
    rows = demo.ask(
        "SELECT area_id, event_unit_id, received_at FROM reports "
        f"WHERE id NOT IN ({passed}) AND coalesce(case_id, 0) NOT IN ({parted} UNION {gone})"
    )
    for area, unit, received in rows:
        assert territory().keeper(unit) == area
        assert territory().units[unit].covers(local_day(moment(received)))


def test_history_came_by_import_and_belongs_to_no_case(demo: Demo) -> None:
    assert not demo.ask(
        "SELECT id FROM reports WHERE imported <> (received_at < '2025-06-30 17:00:00')"
    )
    assert not demo.ask("SELECT id FROM reports WHERE imported AND case_id IS NOT NULL")
    assert {row[0] for row in demo.ask("SELECT state FROM reports WHERE imported")} == {"screened"}


def test_a_report_stands_in_the_childs_file_once_it_has_a_case(demo: Demo) -> None:
    assert not demo.ask(
        "SELECT id FROM reports WHERE NOT imported AND (case_id IS NULL) <> (child_id IS NULL)"
    )
    assert not demo.ask(
        "SELECT r.id FROM reports r LEFT JOIN children c ON c.id = r.child_id"
        " WHERE r.key_id IS NULL OR r.key_id <> c.key_id"
    )
    unknown = demo.one("SELECT count(*) FROM reports WHERE child_id IS NULL")
    assert 0 < unknown < demo.made.counts["reports"] / 3


def test_whom_a_report_tells_of_was_a_child_and_its_ward_may_open_it(demo: Demo) -> None:
    assert not demo.ask(
        "SELECT r.id FROM reports r JOIN children c ON c.id = r.child_id"
        " WHERE date(r.received_at, '+7 hours') >= date(c.date_of_birth, '+16 years')"
        "    OR date(r.received_at, '+7 hours') < c.date_of_birth"
        "    OR NOT EXISTS (SELECT 1 FROM child_units u"
        "        WHERE u.child_id = r.child_id AND u.area_id = r.area_id)"
    )


def test_a_child_is_told_of_once() -> None:
    person = Person(1, "", "male", None, "", "", [Stay(31135, TODAY.replace(year=2025))])
    pool = Pool.of(Register(others=[person]), Random(1))
    assert pool.take(31120, TODAY) is None
    assert pool.take(31135, TODAY.replace(year=2024)) is None
    assert pool.take(31135, TODAY) is person
    assert pool.take(31135, TODAY) is None


def test_some_reports_tell_of_two_children_of_one_event(demo: Demo) -> None:
    pairs = demo.ask(
        "SELECT f.received_at, s.received_at, f.area_id, s.area_id, f.child_name, s.child_name "
        "FROM reports s JOIN reports f ON f.id = s.first_id"
    )
    assert len(pairs) >= 3
    for one, other, area, same, name, sibling in pairs:
        assert (one, area) == (other, same)
        assert name != sibling or not name


def test_children_live_outside_the_city_and_nobody_knows_where_and_bear_khmer_names(
    demo: Demo,
) -> None:
    now_in = "SELECT count(*) FROM residences WHERE valid_until IS NULL AND unit_id = ?"
    assert demo.one(now_in, 1) > 0
    assert demo.one(now_in, 2) > 0
    assert demo.one("SELECT count(*) FROM children WHERE ethnicity = 'Khmer'") > 0
