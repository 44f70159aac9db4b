"""A review that proposes to go on leads the officer on, on the case and on the home page alike."""

from __future__ import annotations

from caseapp.casework.case_reading import read_case
from caseapp.casework.home import gather
from tests.factories.assessments import DETAILED, GO_ON, REVIEW, assess, close
from tests.factories.house import NOW, House
from tests.factories.plans import approved, submitted
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, OFFICER, statements


def asked(house: House, case: str) -> tuple[str, list[str]]:
    """What the round asks for on the case's page, and on the officer's home page."""
    with house.app.app_context():
        found = read_case(OFFICER, case, now=NOW).round
        tasks = [task.kind for task in gather(OFFICER, now=NOW).tasks if task.code == case]
    return found.asks if found else "", [kind for kind in tasks if kind.startswith("round_")]


def test_from_the_review_over_the_assessment_to_the_new_plan(house: House) -> None:
    case = open_a_case(house, OFFICER)
    assess(house, case, DETAILED)
    approved(house, OFFICER, CHAIR, case)
    assert asked(house, case) == ("", [])
    assess(house, case, REVIEW, conclusion=GO_ON)
    assert asked(house, case) == ("assess", ["round_assess"])
    assess(house, case, DETAILED)
    assert asked(house, case) == ("plan", ["round_plan"])
    submitted(house, OFFICER, case)
    assert asked(house, case) == ("decide", [])
    with house.app.app_context():
        chairs = [task.kind for task in gather(CHAIR, now=NOW).tasks if task.code == case]
    assert chairs == ["decide_plan"]


def test_the_approved_plan_ends_the_round_and_so_does_a_review_that_closes(house: House) -> None:
    first, second = open_a_case(house, OFFICER), open_a_case(house, OFFICER)
    for case in (first, second):
        assess(house, case, REVIEW, conclusion=GO_ON)
    approved(house, OFFICER, CHAIR, first)
    close(house, second)
    assert asked(house, first) == asked(house, second) == ("", [])


def test_many_rounds_cost_the_home_page_no_more_statements(house: House) -> None:
    def count() -> int:
        with house.app.app_context(), statements() as sent:
            gather(OFFICER, now=NOW)
        return len(sent)

    assess(house, open_a_case(house, OFFICER), REVIEW, conclusion=GO_ON)
    one = count()
    for _ in range(3):
        assess(house, open_a_case(house, OFFICER), REVIEW, conclusion=GO_ON)
    assert count() == one
