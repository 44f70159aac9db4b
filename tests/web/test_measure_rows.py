"""A separation is told as question and answer, with the chair's words once there are some."""

from __future__ import annotations

from dataclasses import replace

from caseapp.casework.measures_reading import read_measures
from caseapp.rules.codes.measures import ORDER_KINDS
from caseapp.web.measure_rows import ORDER_WORDS, decided_rows, separation_rows
from tests.factories.house import NOW, House
from tests.factories.measures import a_desk, decide, prepare


def test_every_paper_that_follows_has_words() -> None:
    assert set(ORDER_WORDS) == set(ORDER_KINDS.codes)


def test_a_separation_says_from_whom_why_and_what_was_decided(house: House) -> None:
    desk = a_desk(house)
    prepare(house, desk)
    decide(house, desk.chair, desk.case)
    with house.app.test_request_context():
        (one,) = read_measures(desk.officer, desk.case, now=NOW).separations
        said = dict(separation_rows(one)) | dict(decided_rows(one, "Phường A"))
        assert decided_rows(replace(one, decided_at=None), "Phường A") == ()
    assert {"Cha: Đỗ Văn Hung", one.why, one.words, "Phường A"} <= set(said.values())
