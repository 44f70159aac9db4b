"""The list of cases: newest first, by state and level, fifty on a page."""

from __future__ import annotations

from caseapp.casework.case_list import PAGE, list_cases
from caseapp.casework.case_reading import read_case
from caseapp.casework.cases import move_case, set_level
from caseapp.casework.screening import open_case
from tests.factories.assessments import close
from tests.factories.children import a_child
from tests.factories.house import NOW, House
from tests.factories.referrals import open_a_case
from tests.factories.reports import (
    HOUR,
    OFFICER,
    log_one,
    statements,
)


def test_a_list_is_newest_first_and_asks_for_state_and_level(house: House) -> None:
    with house.app.app_context():
        first, second, third = (
            open_case(OFFICER, log_one(house), a_child(), now=NOW + n * HOUR) for n in (0, 2, 1)
        )
        version = read_case(OFFICER, second, now=NOW).version
        set_level(OFFICER, second, level="high", reason="x", version=version, now=NOW)
        close(house, third, now=NOW + HOUR)
        move_case(OFFICER, third, move="propose_closing", reason="x", now=NOW)

        def codes(**asked: str) -> list[str]:
            return [line.code for line in list_cases(OFFICER, now=NOW, **asked)[0]]

        assert codes() == [second, third, first]
        assert codes(state="closing_proposed") == [third]
        assert codes(level="high") == [second]
        assert codes(state="closed") == []


def test_a_page_ends_at_fifty_and_says_whether_more_follow(house: House) -> None:
    for _ in range(PAGE + 1):
        open_a_case(house, OFFICER)
    with house.app.app_context():
        first, more = list_cases(OFFICER, now=NOW)
        second, no_more = list_cases(OFFICER, now=NOW, page=2)
        assert list_cases(OFFICER, now=NOW, page=0) == (first, more)
        with statements() as seen:
            list_cases(OFFICER, now=NOW)
    assert (len(first), more, len(second), no_more) == (PAGE, True, 1, False)
    assert {line.code for line in first}.isdisjoint(line.code for line in second)
    # The list itself, the log's end and its new line: none for a row.
    assert len(seen) == 3
