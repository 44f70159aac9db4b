"""Reading plans: what a new one begins with, each version, and no more statements for a long history."""

from __future__ import annotations

import pytest

from caseapp import desk
from caseapp.casework.outcomes import Missing
from caseapp.casework.papers import add_paper
from caseapp.casework.plan_reading import proposed_plan, read_plans, read_version, view_plans
from caseapp.casework.plans import draft_plan, move_plan, save_plan
from caseapp.records.cases import Case
from caseapp.rules.access import Act
from caseapp.rules.plans import Plan
from tests.factories.children import officer_of
from tests.factories.house import NOW, House
from tests.factories.plans import a_plan, an_activity, approved
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, OFFICER, STRANGER, statements

ASSESSED = {"problems": "Mất ngủ\nSợ người lạ", "needs": "- Được an toàn\n• Được tư vấn\n"}


def test_problems_and_needs_come_from_the_newest_assessment(house: House) -> None:
    case = open_a_case(house, OFFICER)
    with house.app.app_context():
        assert proposed_plan(OFFICER, case, now=NOW) == Plan()
        with desk.writing(OFFICER, Act.CASE_EDIT, now=NOW) as door:
            row = door.find(Case, code=case)
            for said in ({"problems": "Cũ"}, ASSESSED):
                add_paper(
                    door, row, "detailed_assessment", said, state="signed", happened_at=NOW
                )  # fmt: skip
        begun = proposed_plan(OFFICER, case, now=NOW)
        assert begun == Plan("Mất ngủ\nSợ người lạ", ("Được an toàn", "Được tư vấn"))
        assert read_plans(OFFICER, case, now=NOW).assessed


def test_a_plan_that_was_given_up_is_taken_over_whole(house: House) -> None:
    case = open_a_case(house, OFFICER)
    with house.app.app_context():
        draft_plan(OFFICER, case, a_plan(), now=NOW)
        move_plan(OFFICER, case, 1, move="withdraw", version=1, now=NOW)
        assert proposed_plan(OFFICER, case, now=NOW) == a_plan()


def test_each_version_is_read_as_it_was(house: House) -> None:
    case = open_a_case(house, OFFICER)
    with house.app.app_context():
        draft_plan(OFFICER, case, Plan("Bản đầu"), now=NOW)
        save_plan(OFFICER, case, 1, a_plan(), version=1, now=NOW)
        assert read_version(OFFICER, case, 1, 1, now=NOW) == Plan("Bản đầu")
        assert read_version(OFFICER, case, 1, 2, now=NOW) == a_plan()
        for number, version in ((1, 3), (2, 1), (0, 1)):
            with pytest.raises(Missing):
                read_version(OFFICER, case, number, version, now=NOW)
        with pytest.raises(Missing):
            read_plans(STRANGER, case, now=NOW)


def test_a_long_history_takes_no_more_statements(house: House) -> None:
    officer = officer_of(house)
    case = open_a_case(house, officer)
    counts = []
    for _ in range(3):
        approved(house, officer, CHAIR, case, a_plan(an_activity(), an_activity("Đi học")))
        with house.app.app_context(), desk.reading(OFFICER, Act.CASE_READ, now=NOW) as door:
            row = door.find(Case, code=case)
            with statements() as seen:
                view_plans(door, row)
            counts.append(len(seen))
    assert len(set(counts)) == 1
