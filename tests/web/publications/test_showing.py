"""A release in words: every layout says what it counts; sizes and sensitive groups are named."""

from __future__ import annotations

import pytest

from caseapp.rules.releasing import sensitive_codes
from caseapp.statistics.releases.policy import SENSITIVE
from caseapp.web.publications.showing import (
    files_of,
    said_of,
    sensitive_choices,
    sensitive_words,
    size_words,
    tables_of,
)
from tests.factories.house import House
from tests.web.publications.release import a_view


@pytest.mark.parametrize("layout", ["abuse-wards", "circumstances-clusters", "relief-clusters"])
def test_a_release_says_what_it_is(house: House, layout: str) -> None:
    with house.app.test_request_context():
        said = said_of(a_view(layout=layout), "9 version 1; basis of 9: received")
        assert said.counted
        assert said.explained
        assert said.period == "Năm 2025"
        assert said.days == "01/01/2025 – 31/12/2025"
        assert said.definition == "9 bản 1; chỉ tiêu 9 theo ngày tiếp nhận"
        assert str(said.share) == "25.0"
        # Only what its own tables are divided by: a release of disasters has no such code.
        assert ("Mua bán" in said.sensitive) == layout.startswith("abuse")
        assert ("Trẻ em bị mua bán" in said.sensitive) == layout.startswith("circumstances")


def test_its_tables_are_laid_out_with_its_own_clusters(house: House) -> None:
    with house.app.test_request_context():
        (table,) = tables_of(a_view())
    labels = [line.label for body in table.bodies for line in body.lines]
    assert labels == ["Toàn thành phố", "Cụm của riêng nó", "Phường Ninh Kiều"]


def test_every_code_that_may_be_sensitive_is_on_offer_by_name(house: House) -> None:
    with house.app.test_request_context():
        assert tuple(code for code, _ in sensitive_choices()) == sensitive_codes()
        assert len(sensitive_words(SENSITIVE)) == len(SENSITIVE)
        assert sensitive_words(()) == ()


@pytest.mark.parametrize(
    ("size", "said"), [(312, "312 B"), (23_660, "23,7 KB"), (1_260_000, "1,3 MB")]
)
def test_a_size_is_said_as_people_read_it(house: House, size: int, said: str) -> None:
    with house.app.test_request_context():
        assert size_words(size) == said


def test_files_come_as_people_look_for_them(house: House) -> None:
    with house.app.test_request_context():
        found = files_of(a_view())
    assert [name for name, _, _ in found] == ["published.csv", "model.json", "more.txt"]
