"""One made-up report that a chair handled alone: marked, and its review told of."""

from __future__ import annotations

from tests.upkeep.demo.conftest import Demo


def test_one_report_waits_for_its_review_and_the_supervisor_is_told(demo: Demo) -> None:
    ((code, reviewed),) = demo.ask(
        "SELECT reports.code, lone_reports.reviewed_at FROM lone_reports "
        "JOIN reports ON reports.id = lone_reports.report_id"
    )
    assert reviewed is None
    told = demo.ask("SELECT mark FROM notices WHERE kind = 'lone_report'")
    assert (code,) in told
