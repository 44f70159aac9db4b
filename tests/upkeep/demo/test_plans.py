"""Made-up plans stand in every state, agree with their moments, and leave something to do."""

from __future__ import annotations

from caseapp.rules.codes.plans import ACTIVITY_STATES
from tests.upkeep.demo.conftest import Demo


def test_plans_of_every_state_that_a_demo_shows(demo: Demo) -> None:
    states = {row[0] for row in demo.ask("SELECT DISTINCT state FROM papers WHERE kind = 'plan'")}
    assert states == {"draft", "submitted", "returned", "approved", "replaced"}
    found = {row[0] for row in demo.ask("SELECT DISTINCT state FROM plan_activities")}
    assert found == set(ACTIVITY_STATES.codes)
    assert demo.one("SELECT count(*) FROM papers WHERE kind = 'minutes'")


def test_one_plan_of_a_case_is_in_force_at_most(demo: Demo) -> None:
    assert not demo.ask(
        "SELECT case_id FROM papers WHERE kind = 'plan' AND state = 'approved'"
        " GROUP BY case_id HAVING count(*) > 1"
    )


def test_moments_follow_one_another_and_none_lies_after_the_end(demo: Demo) -> None:
    assert not demo.ask(
        "SELECT id FROM papers WHERE kind = 'plan' AND (submitted_at < happened_at"
        " OR decided_at < submitted_at OR decided_at > ?)",
        demo.house.settings.now().strftime("%Y-%m-%d %H:%M:%S.999999"),
    )
    assert not demo.ask("SELECT id FROM plan_activities WHERE done_on > ?", demo.today.isoformat())


def test_something_is_overdue_and_nobody_approved_their_own(demo: Demo) -> None:
    assert demo.ask(
        "SELECT a.id FROM plan_activities a JOIN papers p ON p.id = a.paper_id"
        " WHERE a.state = 'planned' AND p.state = 'approved' AND a.due_on < ?",
        demo.today.isoformat(),
    )
    assert not demo.ask("SELECT id FROM papers WHERE decided_by = submitted_by")
