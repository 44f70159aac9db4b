"""What a report's page offers in the first 12 hours, to whom and in which state."""

from __future__ import annotations

import pytest
from flask import g

from caseapp.casework.receipts import correct_receipt
from caseapp.casework.report_reading import read_report
from caseapp.casework.spoken_decisions import answer_decision, prove_decision
from caseapp.rules.access import Actor, Role
from caseapp.web.actor import Person
from caseapp.web.moves import Moves
from caseapp.web.reports.page import moves_of
from tests.factories.first_hours import HOUR, RECEIVED, SECOND, Night, a_night
from tests.factories.house import NOW, House

LATE = RECEIVED + 12 * HOUR + SECOND


@pytest.fixture
def night(house: House) -> Night:
    return a_night(house)


def moves(night: Night, by: Actor, role: Role) -> Moves:
    with night.house.app.test_request_context():
        g.person = Person(by, role, "vi", by.name, "Phường Ninh Kiều", 31135)
        return moves_of(read_report(by, night.report, now=NOW))


def urls(found: Moves) -> set[str]:
    steps = [*found.others, *([found.main] if found.main else [])]
    return {step.url.partition("/reports/")[2].partition("/")[2] for step in steps}


OURS = {"decisions/new", "decisions/1/answer", "decisions/1/scan", "safety/new", "receipt"}


def test_each_is_offered_what_is_theirs_while_a_decision_waits(night: Night) -> None:
    night.record(NOW)
    officer, chair = (
        moves(night, night.officer, Role.OFFICER),
        moves(night, night.chair, Role.CHAIR),
    )
    assert urls(officer) & OURS == OURS - {"decisions/1/answer"}
    assert urls(chair) & OURS == {"decisions/1/answer", "safety/new", "receipt"}
    assert chair.main is not None
    assert chair.main.url.endswith("/decisions/1/answer")
    assert urls(moves(night, night.supervisor, Role.SUPERVISOR)) & OURS == set()


def test_who_is_named_may_still_doubt_a_scan_and_then_nothing(night: Night) -> None:
    night.record(NOW)
    scan = night.attach(NOW)
    with night.house.app.app_context():
        prove_decision(night.officer, night.report, 1, file_code=scan, signed_at=None, now=NOW)
    chair = moves(night, night.chair, Role.CHAIR)
    assert "decisions/1/answer" in urls(chair)
    assert chair.main is None or not chair.main.url.endswith("/answer")
    assert "decisions/1/answer" not in urls(moves(night, night.other, Role.CHAIR))
    with night.house.app.app_context():
        answer_decision(night.chair, night.report, 1, agreed=True, remark="", now=NOW)
    assert "decisions/1/answer" not in urls(moves(night, night.chair, Role.CHAIR))


def test_the_supervisor_is_asked_for_a_correction_and_no_second_is_offered(night: Night) -> None:
    with night.house.app.app_context():
        correct_receipt(
            night.officer, night.report, received_at=RECEIVED + HOUR, reason="Nhầm", now=LATE
        )
    found = moves(night, night.supervisor, Role.SUPERVISOR)
    assert found.main is not None
    assert found.main.url.endswith("/receipt/decision")
    assert "receipt" not in urls(moves(night, night.officer, Role.OFFICER))
