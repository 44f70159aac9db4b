"""Cases in every state; their timelines are such as the rules allow."""

from __future__ import annotations

from itertools import pairwise

from caseapp.rules.case_states import CASES
from tests.upkeep.demo.conftest import Demo


def test_every_state_and_level_is_met(demo: Demo) -> None:
    states = {row[0] for row in demo.ask("SELECT DISTINCT state FROM cases")}
    levels = {row[0] for row in demo.ask("SELECT DISTINCT level FROM cases")}
    assert states == {"open", "closing_proposed", "closed"}
    assert levels == {"", "high", "medium", "low"}


def test_a_cases_lines_lead_to_its_state(demo: Demo) -> None:
    for case, state, level, entry in demo.ask("SELECT id, state, level, entry FROM cases"):
        lines = demo.ask(
            "SELECT kind, detail FROM case_events WHERE case_id = ? ORDER BY happened_at, id", case
        )
        assert lines[0][0] == ("paper_assessed" if entry == "paper" else "opened")
        reached = CASES.initial
        for kind, _ in lines:
            if kind in {move.name for move in CASES.moves}:
                reached = CASES.next_state(reached, kind)
        assert reached == state
        judged = [detail for kind, detail in lines if kind == "level"]
        assert judged[-1:] == ([level] if level else [])


def test_the_case_names_its_report_and_stands_in_its_ward(demo: Demo) -> None:
    assert not demo.ask(
        "SELECT c.id FROM cases c LEFT JOIN reports r ON r.case_id = c.id"
        " LEFT JOIN case_events e ON e.case_id = c.id AND e.kind = 'opened'"
        " WHERE c.entry = 'report' AND (r.child_id IS NOT c.child_id OR r.area_id <> c.area_id"
        "    OR e.detail IS NOT r.code OR c.opened_at < r.received_at OR r.state <> 'screened')"
    )


def test_decisions_stop_the_clock_at_their_own_moment_some_too_late(demo: Demo) -> None:
    assert not demo.ask(
        "SELECT d.id FROM deadlines d LEFT JOIN measures m ON m.report_id = d.report_id"
        " WHERE d.stopped_at IS NOT m.decided_at"
    )
    kept, missed = demo.ask(
        "SELECT sum(stopped_at <= due_at), sum(stopped_at > due_at) FROM deadlines"
    )[0]
    assert kept > 5 * missed > 0
    assert {row[0] for row in demo.ask("SELECT kind FROM measures")} == {"emergency", "none"}


def test_who_decides_is_the_chair_who_visits_the_officer(demo: Demo) -> None:
    roles = "SELECT DISTINCT g.role FROM {} t JOIN role_grants g ON g.user_id = t.entered_by"
    decided = roles.replace("entered_by", "decided_by")  # another may enter what the chair decided
    assert demo.ask(decided.format("measures")) == [("chair",)]
    visits = roles.format("case_events") + " WHERE t.kind IN ('visit', 'opened', 'level')"
    assert demo.ask(visits) == [("officer",)]
    assert demo.ask(roles.format("case_events") + " WHERE t.kind = 'close'") == [("chair",)]


def test_moments_of_a_timeline_do_not_run_backwards(demo: Demo) -> None:
    rows = demo.ask("SELECT case_id, happened_at, entered_at FROM case_events ORDER BY 1, 2")
    assert all(entered >= happened for _, happened, entered in rows)
    assert all(one[1] <= two[1] for one, two in pairwise(rows) if one[0] == two[0])
