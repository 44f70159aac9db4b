"""What nobody was asked about goes to the supervisors, once, and never to who entered the child."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.notices import list_own
from caseapp.casework.twin_rounds import watch_twins
from caseapp.records.twins import TwinPair
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.reports import SUPERVISOR
from tests.factories.web import CAI_KHE, CITY, make_user

NUMBER = "092215001234"


def rounds(house: House) -> int:
    with house.app.app_context():
        return watch_twins(now=NOW)


def told(house: House, name: str) -> list[tuple[str, str]]:
    actor = actor_of(house, name)
    with house.app.app_context():
        return [(notice.kind, notice.mark) for notice in list_own(actor, now=NOW)]


@pytest.mark.parametrize("fields", [{}, {"full_name": "Bé", "personal_id": NUMBER}])
def test_one_from_whom_the_file_is_kept_enters_the_child_and_others_are_told(
    house: House, fields: dict[str, object]
) -> None:
    name, watcher = make_user(house, "officer"), make_user(house, "supervisor", CITY)
    also = make_user(house, "supervisor", CITY)
    known = enter_child(house, officer_of(house), personal_id=NUMBER)
    assert rounds(house) == 0  # what was there before is taken for looked through
    with house.app.app_context():
        for username in (name, also):
            mark_conflict(SUPERVISOR, "child", known, username=username, reason="x", now=NOW)
    new = enter_child(house, actor_of(house, name), distinct=False, **fields)
    assert [rounds(house), rounds(house)] == [1, 0]
    assert told(house, watcher) == [("twin_of_kept", new)]
    assert told(house, also) == told(house, name) == []


def test_an_equal_number_of_another_ward_is_a_pair_and_what_was_shown_is_none(
    house: House,
) -> None:
    watcher, other = make_user(house, "supervisor", CITY), officer_of(house, CAI_KHE)
    enter_child(house, officer_of(house), personal_id=NUMBER)
    rounds(house)
    with pytest.raises(Exception, match="Another unit"):
        enter_child(house, other, area_code=CAI_KHE, distinct=False)
    enter_child(house, other, area_code=CAI_KHE)  # it was shown, and is another child
    enter_child(house, other, area_code=CAI_KHE, full_name="Cu Tí", personal_id="092215001299")
    assert rounds(house) == 0
    new = enter_child(house, other, area_code=CAI_KHE, full_name="Lê Văn Khác", personal_id=NUMBER)
    assert rounds(house) == 1
    assert told(house, watcher) == [("twin_found", new)]
    with house.app.app_context(), desk.ledger() as session:
        assert [pair.reasons for pair in session.scalars(select(TwinPair))] == ["number"]
