"""Every kind of decision on paper has its words, its print and its drawing."""

from __future__ import annotations

import pytest

from caseapp.casework.kept_papers import Decision
from caseapp.rules.kept_papers import KINDS
from caseapp.web.deciding_papers import DRAWN
from caseapp.web.kept_words import KIND_WORDS, back_to, deciding_pages, links_to
from tests.factories.house import House


def test_every_kind_has_words_and_a_drawing() -> None:
    assert set(KIND_WORDS) == set(KINDS) == set(DRAWN)


@pytest.mark.parametrize("kind", KINDS)
def test_its_print_is_looked_at_before(house: House, kind: str) -> None:
    with house.app.test_request_context("/"):
        assert links_to(Decision(kind, "HS-26-1", 2)).endswith(".pdf")


def test_back_leads_to_the_file(house: House) -> None:
    with house.app.test_request_context("/"):
        assert back_to("HS-26-1", of_report=False).url == "/cases/HS-26-1"
        assert back_to("BC-26-1", of_report=True).url == "/reports/BC-26-1"


def test_the_pages_of_a_files_decisions_are_named(house: House) -> None:
    with house.app.test_request_context("/"):
        assert [step.url for step in deciding_pages("BC-26-1", of_report=True)] == [
            "/reports/BC-26-1"
        ]
        assert len({step.url for step in deciding_pages("HS-26-1", of_report=False)}) == 3
