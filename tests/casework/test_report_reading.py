"""Reading reports: who sees what, and a list that stays quick and steady while it grows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.outcomes import Missing
from caseapp.casework.report_reading import Page, list_reports, read_report
from caseapp.casework.reports import amend_report
from caseapp.records.db import db
from caseapp.rules.access import Act, Actor, Denied, Role
from tests.factories.children import officer_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.reports import (
    CHAIR,
    HOUR,
    OFFICER,
    STRANGER,
    SUPERVISOR,
    last_logged,
    log_one,
    statements,
    told,
)
from tests.factories.rows import CAI_KHE
from tests.factories.web import signed_in


@pytest.mark.parametrize(
    ("reader", "hidden"), [(OFFICER, False), (CHAIR, False), (SUPERVISOR, True)]
)
def test_who_told_us_is_for_the_officer_and_the_chair(
    house: House, reader: Actor, hidden: bool
) -> None:
    code = log_one(house)
    with house.app.app_context():
        view = read_report(reader, code, now=NOW)
    assert view.reporter_hidden is hidden
    assert ("Bà Tư Bánh Mì" in view.answers.values()) is not hidden
    assert ("reporter_consents" in view.answers) is not hidden
    assert view.answers["child_state"] == "Bầm tím ở tay"


def test_a_chairs_right_in_one_ward_names_no_reporter_of_another(house: House) -> None:
    code = log_one(house)
    chair_elsewhere = an_actor(Role.CHAIR, CAI_KHE)
    both = Actor(None, "both", SUPERVISOR.grants + chair_elsewhere.grants)
    with house.app.app_context():
        assert read_report(both, code, now=NOW).reporter_hidden


def test_another_ward_finds_nothing_and_each_read_is_written_down(house: House) -> None:
    code = log_one(house)
    with house.app.app_context():
        with pytest.raises(Missing):
            read_report(STRANGER, code, now=NOW)
        with pytest.raises(Missing):
            read_report(STRANGER, "BC-26-00000000", now=NOW)
        read_report(CHAIR, code, now=NOW)
        assert list_reports(STRANGER, now=NOW) == Page([], "")
        with pytest.raises(Denied):
            read_report(an_actor(Role.STATISTICIAN), code, now=NOW)
        assert last_logged(5) == [
            ("test-statistician", "report.read", "denied"),
            ("stranger", "report.list", "done"),
            ("test-chair", "report.read", "done"),
            ("stranger", "report.read", "denied"),
            ("stranger", "report.read", "denied"),
        ]


def test_a_print_asks_for_its_own_right(house: House) -> None:
    code = log_one(house)
    with house.app.app_context():
        read_report(CHAIR, code, now=NOW, act=Act.REPORT_PRINT)
        with pytest.raises(Denied):
            read_report(SUPERVISOR, code, now=NOW, act=Act.REPORT_PRINT)


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
    assert numbers[0] == numbers[1] == numbers[2] <= 5, numbers


def test_who_entered_a_report_stays_and_the_day_is_that_of_the_newest_version(house: House) -> None:
    first, second = (officer_of(house) for _ in range(2))
    code = log_one(house, by=first)
    later = NOW + timedelta(days=2)
    with house.app.app_context():
        version = read_report(first, code, now=NOW).version
        amend_report(second, code, told(), version=version, now=later)
        view = read_report(SUPERVISOR, code, now=later)
    assert view.entered_by == first.name
    assert (view.entered_at, view.answers_entered_at) == (NOW, later)
