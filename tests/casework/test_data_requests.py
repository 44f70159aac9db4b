"""Requests about data: what is refused when they are taken down, answered and carried out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from caseapp.casework.data_requests import (
    Answer,
    NewRequest,
    answer_request,
    execute_request,
    extend_request,
    prepare_answer,
    record_request,
)
from caseapp.rules.access import Denied
from caseapp.rules.outcomes import AlreadyDone, Missing, Stale
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.people import add
from tests.factories.web import CAI_KHE, key, make_user

ASKED = NewRequest("access", "child", "letter", NOW, "Con muốn biết")
YES = Answer("accept", "Đồng ý")


def test_what_is_refused_when_it_is_taken_down(house: House) -> None:
    officer = officer_of(house)
    child = enter_child(house, officer)
    nobody = add(house, officer, child)  # a person who does not speak for the child
    wrong = (
        {"kind": "x"}, {"asker": "x"}, {"channel": "x"}, {"words": " "},
        {"received_at": NOW + timedelta(minutes=1)}, {"asker": "other"},
        {"asker": "representative"}, {"asker": "representative", "person": nobody},
    )  # fmt: skip
    with house.app.app_context():
        for fields in wrong:
            with pytest.raises(RuleBroken):
                record_request(officer, child, replace(ASKED, **fields), now=NOW)  # type: ignore[arg-type]  # fields by name
        with pytest.raises(Denied):
            record_request(actor_of(house, make_user(house, "chair")), child, ASKED, now=NOW)


def test_a_form_sent_twice_makes_one_request(house: House) -> None:
    officer = officer_of(house)
    child, post = enter_child(house, officer), key()
    with house.app.app_context():
        code = record_request(officer, child, ASKED, now=NOW, post=post)
        with pytest.raises(AlreadyDone) as done:
            record_request(officer, child, ASKED, now=NOW, post=post)
    assert done.value.made == code


def test_steps_out_of_turn_and_old_versions_are_refused(house: House) -> None:
    officer, chair = officer_of(house), actor_of(house, make_user(house, "chair"))
    child = enter_child(house, officer)
    neighbour = actor_of(house, make_user(house, "chair", CAI_KHE))
    with house.app.app_context():
        code = record_request(officer, child, ASKED, now=NOW)
        with pytest.raises(Missing):
            answer_request(neighbour, code, YES, version=None, now=NOW)
        with pytest.raises(RuleBroken):
            execute_request(officer, code, "Xong", version=None, now=NOW)
        with pytest.raises(RuleBroken):  # the law knows no extension for access
            extend_request(chair, code, "Phức tạp", version=None, now=NOW)
        prepare_answer(officer, code, "Dự thảo", version=None, now=NOW)
        with pytest.raises(Stale):
            answer_request(chair, code, YES, version=1, now=NOW)
        answer_request(chair, code, Answer("return", "Sửa lại"), version=None, now=NOW)
        answer_request(chair, code, Answer("refuse", "Không", "duty"), version=None, now=NOW)
        with pytest.raises(RuleBroken):
            answer_request(chair, code, YES, version=None, now=NOW)
