"""A separation is told as question and answer, with the chair's words once there are some."""

from __future__ import annotations

from dataclasses import replace

from caseapp.casework.measures_reading import read_measures
from caseapp.rules.codes.measures import ORDER_KINDS
from caseapp.web.measure_rows import ORDER_WORDS, decided_rows, prepared_rows, told_of
from tests.factories.house import NOW, House
from tests.factories.measures import ADDRESS, HOST, a_desk, decide, prepare


def test_every_paper_that_follows_has_words() -> None:
    assert set(ORDER_WORDS) == set(ORDER_KINDS.codes)


def test_a_separation_says_from_whom_why_and_what_was_decided(house: House) -> None:
    desk = a_desk(house)
    prepare(house, desk)
    decide(house, desk.chair, desk.case)
    with house.app.test_request_context():
        (one,) = read_measures(desk.officer, desk.case, now=NOW).separations
        said = {row.label: row.text for part in told_of(one) for row in part.rows}
        said |= dict(prepared_rows(one)) | dict(decided_rows(one, "Phường A"))
        assert decided_rows(replace(one, decided_at=None), "Phường A") == ()
    told = set(said.values())
    assert {"Đỗ Văn Hung", one.values["why"], one.words, "Phường A"} <= told
    assert not [text for text in told if ADDRESS in text or HOST in text]
