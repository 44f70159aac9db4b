"""Who asks with an authority of their own may be the suspect as well."""

from __future__ import annotations

import pytest

from caseapp.casework.data_request_reading import read_request
from caseapp.casework.data_requests import Answer, NewRequest, answer_request, record_request
from caseapp.casework.suspects import Suspect
from caseapp.rules.values import RuleBroken
from tests.casework.test_consent_bars import accuse
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.web import make_user

NAME = "Trần Văn Thử"


def test_a_name_that_the_report_names_is_a_conflict(house: House) -> None:
    officer, chair = officer_of(house), actor_of(house, make_user(house, "chair"))
    child = enter_child(house, officer)
    accuse(house, officer, child, Suspect("no", NAME))
    with house.app.app_context():
        for name, conflict in ((NAME, True), ("Lê Thị Khác", False)):
            new = NewRequest("access", "other", "letter", NOW, "Xin bản sao", name=name)
            code = record_request(officer, child, new, now=NOW)
            view = read_request(officer, code, now=NOW)
            assert (view.name, view.conflict) == (name, conflict)
        refuse = Answer("refuse", "Không", "authority")
        answer_request(chair, code, refuse, version=None, now=NOW)
        first = record_request(
            officer, child, NewRequest("access", "other", "letter", NOW, "x", name=NAME), now=NOW
        )
        with pytest.raises(RuleBroken, match="supervisor answers"):
            answer_request(chair, first, refuse, version=None, now=NOW)
