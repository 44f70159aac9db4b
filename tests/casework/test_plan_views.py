"""Plans as views: made of rows that were loaded before, by one reader's own right."""

from __future__ import annotations

from caseapp import desk
from caseapp.casework.papers import papers_of
from caseapp.casework.plan_reading import load
from caseapp.casework.plan_views import KINDS, in_force, minutes_of, plans_of
from caseapp.records.cases import Case
from caseapp.rules.access import Act
from tests.factories.children import officer_of
from tests.factories.house import NOW, House
from tests.factories.plans import a_plan, approved
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, OFFICER, statements


def test_views_are_made_without_asking_once_more(house: House) -> None:
    officer = officer_of(house)
    case = open_a_case(house, officer)
    approved(house, officer, CHAIR, case)
    approved(house, officer, CHAIR, case)
    with house.app.app_context(), desk.reading(OFFICER, Act.CASE_READ, now=NOW) as door:
        row = door.find(Case, code=case)
        loaded = load(door, row, papers_of(door, row, *KINDS), {})
        with statements() as seen:
            plans = plans_of(door, loaded)
            assert minutes_of(loaded) == []
    assert seen == []
    assert [plan.state for plan in plans] == ["replaced", "approved"]
    assert in_force(plans) is plans[1]
    assert plans[1].said == a_plan()
    assert officer.user_id in plans[1].writers
    assert in_force(plans[:1]) is None
