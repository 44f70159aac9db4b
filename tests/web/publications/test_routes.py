"""The pages of releases stand together: fixed names before numbers, the link of the indicators lit."""

from __future__ import annotations

import pytest

from tests.factories.house import House
from tests.factories.web import signed_in


@pytest.mark.parametrize("page", ["", "/new", "/proposals", "/rules"])
def test_a_fixed_page_is_no_number_of_a_release(house: House, page: str) -> None:
    answer = signed_in(house, "statistician").get(f"/publications{page}")
    assert answer.status_code == 200
    assert 'href="/indicators" aria-current="page"' in answer.text
