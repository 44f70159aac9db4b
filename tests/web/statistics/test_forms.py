"""Which periods and areas are on offer, and what is read as a period."""

from __future__ import annotations

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from caseapp.rules.units import territory
from caseapp.web.statistics.forms import AskForm, areas_for, periods
from tests.factories.house import House

TODAY = date(2026, 11, 23)


def test_years_come_with_their_halves_and_quarters(house: House) -> None:
    with house.app.test_request_context():
        found = periods(TODAY)
    assert [code for code, _ in found][:7] == [
        "2026",
        "2026H1",
        "2026H2",
        "2026Q1",
        "2026Q2",
        "2026Q3",
        "2026Q4",
    ]
    assert found[-1][0] == "2024Q4"
    assert dict(found)["2026H1"] == "6 tháng đầu năm 2026"


def test_the_whole_reach_includes_the_city(house: House) -> None:
    with house.app.test_request_context():
        found = areas_for(None, TODAY)
        assert (found[0][0], len(found)) == ("92", 104)
        assert areas_for(frozenset({31135}), TODAY) == [("31135", "Phường Ninh Kiều")]


def test_before_the_reform_a_unit_answers_for_those_that_became_it_whole(house: House) -> None:
    land = territory()
    whole = {link.old for link in land.links if link.new == 31135 and link.whole}
    assert whole
    with house.app.test_request_context():
        found = areas_for(frozenset({31135}), date(2024, 12, 31))
    assert {code for code, _ in found} == {land.units[old].code for old in whole}
    # A unit that was split is nobody's alone: only who reaches all sees it.
    split = next(link for link in land.links if not link.whole)
    with house.app.test_request_context():
        offered = {code for code, _ in areas_for(frozenset({split.new}), date(2024, 12, 31))}
    assert land.units[split.old].code not in offered


@pytest.mark.parametrize(
    ("sent", "end"),
    [
        ({}, date(2026, 12, 31)),
        ({"period": "2026Q3"}, date(2026, 9, 30)),
        ({"period": "2026Q3", "other": " 2026M07 "}, date(2026, 7, 31)),  # the typed one holds
        ({"period": "2026", "other": "July"}, None),
        ({"other": "1999"}, None),
        ({"other": "2028"}, None),
    ],
)
def test_the_period_that_is_read(house: House, sent: dict[str, str], end: date | None) -> None:
    with house.app.test_request_context():
        form = AskForm(TODAY, None, formdata=MultiDict(sent) or None)
        found = form.read_period()
    assert (found and found.end) == end


def test_a_ward_is_not_offered_each_ward(house: House) -> None:
    with house.app.test_request_context():
        assert "each_ward" in AskForm(TODAY, None)
        assert "each_ward" not in AskForm(TODAY, frozenset({31135}))
