"""Every kind of thing has its words, and every mark its page."""

from __future__ import annotations

import pytest

from caseapp.casework.leaving_work import CASE, PAPER, PROPOSAL, REFERRAL, REPORT
from caseapp.records.handed_works import TYPED
from caseapp.rules.assessment_states import KINDS
from caseapp.rules.codes.measures import ORDER_KINDS
from caseapp.web.hand_overs import words
from tests.factories.house import House


def test_every_kind_has_words() -> None:
    kinds = {CASE, REPORT, REFERRAL, PAPER, PROPOSAL}
    assert {kind for kind, _ in words.SECTIONS} == kinds
    assert set(words.HANDED) == {*kinds, TYPED}
    assert {*KINDS, "plan", "separation", *ORDER_KINDS.codes, "care", "care_end"} == set(
        words.PAPERS
    )


@pytest.mark.parametrize(
    ("mark", "page"),
    [
        ("HS-26-AAAAAAAA", "/cases/HS-26-AAAAAAAA"),
        ("BC-26-AAAAAAAA", "/reports/BC-26-AAAAAAAA"),
        ("GT-26-AAAAAAAA", "/referrals/GT-26-AAAAAAAA"),
        ("TE-26-AAAAAAAA", "/children/TE-26-AAAAAAAA"),
        ("", ""),
    ],
)
def test_a_mark_leads_to_its_file(house: House, mark: str, page: str) -> None:
    with house.app.test_request_context():
        assert words.page_of(mark) == page
