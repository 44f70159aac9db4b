"""No page of a case asks the database more than ten times, whatever hangs on it.

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
"""The goal of docs/performance.md, the first line of the log included."""


def asked(house: House, browser: FlaskClient, page: str) -> int:
    """Return how often a page asks the database.

    A hidden name that is opened has a line of the log to itself; such lines are not counted.
    """
    with house.app.app_context(), statements() as seen:
        assert browser.get(page).status_code == 200
    lines = [sql for sql, _ in seen if sql.startswith("INSERT INTO audit_entries")]
    assert lines, f"{page} was shown and not written down"
    return len(seen) - len(lines) + 1


@pytest.mark.parametrize("role", ["chair", "supervisor"])
def test_no_case_asks_more_than_ten_times(walked: tuple[House, dict[str, Seen]], role: str) -> None:
    house, seen = walked
    browser = seen[role].browser
    page = browser.get("/cases").get_data(as_text=True)  # which notes when the session was seen
    cases = sorted(set(re.findall(r'href="(/cases/[0-9A-Z-]+)"', page)))
    counted = {case: asked(house, browser, case) for case in cases}
    assert len(counted) > 3
    assert {case: count for case, count in counted.items() if count > MOST} == {}


def test_a_list_of_referrals_asks_as_often_for_all_as_for_some(
    walked: tuple[House, dict[str, Seen]],
) -> None:
    house, seen = walked
    browser = seen["supervisor"].browser
    pages = ["/referrals", "/referrals?state=sent"]
    rows = [len(re.findall(r"<tr", browser.get(page).get_data(as_text=True))) for page in pages]
    assert rows[0] > rows[1] > 1
    assert len({asked(house, browser, page) for page in pages}) == 1
