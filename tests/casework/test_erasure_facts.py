"""What runs in a file is counted in every unit, and nothing once it has ended."""

from __future__ import annotations

from caseapp import desk
from caseapp.casework.erasure_facts import facts_of
from caseapp.rules.access import Act
from caseapp.rules.erasures import FileFacts
from tests.factories.erasures import NAME, STORY, city_people, end_all
from tests.factories.house import NOW, House
from tests.factories.told_case import tell


def test_what_runs_is_counted_until_it_ends(house: House) -> None:
    tell(house, STORY, NAME)
    first, _ = city_people(house)
    with house.app.app_context(), desk.reading(first, Act.ERASURE_PROPOSE, now=NOW) as door:
        facts = facts_of(door, (1,))
    assert (facts.cases, facts.measures) == (1, 1)
    assert facts.clocks
    end_all(house)
    with house.app.app_context(), desk.reading(first, Act.ERASURE_PROPOSE, now=NOW) as door:
        assert facts_of(door, (1,)) == FileFacts()
