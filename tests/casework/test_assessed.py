"""What is assessed is shown with its child, its clock and whether it is open to be assessed."""

from __future__ import annotations

from datetime import datetime

from caseapp.casework.assessed import last_assessment, read_assessed
from caseapp.rules.assessment_states import DETAILED, INITIAL
from tests.factories.assessments import WORDS, assess
from tests.factories.house import NOW, House
from tests.factories.measures import DAY, TODAY, a_desk, decide, follow, prepare
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, HOUR, OFFICER, last_logged, log_one


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


def test_a_later_rating_is_past_the_12_hours_until_the_next_decision(house: House) -> None:
    desk = a_desk(house)
    prepare(house, desk)
    decide(house, desk.chair, desk.case)  # the report's 12 hours end with it
    later = NOW + 24 * HOUR
    urgent = {"harm_degree": "high", "happened_at": later}
    assess(
        house,
        desk.case,
        DETAILED,
        by=desk.officer,
        now=later,
        level="high",
        conclusion={"level_reason": "Vì nghiêm trọng"},
        **urgent,
    )

    def alarm() -> tuple[str, datetime | None] | None:
        with house.app.app_context():
            about = read_assessed(desk.officer, DETAILED, desk.case, now=later)
        found = about.alarm(about.of_kind()[0])
        return found and (found.hours, found.decided_at)

    assert alarm() == ("again", NOW)
    follow(house, desk, "lifting", later, assessed_on=TODAY + DAY)
    prepare(house, desk)
    decide(house, desk.chair, desk.case, at=later + HOUR, number=2)
    assert alarm() is None
