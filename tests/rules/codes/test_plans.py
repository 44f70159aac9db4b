"""The measures of a plan are those of Art. 48 to 50, each with its level."""

import pytest

from caseapp.rules.codes.plans import ACTIVITY_STATES, LEVELS, PLAN_MEASURES, PLAN_STATES
from caseapp.rules.plan_states import ACTIVITIES, PLANS

ARTICLES = {"prevention": "Điều 48", "support": "Điều 49", "intervention": "Điều 50"}


@pytest.mark.parametrize("row", PLAN_MEASURES, ids=lambda row: row.code)
def test_each_measure_cites_the_article_of_its_level(row):
    assert row.level in LEVELS
    assert ARTICLES[row.level] in row.source
    assert not row.confirmed


def test_every_level_has_measures():
    assert {row.level for row in PLAN_MEASURES} == set(LEVELS.codes) == set(ARTICLES)


def test_the_states_are_those_of_the_lifecycles():
    assert PLAN_STATES.codes == PLANS.states
    assert ACTIVITY_STATES.codes == ACTIVITIES.states
