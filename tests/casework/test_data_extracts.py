"""The extract is of an accepted request of access alone; the paper is read in its own test."""

from __future__ import annotations

import pytest

from caseapp.casework.data_extracts import gather_extract
from caseapp.casework.data_requests import Answer, NewRequest, answer_request, record_request
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.web import make_user


@pytest.mark.parametrize(("kind", "move"), [("access", ""), ("objection", "accept")])
def test_of_no_other_request_is_there_an_extract(house: House, kind: str, move: str) -> None:
    officer, chair = officer_of(house), actor_of(house, make_user(house, "chair"))
    child = enter_child(house, officer)
    with house.app.app_context():
        new = NewRequest(kind, "child", "letter", NOW, "Con hỏi")
        code = record_request(officer, child, new, now=NOW)
        if move:
            answer_request(chair, code, Answer(move, "Đồng ý"), version=None, now=NOW)
        with pytest.raises(RuleBroken):
            gather_extract(officer, code, now=NOW)
