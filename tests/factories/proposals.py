"""Reports that end without a case, and cases opened by mistake: one proposes, another decides."""

from __future__ import annotations

from caseapp.casework.proposals import (
    decide_on_case,
    decide_on_report,
    propose_mistake,
    propose_no_case,
)
from caseapp.casework.report_reading import read_report
from caseapp.rules.access import Actor
from tests.factories.house import NOW, House
from tests.factories.reports import CHAIR, OFFICER


def end(house: House, report: str, reason: str = "Báo nhầm nhà", chair: Actor = CHAIR) -> None:
    """Let the officer propose to end a report, and the chair agree."""
    with house.app.app_context():
        propose_no_case(OFFICER, report, reason=reason, now=NOW)
        number = read_report(OFFICER, report, now=NOW).proposals[-1].number
        decide_on_report(chair, report, number, agree=True, words="Đã xác minh", now=NOW)


def take_out(house: House, officer: Actor, case: str, chair: Actor = CHAIR) -> None:
    """Let the officer propose that a case was opened by mistake, and the chair agree."""
    with house.app.app_context():
        propose_mistake(officer, case, of_case=True, reason="Nhầm trẻ", now=NOW)
        decide_on_case(chair, case, 1, agree=True, words="Đúng là nhầm", now=NOW)
