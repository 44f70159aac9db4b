"""Reading alternative care: no name or place of a carer along with it, and few statements."""

from __future__ import annotations

import pytest

from caseapp.casework.care import KIND, withdraw_care
from caseapp.casework.care_reading import read_care
from caseapp.casework.measure_papers import Place
from caseapp.casework.measures_reading import read_place
from caseapp.rules.outcomes import Missing
from tests.factories.care import CARER, HOME, care_in, decided, prepared, registered
from tests.factories.house import NOW, House
from tests.factories.measures import Desk, a_desk
from tests.factories.reports import STRANGER, SUPERVISOR, statements


@pytest.fixture
def desk(house: House) -> Desk:
    return a_desk(house)


def test_with_whom_and_where_is_read_by_itself(house: House, desk: Desk) -> None:
    registered(house, desk, health_on=None)
    prepared(house, desk)
    view = care_in(house, desk)
    assert view.open is not None
    assert view.open.lacks == ("health",)
    assert CARER not in repr(view)
    assert HOME not in repr(view)
    with house.app.app_context():
        found = read_place(SUPERVISOR, desk.case, KIND, 1, now=NOW)
        assert found == Place(CARER, HOME, "0902 000 111")
        with pytest.raises(Missing):
            read_place(STRANGER, desk.case, KIND, 1, now=NOW)
        with pytest.raises(Missing):
            read_care(STRANGER, desk.case, now=NOW)


def test_more_papers_take_no_more_statements(house: House, desk: Desk) -> None:
    def number() -> int:
        with house.app.app_context(), statements() as seen:
            read_care(desk.officer, desk.case, now=NOW)
        return len(seen)

    decided(house, desk, move="refuse")
    prepared(house, desk)
    before = number()
    with house.app.app_context():
        withdraw_care(desk.officer, desk.case, 2, why="Nhầm", now=NOW)
    prepared(house, desk)
    assert number() == before
