"""A birth is read as well as it is known, kept when it was not touched, and said with "about"."""

from __future__ import annotations

from datetime import date

import pytest
from flask_wtf import FlaskForm

from caseapp.rules.forms.parts import Birth
from caseapp.web.birth_box import GovBirth, born_words
from tests.factories.house import House

TODAY = date(2026, 11, 23)  # the day of the test house
LAST_YEAR = Birth(date(2017, 3, 1), "estimated", date(2025, 3, 1), 8)


class Asked(FlaskForm):
    born = GovBirth("Ngày sinh")


def sent(house: House, typed: dict[str, str], before: Birth | None = None) -> Asked:
    house.app.config["WTF_CSRF_ENABLED"] = False
    data = {f"born-{part}": text for part, text in typed.items()}
    with house.app.test_request_context(method="POST", data=data):
        form = Asked(data={"born": before})
        form.validate()
        return form


@pytest.mark.parametrize(
    ("typed", "birth"),
    [
        ({"day": "5", "month": "9", "year": "2015"}, Birth(date(2015, 9, 5), "day", TODAY)),
        # Known by month or year: the last day of it, so that doubt keeps a child a child.
        ({"month": "9", "year": "2015"}, Birth(date(2015, 9, 30), "month", TODAY)),
        ({"year": "2015"}, Birth(date(2015, 12, 31), "year", TODAY)),
        # Eight years old on 23 November 2026: born that day in 2018 at the latest.
        ({"age": "8"}, Birth(date(2018, 11, 23), "estimated", TODAY, 8)),
        ({}, None),
    ],
)
def test_boxes_are_read(house: House, typed: dict[str, str], birth: Birth | None) -> None:
    assert sent(house, typed).born.data == birth


def test_an_age_that_was_not_touched_counts_from_its_own_day(house: House) -> None:
    assert sent(house, {"age": "8"}, LAST_YEAR).born.data == LAST_YEAR
    assert sent(house, {"age": "9"}, LAST_YEAR).born.data == Birth(
        date(2017, 11, 23), "estimated", TODAY, 9
    )
    assert sent(house, {"age": ""}, LAST_YEAR).born.data is None


def test_a_fault_names_its_box(house: House) -> None:
    form = sent(house, {"day": "5", "year": "2015"})
    assert form.born.data is None
    assert form.born.anchor == "born-month"


@pytest.mark.parametrize(
    ("born", "precision", "words"),
    [
        (None, "", ""),
        (date(2015, 9, 5), "day", "05/09/2015"),
        (date(2015, 9, 5), "", "05/09/2015"),
        (date(2015, 9, 30), "month", "khoảng tháng 09/2015"),
        (date(2015, 12, 31), "year", "khoảng năm 2015"),
        (date(2017, 3, 1), "estimated", "khoảng 9 tuổi"),  # 8 last year
        (
            date(2026, 11, 24),
            "estimated",
            "khoảng 0 tuổi",
        ),  # a birth still to come is no fault here
    ],
)
def test_a_birth_is_said_as_it_is_known(
    house: House, born: date | None, precision: str, words: str
) -> None:
    with house.app.test_request_context():
        assert born_words(born, precision, TODAY) == words
