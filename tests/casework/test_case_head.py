"""The head of a case, and how it began."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseapp.casework.case_head import Entry, child_named, read_head
from caseapp.rules.access import Act
from caseapp.rules.outcomes import Missing
from tests.factories.children import enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.referrals import open_a_case
from tests.factories.reports import STRANGER


def test_the_head_names_child_unit_and_newest_report(house: House) -> None:
    officer = officer_of(house)
    case = open_a_case(house, officer)
    with house.app.app_context():
        head = read_head(officer, case, now=NOW, act=Act.CASE_EDIT)
        assert (head.child_name, head.state, head.report[:2]) == ("Đỗ Thị Hòa", "open", "BC")
        with pytest.raises(Missing):
            read_head(STRANGER, case, now=NOW, act=Act.CASE_EDIT)


def test_a_child_is_named_with_its_home_to_whoever_may_open_it(house: House) -> None:
    officer = officer_of(house)
    code = enter_child(house, officer)
    with house.app.app_context():
        assert child_named(officer, code.lower(), now=NOW) == (
            code,
            "Đỗ Thị Hòa, Phường Ninh Kiều",
        )
        assert child_named(STRANGER, code, now=NOW) is None


def test_only_a_paper_file_has_clocks_of_the_time_before() -> None:
    before = NOW - timedelta(days=2)
    assert Entry("paper", "12", date(2026, 11, 23)).before_use(before)
    assert not Entry("direct").before_use(before)
