"""What was asked about a child's data is answered by a unit that opens the child, always."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.children import move_child
from caseapp.casework.data_request_reading import list_requests, read_request
from caseapp.casework.data_requests import Answer, NewRequest, answer_request, record_request
from caseapp.casework.file_restrictions import lift_restriction, list_restrictions
from caseapp.casework.outcomes import Missing
from caseapp.casework.unmerging import read_since, undo_merge
from caseapp.records.data_requests import DataRequest, FileRestriction
from caseapp.rules.access import Act, Actor
from caseapp.rules.values import local_day
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.merges import LATER, two_wards
from tests.factories.reports import kept
from tests.factories.rows import CAI_KHE as THERE
from tests.factories.rows import NINH_KIEU as HERE
from tests.factories.transfers import Handing, child_of
from tests.factories.web import CAI_KHE

WORDS = "Con muốn biết"


def ask(actor: Actor, child: str, kind: str = "access") -> str:
    return record_request(actor, child, NewRequest(kind, "child", "letter", NOW, WORDS), now=NOW)


def restricted(handing: Handing) -> str:
    """Have a restriction asked and put on the child of the case; return the request's mark."""
    child = child_of(handing.house)
    with handing.house.app.app_context():
        code = ask(handing.officer, child, "restriction")
        answer_request(handing.chair, code, Answer("accept", "Đồng ý"), version=None, now=NOW)
        return code


def listed(handing: Handing, actor: Actor) -> set[str]:
    with handing.house.app.app_context():
        return {line.code for line in list_requests(actor, now=NOW)}


@pytest.mark.parametrize("refused", [False, True])
def test_with_a_child_that_moved_away_they_pass_to_the_new_unit(
    handing: Handing, *, refused: bool
) -> None:
    house, child = handing.house, child_of(handing.house)
    code = restricted(handing)
    with house.app.app_context():
        other = ask(handing.officer, child)
        move_child(handing.officer, child, area_code=CAI_KHE, since=local_day(NOW), now=NOW)
    handing.ask()
    if refused:
        handing.refuse()
        handing.decide(handing.supervisor, passes=True)
    else:
        handing.accept()
    for model in (DataRequest, FileRestriction):
        assert set(kept(house, select(model.area_id))) == {(THERE,)}
    assert listed(handing, handing.officer) == set()
    assert listed(handing, handing.other_officer) == {code, other}
    with house.app.app_context():
        with pytest.raises(Missing):
            read_request(handing.chair, code, now=NOW)
        assert read_request(handing.other_chair, code, now=NOW).words == WORDS
        (stands,) = list_restrictions(handing.other_officer, child, now=NOW)
        lift_restriction(handing.other_chair, child, stands.number, "Đã rõ", now=NOW)
        answer = Answer("accept", "Đồng ý")
        answer_request(handing.other_chair, other, answer, version=None, now=NOW)


def test_of_a_child_that_lives_on_there_they_stay(handing: Handing) -> None:
    code = restricted(handing)
    handing.ask()
    handing.accept()
    assert kept(handing.house, select(DataRequest.area_id)) == [(HERE,)]
    assert listed(handing, handing.officer) == {code}
    assert listed(handing, handing.other_officer) == set()


def test_one_that_was_left_behind_before_stops_no_list(handing: Handing) -> None:
    """As earlier versions left it: the supervisor of both units still answers it."""
    house, child = handing.house, child_of(handing.house)
    with house.app.app_context():
        code = ask(handing.officer, child)
        move_child(handing.officer, child, area_code=CAI_KHE, since=local_day(NOW), now=NOW)
    handing.ask()
    handing.accept()
    with house.app.app_context(), desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        door.session.scalars(select(DataRequest)).one().area_id = HERE
    assert listed(handing, handing.officer) == set()
    with house.app.app_context():
        with pytest.raises(Missing):
            read_request(handing.officer, code, now=NOW)
        with pytest.raises(Missing):
            answer_request(handing.chair, code, Answer("accept", "Đồng ý"), version=None, now=NOW)
        answer_request(handing.supervisor, code, Answer("accept", "Đồng ý"), version=None, now=NOW)


def test_children_who_are_two_again_take_their_own_along(house: House) -> None:
    two = two_wards(house)
    number = two.merge()
    with house.app.app_context():
        new = NewRequest("access", "child", "letter", LATER, WORDS)
        code = record_request(two.other, two.second, new, now=LATER)  # of the ward Cái Khế
        rows = read_since(two.supervisor, number, now=LATER).rows
        belongs = {row.key: two.first for row in rows}
        undo_merge(two.supervisor, number, belongs=belongs, reason="Hai em", now=LATER)
        assert list_requests(two.other, now=LATER) == []
        assert read_request(two.own, code, now=LATER).words == WORDS
    assert kept(house, select(DataRequest.area_id)) == [(HERE,)]
