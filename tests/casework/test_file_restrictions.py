"""A restriction stands for every unit of the child, and is lifted once, with a reason."""

from __future__ import annotations

import pytest

from caseapp.casework.data_requests import Answer, NewRequest, answer_request, record_request
from caseapp.casework.file_restrictions import lift_restriction, list_restrictions
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.web import make_user


def test_it_stands_until_it_is_lifted(house: House) -> None:
    officer, chair = officer_of(house), actor_of(house, make_user(house, "chair"))
    child = enter_child(house, officer)
    new = NewRequest("restriction", "child", "letter", NOW, "Xin dừng")
    with house.app.app_context():
        code = record_request(officer, child, new, now=NOW)
        assert list_restrictions(officer, child, now=NOW) == []
        answer_request(chair, code, Answer("accept", "Chấp nhận"), version=None, now=NOW)
        (stands,) = list_restrictions(officer, child, now=NOW)
        assert stands.reason == "Chấp nhận"
        with pytest.raises(RuleBroken):
            lift_restriction(chair, child, stands.number, " ", now=NOW)
        lift_restriction(chair, child, stands.number, "Đã rõ", now=NOW)
        assert list_restrictions(officer, child, now=NOW) == []
        with pytest.raises(RuleBroken):
            lift_restriction(chair, child, stands.number, "Đã rõ", now=NOW)
