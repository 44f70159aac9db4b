"""Reading measures: the place by an act of its own, and few statements however many there are."""

from __future__ import annotations

import pytest

from caseapp.casework.measure_papers import PLACEMENT, SEPARATION, Place
from caseapp.casework.measures_reading import read_measures, read_place
from caseapp.casework.outcomes import Missing
from caseapp.rules.access import Denied, Role
from tests.factories.house import NOW, House, an_actor
from tests.factories.measures import ADDRESS, HOST, Desk, a_desk, decide, prepare
from tests.factories.reports import STRANGER, SUPERVISOR, last_logged, statements


@pytest.fixture
def desk(house: House) -> Desk:
    made = a_desk(house)
    prepare(house, made)
    return made


def test_those_who_must_know_see_the_place_and_each_look_is_logged(
    house: House, desk: Desk
) -> None:
    with house.app.app_context():
        for actor in (desk.officer, desk.chair, SUPERVISOR):
            found = read_place(actor, desk.case, SEPARATION, 1, now=NOW)
            assert found == Place(HOST, ADDRESS, "0901 111 222")
            assert last_logged() == [(actor.label, "place.see", "done")]
        with pytest.raises(Missing):
            read_place(STRANGER, desk.case, SEPARATION, 1, now=NOW)
        with pytest.raises(Missing):
            read_place(desk.officer, desk.case, PLACEMENT, 1, now=NOW)
        for role in (Role.COLLABORATOR, Role.AUDITOR, Role.STATISTICIAN, Role.AGENCY):
            with pytest.raises(Denied):
                read_place(an_actor(role), desk.case, SEPARATION, 1, now=NOW)


def test_more_papers_take_no_more_statements(house: House, desk: Desk) -> None:
    def number() -> int:
        with house.app.app_context(), statements() as seen:
            read_measures(desk.officer, desk.case, now=NOW)
        return len(seen)

    before = number()
    decide(house, desk.chair, desk.case, "refuse")
    prepare(house, desk)
    assert number() == before <= 11
