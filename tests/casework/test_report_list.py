"""The list of reports: clocks that turn red, pages that meet, a steady number of statements."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.report_list import list_reports
from caseapp.casework.report_reading import read_report
from caseapp.records.db import db
from tests.factories.house import NOW, House
from tests.factories.reports import (
    HOUR,
    OFFICER,
    log_one,
    statements,
)
from tests.factories.web import signed_in


def test_a_clock_runs_turns_red_and_runs_out(house: House) -> None:
    code = log_one(house)
    kinds = []
    with house.app.app_context():
        for hours in (0, 6.9, 7, 11, 11.01):
            clock = read_report(OFFICER, code, now=NOW + hours * HOUR).clock
            assert clock is not None
            (line,) = list_reports(OFFICER, now=NOW + hours * HOUR).lines
            assert line.clock == clock
            kinds.append(clock.kind)
    # Received an hour before: red from the eighth hour, late once the twelfth is over.
    assert kinds == ["running", "running", "soon", "soon", "late"]


def test_pages_meet_without_a_gap_or_a_repeat_though_moments_are_equal(house: House) -> None:
    moments = [NOW - hours * HOUR for hours in (3, 1, 2, 2, 2, 5, 1)]
    codes = [log_one(house, moment) for moment in moments]
    newest_first = [
        codes[at] for at in sorted(range(7), key=lambda at: (moments[at], at), reverse=True)
    ]
    seen, after, pages = [], "", 0
    while pages == 0 or after:
        with house.app.app_context():
            page = list_reports(OFFICER, now=NOW, after=after, limit=2)
        seen += [line.code for line in page.lines]
        after, pages = page.next, pages + 1
        log_one(house, NOW - timedelta(minutes=1))  # meanwhile a new one comes in above
    assert seen == newest_first
    assert pages == 4


def test_a_page_that_is_just_full_is_the_last(house: House) -> None:
    for _ in range(2):
        log_one(house)
    with house.app.app_context():
        assert list_reports(OFFICER, now=NOW, limit=2).next == ""
        assert list_reports(OFFICER, now=NOW, limit=1).next != ""


@pytest.mark.parametrize(
    "after",
    [
        "x",
        "_",
        "2026-11-23T03:00:00_1",  # no offset
        "2026-11-23T03:00:00+00:00_" + "9" * 5000,
        "2026-11-23T03:00:00+00:00_BC-26-ABCDEFGH",  # no report, or one that is kept from the reader
        "0001-01-01T00:00:00+14:00_1",
        "9999-12-31T23:59:59-14:00_1",
    ],
)
def test_an_address_that_was_tampered_with_shows_the_first_page(house: House, after: str) -> None:
    code = log_one(house)
    with house.app.app_context():
        page = list_reports(OFFICER, now=NOW, after=after)
    assert [line.code for line in page.lines] == [code]


def test_a_wards_list_reads_its_own_index(house: House) -> None:
    after = f"{NOW.isoformat()}_{log_one(house)}"
    with house.app.app_context():
        with statements() as seen:
            list_reports(OFFICER, now=NOW, after=after)
        sql, values = next(one for one in seen if "ORDER BY reports.received_at" in one[0])
        with db.engine.connect() as connection:
            driver = connection.connection.cursor()
            plan = [row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert plan[0].startswith("SEARCH reports USING INDEX ix_reports_desk (area_id=?"), plan
    assert not [step for step in plan if "TEMP B-TREE" in step or step.startswith("SCAN")]


def test_a_page_takes_the_same_few_statements_however_long_the_list(house: House) -> None:
    browser = signed_in(house, "officer")
    numbers = []
    for more in (0, 1, 5):
        for _ in range(more):
            log_one(house)
        with house.app.app_context(), statements() as seen:
            assert browser.get("/reports").get_data(as_text=True).count("BC-26-") >= 2 * more
        numbers.append(len(seen))
    assert numbers[0] == numbers[1] == numbers[2] <= 4, numbers
