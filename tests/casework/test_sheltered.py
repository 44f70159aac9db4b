"""A child that is separated or at a protected address is known as such, from any unit."""

from __future__ import annotations

import pytest

from caseapp import desk as doors
from caseapp.casework.measure_papers import Place
from caseapp.casework.placements import NewPlacement, end_placement, start_placement
from caseapp.casework.separations import withdraw_separation
from caseapp.casework.sheltered import sheltered_among
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.rules.access import Act
from tests.factories.house import NOW, House
from tests.factories.measures import ADDRESS, HOST, TODAY, Desk, a_desk, decide, follow, prepare
from tests.factories.reports import STRANGER


@pytest.fixture
def desk(house: House) -> Desk:
    return a_desk(house)


def seen(house: House, desk: Desk) -> bool:
    """Ask as the child's own officer, and as a stranger of another ward by the child's id."""
    with house.app.app_context():
        with doors.reading(desk.officer, Act.CASE_READ, now=NOW) as door:
            case = door.find(Case, code=desk.case)
            child = door.session.get_one(Child, case.child_id)
            number, told = child.id, child.id in sheltered_among(door, [child.id])
        with doors.reading(STRANGER, Act.CHILD_LIST, now=NOW) as door:
            assert sheltered_among(door, [number, number + 1]) == ({number} if told else set())
            assert sheltered_among(door, []) == set()
    return told


def test_while_a_separation_waits_or_holds(house: House, desk: Desk) -> None:
    assert not seen(house, desk)
    prepare(house, desk)
    assert seen(house, desk)
    decide(house, desk.chair, desk.case)
    assert seen(house, desk)
    follow(house, desk, "lifting", NOW, assessed_on=TODAY)
    assert not seen(house, desk)


def test_one_that_was_taken_back_shelters_nobody(house: House, desk: Desk) -> None:
    prepare(house, desk)
    with house.app.app_context():
        withdraw_separation(desk.officer, desk.case, 1, why="Nhầm", now=NOW)
    assert not seen(house, desk)


@pytest.mark.parametrize("protected", [True, False])
def test_at_a_protected_address_alone(house: House, desk: Desk, *, protected: bool) -> None:
    new = NewPlacement("family", "", Place(HOST, ADDRESS), TODAY, protected)
    with house.app.app_context():
        start_placement(desk.officer, desk.case, new, now=NOW)
    assert seen(house, desk) is protected
    with house.app.app_context():
        end_placement(desk.officer, desk.case, 1, last_day=TODAY, why="Về nhà", now=NOW)
    assert not seen(house, desk)
