"""A birth in words, help in words, and the 16th birthday."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.casework.assistance_reading import AssistanceView
from caseapp.casework.child_reading import read_child
from caseapp.rules.values import age_on
from caseapp.web.children.page import born_words, help_words, sixteenth
from tests.factories.children import enter_child, officer_of
from tests.factories.house import NOW, House

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("born", "known", "words"),
    [
        (None, "", ""),
        (date(2015, 9, 5), "day", "05/09/2015"),
        (date(2015, 9, 5), "", "05/09/2015"),  # an old row without a precision
        (date(2015, 9, 30), "month", "khoảng tháng 09/2015"),
        (date(2015, 12, 31), "year", "khoảng năm 2015"),
        (date(2017, 11, 23), "estimated", "khoảng 9 tuổi"),
        (date(2017, 11, 24), "estimated", "khoảng 8 tuổi"),
        (date(2026, 11, 24), "estimated", "khoảng 0 tuổi"),
    ],
)
def test_a_birth_in_words(house: House, born: date | None, known: str, words: str) -> None:
    with house.app.test_request_context():
        assert born_words(born, known, TODAY) == words


@pytest.mark.parametrize(
    ("until", "open_ended", "words"),
    [
        (None, False, "01/04/2026"),
        (date(2026, 4, 1), False, "01/04/2026"),
        (date(2026, 5, 1), False, "01/04/2026 – 01/05/2026"),
        (None, True, "từ ngày 01/04/2026, vẫn đang tiếp tục"),
    ],
)
def test_when_help_was_given(
    house: House, until: date | None, open_ended: bool, words: str
) -> None:
    row = AssistanceView("education", date(2026, 4, 1), until, open_ended, "", "", NOW, "")
    with house.app.test_request_context():
        assert help_words(row) == words


@pytest.mark.parametrize(
    ("born", "said"),
    [
        (None, None),
        (date(2011, 3, 1), None),  # 16 on 1 March 2027, more than 90 days ahead
        (date(2011, 2, 21), (date(2027, 2, 21), False)),  # in exactly 90 days
        (date(2010, 11, 24), (date(2026, 11, 24), False)),  # a child until tonight
        (date(2010, 11, 23), (date(2026, 11, 23), True)),  # today is the birthday
    ],
)
def test_the_16th_birthday(house: House, born: date | None, said: tuple[date, bool] | None) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor, born=born)
    with house.app.test_request_context():
        view = read_child(actor, code, now=NOW)
        found = sixteenth(view)
    assert (found and (found.day, found.over)) == said
    assert born is None or view.of_age is (age_on(born, TODAY) >= 16)
