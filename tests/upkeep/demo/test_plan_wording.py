"""What made-up plans say names measures that the law has."""

from caseapp.rules.codes.plans import PLAN_MEASURES
from caseapp.upkeep.demo.plan_wording import ACTIVITIES, GOALS, NEEDS


def test_each_activity_takes_a_measure_of_the_list():
    assert {measure for _, measure, *_ in ACTIVITIES} <= set(PLAN_MEASURES.codes)
    assert len(ACTIVITIES) >= 3
    assert len(GOALS) >= 2
    assert len(NEEDS) >= 3
