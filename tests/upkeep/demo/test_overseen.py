"""Every list of the supervisor's desk has a line in the demo, and the demo stays true to itself."""

from __future__ import annotations

import json

from caseapp.casework.as_of import case_as_of
from caseapp.casework.overseeing import count_all, list_absences, list_lines
from caseapp.rules.supervision import HIGH_CLOSED, REOPENED
from tests.factories.children import actor_of
from tests.factories.house import NOW
from tests.factories.reports import SUPERVISOR
from tests.upkeep.demo.conftest import Demo


def test_every_list_of_the_desk_has_a_line(demo: Demo) -> None:
    with demo.house.app.app_context():
        numbers = count_all(SUPERVISOR, unit="", now=NOW)
        away = list_absences(SUPERVISOR, unit="", page=1, now=NOW)
        (closed,) = list_lines(SUPERVISOR, HIGH_CLOSED.name, unit="", page=1, now=NOW).lines
    assert min(numbers.values()) > 0, numbers
    assert {each.kind for each in away.lines} == {"nobody", "ends", "stands_in"}
    assert closed.decided_by
    assert closed.reason


def test_the_second_officer_leaves_within_two_weeks_and_has_a_case(demo: Demo) -> None:
    leaving = actor_of(demo.house, "canbo2.phongdien")
    cases = demo.one("SELECT count(*) FROM cases WHERE officer_id = ?", leaving.user_id)
    assert cases >= 1
    until = demo.one("SELECT valid_until FROM role_grants WHERE user_id = ?", leaving.user_id)
    assert demo.today.isoformat() < until <= "2026-12-07"


def test_what_stood_in_the_cases_before_is_kept_in_the_order_of_its_versions(demo: Demo) -> None:
    rows = demo.ask(
        "SELECT p.case_id, p.version, p.changed_at, p.field, p.was FROM case_pasts p"
        " WHERE p.field IN ('state', 'level', 'officer_id') ORDER BY p.case_id, p.version"
    )
    by_case: dict[int, list[str]] = {}
    for case, _, changed, _, _ in rows:
        by_case.setdefault(case, []).append(changed)
    assert all(moments == sorted(moments) for moments in by_case.values())
    assert "closed" in {json.loads(was) for _, _, _, field, was in rows if field == "state"}
    with demo.house.app.app_context():
        (line,) = list_lines(SUPERVISOR, REOPENED.name, unit="", page=1, now=NOW).lines
        past = case_as_of(SUPERVISOR, line.code, line.since, now=NOW)
        assert past.state == "open"
