"""What a release is called, whatever its layout and period."""

from __future__ import annotations

import pytest

from caseapp.rules.values import Period
from caseapp.statistics.releases.layouts import RELEASE_LAYOUTS
from caseapp.web.release_words import LEVELS, SUBJECTS, layout_words, period_title
from tests.factories.house import House


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2025", "Năm 2025"),
        ("2025H1", "6 tháng đầu năm 2025"),
        ("2025H2", "6 tháng cuối năm 2025"),
        ("2025Q3", "Quý 3 năm 2025"),
        ("2025M07", "Tháng 7 năm 2025"),
        ("2025-01-01..2025-06-30", "2025-01-01..2025-06-30"),
    ],
)
def test_a_period_is_said_as_people_say_it(house: House, period: str, said: str) -> None:
    with house.app.test_request_context():
        assert period_title(Period.parse(period)) == said


def test_every_layout_has_its_words(house: House) -> None:
    with house.app.test_request_context():
        for name in RELEASE_LAYOUTS:
            subject, _, level = name.partition("-")
            assert layout_words(name) == f"{SUBJECTS[subject]}: {LEVELS[level]}"
        assert layout_words("older-kind") == "older-kind: older-kind"
