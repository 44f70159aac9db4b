"""Addresses with a kept form in them: the form's number comes and goes, the rest stays."""

from __future__ import annotations

import pytest

from caseapp.web.ended_session import address_of, page_of


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("/reports/new", "/reports/new?kept=7"),
        ("/referrals/new?case=HS-26-7KQ4MX2B", "/referrals/new?case=HS-26-7KQ4MX2B&kept=7"),
    ],
)
def test_a_kept_form_stands_in_the_address_of_its_page(page: str, address: str) -> None:
    assert address_of(7, page) == address
    assert page_of(address) == page
    assert page_of(page) == page
    assert address_of(7, address_of(3, page)) == address
