"""The demo's notices are those that its acts would have made, and nothing is told twice."""

from __future__ import annotations

from caseapp.casework.clock_rounds import watch_clocks
from caseapp.rules.notice_kinds import KINDS
from caseapp.rules.notices import cause_of
from tests.factories.house import House
from tests.upkeep.demo.conftest import Demo, fill


def test_every_report_that_waits_is_told_to_its_chair(demo: Demo) -> None:
    waiting = demo.ask(
        "SELECT code, reports.area_id FROM reports JOIN deadlines ON report_id = reports.id "
        "WHERE stopped_at IS NULL"
    )
    told = demo.ask("SELECT mark, area_id FROM notices WHERE kind = 'report_logged'")
    assert sorted(told) == sorted(waiting)
    to_roles = demo.ask("SELECT DISTINCT kind, role FROM notices WHERE user_id IS NULL")
    assert {("report_logged", "chair"), ("receipt_proposed", "supervisor")} < set(to_roles)


def test_news_of_referrals_goes_to_an_officer_of_the_ward(demo: Demo) -> None:
    astray = demo.one(
        "SELECT count(*) FROM notices n LEFT JOIN referrals r ON r.code = n.mark "
        "LEFT JOIN role_grants g ON g.user_id = n.user_id AND g.area_id = n.area_id "
        "WHERE n.kind LIKE 'referral_%' AND n.role = '' AND (r.area_id IS NOT n.area_id OR g.role IS NOT 'officer') "
        # What somebody was told stays with them, and has ended, when the case goes to another ward.
        "AND NOT (n.ended_at IS NOT NULL AND r.case_id IN (SELECT case_id FROM transfers WHERE state = 'accepted'))"
    )
    assert astray == 0
    assert demo.one("SELECT count(*) FROM notices WHERE kind LIKE 'referral_%'") > 0


def test_kinds_and_causes_are_the_application_s_own(demo: Demo) -> None:
    for kind, mark, cause, role, user in demo.ask(
        "SELECT kind, mark, cause, role, user_id FROM notices"
    ):
        assert kind in KINDS
        step = cause.removeprefix(f"{kind}:{mark}:").rpartition(":")[0]
        assert cause == cause_of(kind, mark, role or user, step)


def test_a_round_tells_of_the_clocks_once(house: House) -> None:
    fill(house, children=5)
    with house.app.app_context():
        now = house.settings.now()
        assert watch_clocks(now=now) > 0
        assert watch_clocks(now=now) == 0
