"""Words and boxes of a help: amounts as they are typed and said, days as they are known."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.rules.assistance import HelpDays
from caseapp.web.assistance_form import HelpForm, days_words, value_words
from tests.factories.house import House
from tests.factories.web import boxes

SENT = {"kind": "other", **boxes("given_on", "2026-02-10"), "value": "1.500.000 đ"}
FIRST, LAST = date(2026, 2, 10), date(2026, 3, 1)


def test_an_amount_is_read_with_its_points_and_shown_with_them(house: House) -> None:
    with house.app.test_request_context(method="POST", data=SENT):
        form = HelpForm(meta={"csrf": False})
        assert form.validate()
        assert form.entry().value == 1_500_000
    with house.app.test_request_context():
        assert 'value="750.000"' in str(HelpForm(data={"value": 750_000}).value())


def test_an_amount_that_is_none_is_refused_and_kept(house: House) -> None:
    with house.app.test_request_context(method="POST", data=SENT | {"value": "năm trăm"}):
        form = HelpForm(meta={"csrf": False})
        assert not form.validate()
        assert 'value="năm trăm"' in str(form.value())


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (HelpDays(FIRST, None, running=False), "10/02/2026"),
        (HelpDays(FIRST, FIRST, running=False), "10/02/2026"),
        (HelpDays(FIRST, LAST, running=False), "10/02/2026 – 01/03/2026"),
        (HelpDays(FIRST, None, running=True), "từ ngày 10/02/2026, vẫn đang tiếp tục"),
    ],
)
def test_days_in_words(house: House, days: HelpDays, words: str) -> None:
    with house.app.test_request_context():
        assert days_words(days) == words


def test_a_value_in_words(house: House) -> None:
    with house.app.test_request_context():
        assert (value_words(2_000_000), value_words(None)) == ("2.000.000 đồng", "")
