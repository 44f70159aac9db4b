"""Which periods and areas are on offer, and what is read as a period."""

from __future__ import annotations

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from caseapp.rules.units import territory
from caseapp.web.statistics.forms import AskForm, areas_for, periods
from tests.factories.house import House
from tests.factories.web import boxes

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
        (boxes("since", "2026-01-05") | boxes("until", "2026-02-06"), date(2026, 2, 6)),
        # Two days hold before a short form.
        (
            {"other": "2025"} | boxes("since", "2026-01-05") | boxes("until", "2026-01-05"),
            date(2026, 1, 5),
        ),
    ],
)
def test_the_period_that_is_read(house: House, sent: dict[str, str], end: date | None) -> None:
    with house.app.test_request_context():
        form = AskForm(TODAY, None, formdata=MultiDict(sent) or None)
        found = form.read_period()
    assert (found and found.end) == end


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"other": "July"}, "other", "Viết kỳ"),
        ({"other": "2026-06-30..2026-01-01"}, "other", "đứng trước ngày đầu kỳ"),
        ({"other": "2026-02-30..2026-03-01"}, "other", "không tồn tại"),
        ({"other": "2027Q1"}, "other", "chưa bắt đầu"),
        ({"other": "1999"}, "other", "từ năm 2000"),
        ({"other": "2026-01-01..9999-12-31"}, "other", "31/12/2027"),
        ({"period": "1066"}, "period", "câu trả lời có sẵn"),
        (
            boxes("since", "2026-06-30") | boxes("until", "2026-01-01"),
            "until",
            "đứng trước ngày đầu kỳ",
        ),
        (boxes("since", "2026-02-30") | boxes("until", "2026-03-01"), "since", "không có ngày"),
        (boxes("since", "2026-01-01"), "until", "cả ngày đầu và ngày cuối"),
        (boxes("until", "2026-01-01"), "since", "cả ngày đầu và ngày cuối"),
        (boxes("since", "2026-11-24") | boxes("until", "2026-12-31"), "since", "chưa bắt đầu"),
    ],
)
def test_what_is_no_period_is_told_where_and_why(
    house: House, sent: dict[str, str], field: str, words: str
) -> None:
    with house.app.test_request_context():
        form = AskForm(TODAY, None, formdata=MultiDict({"basis": "received", "area": "92"} | sent))
        assert form.read_period() is None
        assert not form.validate()
        assert [name for name, found in form.errors.items() if found] == [field]
        assert words in form[field].errors[0]


def test_today_s_period_has_begun_and_may_run_on(house: House) -> None:
    sent = boxes("since", "2026-11-23") | boxes("until", "2026-12-31")
    with house.app.test_request_context():
        form = AskForm(TODAY, None, formdata=MultiDict(sent | {"basis": "received", "area": "92"}))
        found = form.read_period()
        assert form.validate()
    assert found is not None
    assert found.id == "2026-11-23..2026-12-31"


def test_what_has_not_begun_is_not_offered(house: House) -> None:
    with house.app.test_request_context():
        found = [code for code, _ in periods(date(2026, 5, 1)) if code.startswith("2026")]
    assert found == ["2026", "2026H1", "2026Q1", "2026Q2"]


def test_a_ward_is_not_offered_each_ward(house: House) -> None:
    with house.app.test_request_context():
        assert "each_ward" in AskForm(TODAY, None)
        assert "each_ward" not in AskForm(TODAY, frozenset({31135}))
