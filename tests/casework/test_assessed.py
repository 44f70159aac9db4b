"""What is assessed is shown with its child, its clock and whether it is open to be assessed."""

from __future__ import annotations

from caseapp.casework.assessed import last_assessment, read_assessed
from caseapp.rules.assessment_states import DETAILED, INITIAL
from tests.factories.assessments import WORDS, assess
from tests.factories.house import NOW, House
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, OFFICER, last_logged, log_one


def test_a_report_and_a_case(house: House) -> None:
    report, case = log_one(house), open_a_case(house, OFFICER)
    assess(house, report)
    with house.app.app_context():
        about = read_assessed(CHAIR, INITIAL, report, now=NOW)
        assert last_logged() == [(CHAIR.label, "report.read", "done")]
        assert (about.code, about.child_name, about.own, about.is_open) == (
            report, "Đỗ Thị Hòa", False, True,
        )  # fmt: skip
        assert about.clock is not None
        assert about.numbered(1) is about.assessments[0]
        assert (about.numbered(0), about.numbered(2)) == (None, None)
        in_case = read_assessed(OFFICER, DETAILED, case, now=NOW)
    assert in_case.clock is None
    assert in_case.child_name
    assert in_case.is_open


def test_what_the_child_said_last_is_told_for_who_decides(house: House) -> None:
    case = open_a_case(house, OFFICER)
    with house.app.app_context():
        assert last_assessment(CHAIR, case, now=NOW) is None
    assess(house, case, DETAILED)
    with house.app.app_context():
        found = last_assessment(CHAIR, case, now=NOW)
    assert found is not None
    assert found.values["child_words"] == WORDS
