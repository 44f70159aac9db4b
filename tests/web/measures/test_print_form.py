"""The decision on paper: what is handed out names no place; the file's own copy does."""

from __future__ import annotations

import pytest

from caseapp.casework.form07 import gather_form07
from caseapp.casework.measures_reading import read_measures
from caseapp.casework.separations import prepare_separation
from caseapp.rules.copies import Copy
from caseapp.web.separation_paper import form07_html
from tests.factories.house import NOW, House
from tests.factories.measures import ADDRESS, HOST, a_desk, a_separation, decide, prepare


def test_the_place_stands_on_the_copy_of_the_file_alone(house: House) -> None:
    desk = a_desk(house)
    with house.app.test_request_context():
        prepare_separation(desk.officer, desk.case, a_separation(), now=NOW)
        kept, handed = (
            form07_html(
                gather_form07(desk.officer, desk.case, 1, now=NOW, copy=copy),
                now=NOW, demo=True,
            )
            for copy in Copy
        )  # fmt: skip
    for words in (ADDRESS, HOST, "bản lưu hồ sơ"):
        assert words in kept
        assert words not in handed
    for words in ("Đỗ Văn Hung", "bản chờ đối chiếu", "dự thảo", "gia đình"):
        assert words in handed


@pytest.mark.parametrize(
    ("move", "words"),
    [
        ("return", "dự thảo, Chủ tịch chưa quyết định"),
        ("refuse", "Chủ tịch không quyết định cách ly"),
        ("decide", ""),
    ],
)
def test_what_is_no_decision_bears_no_name_and_no_day(house: House, move: str, words: str) -> None:
    desk = a_desk(house)
    prepare(house, desk)
    decide(house, desk.chair, desk.case, move)
    with house.app.test_request_context():
        html = form07_html(gather_form07(desk.officer, desk.case, 1, now=NOW), now=NOW, demo=True)
        (parted,) = read_measures(desk.officer, desk.case, now=NOW).separations
    assert words in html
    signed = f'<p class="name">{parted.decided_by.rpartition(": ")[2]}</p>'
    assert (signed in html) is (move == "decide")
    assert ('Quyết định có hiệu lực từ ngày: <span class="answer"' in html) is (move == "decide")
    assert ("(dự thảo" in html) is (move != "decide")
