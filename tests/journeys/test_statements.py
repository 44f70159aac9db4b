"""No page of a case asks the database more than ten times, and a list as often for many as for one.

On a busy demo: closed, merged, handed over, kept from colleagues, with waiting proposals.
"""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.factories.house import House
from tests.factories.reports import statements
from tests.factories.walk import Seen

MOST = 10
"""What docs/performance.md sets as the goal of a case's page, its log line included."""


def asked(house: House, browser: FlaskClient, page: str) -> list[str]:
    """Return what a page asks once it was opened before."""
    browser.get(page)
    with house.app.app_context(), statements() as seen:
        assert browser.get(page).status_code == 200
    return seen


def cases_of(browser: FlaskClient) -> list[str]:
    page = browser.get("/cases").get_data(as_text=True)
    return sorted(set(re.findall(r'href="(/cases/[0-9A-Z-]+)"', page)))


@pytest.mark.parametrize("role", ["officer", "chair", "supervisor"])
def test_no_case_asks_more_than_ten_times(walked: tuple[House, dict[str, Seen]], role: str) -> None:
    house, seen = walked
    browser = seen[role].browser
    cases = cases_of(browser)
    counted = {case: len(asked(house, browser, case)) for case in cases}
    assert len(cases) > 3
    assert {case: count for case, count in counted.items() if count > MOST} == {}


def test_a_list_of_referrals_asks_as_often_for_many_as_for_few(
    walked: tuple[House, dict[str, Seen]],
) -> None:
    house, seen = walked
    browser = seen["officer"].browser
    counted = {
        state: len(asked(house, browser, f"/referrals{state}")) for state in ("", "?state=sent")
    }
    assert max(counted.values()) <= 9
