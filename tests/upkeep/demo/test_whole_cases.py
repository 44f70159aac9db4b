"""The made-up cases show what stands on a whole case: suspects, flags, a hidden name, paper."""

from __future__ import annotations

from datetime import timedelta

from caseapp.casework.as_of import case_as_of
from caseapp.casework.case_reading import read_case
from caseapp.casework.hidden_names import open_name
from caseapp.rules.access import Role
from caseapp.upkeep.demo.wards import DOZEN
from caseapp.upkeep.demo.whole_cases import HIDING_WARD
from tests.factories.children import actor_of
from tests.factories.house import NOW, an_actor
from tests.upkeep.demo.conftest import Demo


def test_an_orphans_case_and_a_paper_file_began_without_a_report(demo: Demo) -> None:
    rows = demo.ask("SELECT entry, code FROM cases WHERE entry <> 'report' ORDER BY entry")
    # One orphan who lives with a grandmother, and three on their way into alternative care.
    assert [entry for entry, _ in rows] == ["direct"] * 4 + ["paper"]
    officer = actor_of(demo.house, "canbo.ninhkieu")
    with demo.house.app.app_context():
        *direct, paper = (read_case(officer, code, now=NOW) for _, code in rows)
    assert [each.reports for each in direct] == [[]] * 4
    assert sorted(each.care.state for each in direct) == ["", "in_care", "returned", "submitted"]
    assert [report.before_use for report in paper.reports] == [True]
    assert demo.one("SELECT count(*) FROM deadlines d JOIN reports r ON r.id = d.report_id"
                    " WHERE r.before_use") == 0  # fmt: skip


def test_running_cases_have_suspects_and_flags(demo: Demo) -> None:
    assert demo.one("SELECT count(*) FROM suspects") >= 5
    assert demo.one("SELECT count(DISTINCT flag) FROM case_flags") >= 3


def test_a_hidden_name_stands_nowhere_and_the_supervisor_opens_it(demo: Demo) -> None:
    ((code, name),) = demo.ask("SELECT code, full_name FROM children WHERE hidden_name NOT NULL")
    assert name == code
    chair = an_actor(Role.CHAIR, HIDING_WARD)
    with demo.house.app.app_context():
        assert open_name(chair, code, now=NOW).name != code
    assert DOZEN[3] == HIDING_WARD


def test_what_stood_before_a_step_of_a_case_is_kept(demo: Demo) -> None:
    ((code, changed),) = demo.ask(
        "SELECT c.code, p.changed_at FROM case_pasts p JOIN cases c ON c.id = p.case_id"
        " WHERE p.field = 'level' AND c.level <> '' ORDER BY p.id LIMIT 1"
    )
    supervisor = an_actor(Role.SUPERVISOR)
    with demo.house.app.app_context():
        opened = read_case(supervisor, code, now=NOW).opened_at
        shown = case_as_of(supervisor, code, opened + timedelta(minutes=1), now=NOW)
    assert changed
    assert (shown.level, shown.state, shown.gaps) == ("", "open", [])


def test_the_three_kinds_of_children_are_met_at_several_stages(demo: Demo) -> None:
    told = (
        "SELECT count(DISTINCT c.state || coalesce(p.kind || p.state, '')) FROM cases c"
        " JOIN reports r ON r.case_id = c.id JOIN incidents i ON i.report_id = r.id"
        " LEFT JOIN papers p ON p.case_id = c.id AND p.kind = ?"
        " WHERE i.abuse_types LIKE ? AND c.level IN (?, ?)"
    )
    assert demo.one(told, "separation", "%sexual_abuse%", "high", "low") >= 3
    assert demo.one(told, "plan", "%neglect%", "medium", "low") >= 3
