"""A sheet's line of definitions in words."""

from __future__ import annotations

import pytest

from caseapp.web.definition_words import definition_words
from tests.factories.house import House


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("8a version 1; 8b version 2", "8a bản 1; 8b bản 2"),
        ("basis of 9: received", "chỉ tiêu 9 theo ngày tiếp nhận"),
        ("relief of 12 in time within 2 days", "chỉ tiêu 12: kịp thời là trong 2 ngày"),
        ("something of a later version", "something of a later version"),
    ],
)
def test_definitions_in_words(house: House, text: str, said: str) -> None:
    with house.app.test_request_context():
        assert definition_words(text) == said
