"""Help that carries an activity out: shown with its case, offered once, and for care as well."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseapp.casework.assistance import record_assistance, withdraw_assistance
from caseapp.casework.assistance_reading import activities_of_child
from caseapp.casework.carrying_out import Outcome, settle_activity
from caseapp.casework.child_reading import read_child
from caseapp.rules.access import Actor
from caseapp.rules.values import RuleBroken
from tests.casework.test_assistance import ALLOWANCE
from tests.factories.children import enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.plans import TODAY, approved, plans_in
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR


def with_a_done_activity(house: House) -> tuple[Actor, str, str]:
    """Return an officer, a case with a plan whose one activity is done, and its child."""
    actor = officer_of(house)
    case = open_a_case(house, actor)
    approved(house, actor, CHAIR, case)
    with house.app.app_context():
        settle_activity(actor, case, 1, 1, Outcome("do", "Đã làm", TODAY), version=2, now=NOW)
    return actor, case, plans_in(house, actor, case).child_code


def test_an_activity_is_told_with_the_help_and_offered_until_it_has_one(house: House) -> None:
    actor, case, code = with_a_done_activity(house)
    with house.app.app_context():
        (line,) = activities_of_child(actor, code, now=NOW)
        assert (line.case, line.measure, line.done_on) == (case, "care", TODAY)
        entry = replace(ALLOWANCE, activity=line.id, given_on=TODAY)
        record_assistance(actor, code, entry, now=NOW)
        (row,) = read_child(actor, code, now=NOW).assistance
        assert (row.case, row.activity) == (case, line.id)
        plan = plans_in(house, actor, case).in_force
        assert plan is not None
        assert plan.activities[0].helped
        withdraw_assistance(actor, code, row.id, why="Nhầm", now=NOW)
        plan = plans_in(house, actor, case).in_force
        assert plan is not None
        assert not plan.activities[0].helped


def test_the_activity_of_one_child_is_no_help_of_another(house: House) -> None:
    actor, _, code = with_a_done_activity(house)
    other = enter_child(house, actor, born=date(2016, 1, 1))
    with house.app.app_context():
        (line,) = activities_of_child(actor, code, now=NOW)
        assert activities_of_child(actor, other, now=NOW) == []
        with pytest.raises(RuleBroken) as broken:
            record_assistance(actor, other, replace(ALLOWANCE, activity=line.id), now=NOW)
    assert broken.value.field == "activity"
