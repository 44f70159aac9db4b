"""The list of requests: what runs stands first, by its limit, and what is over has none."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.data_request_reading import (
    count_late,
    list_requests,
    read_asking,
    read_request,
)
from caseapp.casework.data_requests import Answer, NewRequest, answer_request, record_request
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.people import MOTHER, add_speaker
from tests.factories.web import CAI_KHE, make_user


def test_the_list_by_what_is_due(house: House) -> None:
    officer, chair = officer_of(house), actor_of(house, make_user(house, "chair"))
    child = enter_child(house, officer)
    mother = add_speaker(house, officer, child)
    with house.app.app_context():
        codes = [
            record_request(
                officer,
                child,
                NewRequest("access", "child", "letter", NOW - timedelta(days=days), "Con hỏi"),
                now=NOW,
            )
            for days in (0, 7, 8)
        ]
        refused = Answer("refuse", "Không có", "not_held")
        answer_request(chair, codes[2], refused, version=None, now=NOW)
        lines = list_requests(officer, now=NOW)
        assert [line.code for line in lines] == [codes[1], codes[0], codes[2]]
        assert [line.late for line in lines] == [True, False, False]
        assert lines[2].due is None
        assert count_late(chair, now=NOW) == 1
        assert list_requests(officer_of(house, CAI_KHE), now=NOW) == []
        view = read_request(chair, codes[2], now=NOW)
        assert (view.ground, view.answer, view.words) == ("not_held", "Không có", "Con hỏi")
        assert read_asking(officer, child, now=NOW).speakers == [(mother, MOTHER, "mother")]


def test_of_many_the_running_come_first_and_a_late_one_is_never_cut(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caseapp.casework.data_request_reading.MOST", 3)
    officer, chair = officer_of(house), actor_of(house, make_user(house, "chair"))
    child = enter_child(house, officer)

    def asked(days: int) -> str:
        new = NewRequest("access", "child", "letter", NOW - timedelta(days=days), "Con hỏi")
        return record_request(officer, child, new, now=NOW)

    with house.app.app_context():
        over = [asked(days) for days in (0, 1, 300)]
        for code in over:
            refused = Answer("refuse", "Không có", "not_held")
            answer_request(chair, code, refused, version=None, now=NOW)
        runs = [asked(days) for days in (200, 100)]
        assert [line.code for line in list_requests(officer, now=NOW)] == [*runs, over[0]]
        runs += [asked(days) for days in (2, 1, 0)]
        found = list_requests(officer, now=NOW)
        assert [(line.code, line.late) for line in found[:2]] == [(each, True) for each in runs[:2]]
        assert not {line.code for line in found} & set(over)
        assert count_late(chair, now=NOW) == 2
