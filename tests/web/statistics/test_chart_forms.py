"""What can be asked of the charts, and which divisions an indicator has."""

from __future__ import annotations

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from caseapp.web.statistics.chart_forms import CrossForm, MapForm, TrendForm, basis_of, titles
from tests.factories.house import House

TODAY = date(2026, 11, 23)
NINH_KIEU = frozenset({31135})


@pytest.mark.parametrize(
    ("indicator", "by", "across", "fault"),
    [
        ("8a", "group", "sex", ""),
        ("9", "abuse_type", "setting", ""),
        ("12", "ethnicity", "", ""),
        ("9", "group", "", "by"),
        ("8b", "sex", "setting", "across"),
        ("8a", "sex", "sex", "across"),
        ("10", "sex", "", "indicator"),
        ("8a", "name", "", "by"),
    ],
)
def test_a_division_must_be_one_of_the_indicator(
    house: House, indicator: str, by: str, across: str, fault: str
) -> None:
    asked = {"period": "2026", "basis": "received", "area": "92"}
    sent = MultiDict({**asked, "indicator": indicator, "by": by, "across": across})
    with house.app.test_request_context():
        form = CrossForm(TODAY, None, formdata=sent)
        assert form.validate() is not bool(fault)
        assert set(form.errors) == ({fault} if fault else set())
        assert fault or form.dimensions == tuple(name for name in (by, across) if name)


def test_who_holds_a_ward_is_asked_for_no_wards(house: House) -> None:
    with house.app.test_request_context():
        mine, wide = TrendForm(TODAY, NINH_KIEU), TrendForm(TODAY, None)
        assert (mine.wards_of, wide.wards_of) == ("", "8b")
        assert (mine.area_name(), wide.area_name()) == ("Phường Ninh Kiều", "Toàn thành phố")
        wide.area.data = "31135"
        assert wide.wards_of == ""
        assert "area" not in MapForm(TODAY)
        assert [number for number, _ in titles()] == ["8a", "8b", "9", "12"]


def test_a_report_counts_by_its_receipt_unless_said() -> None:
    assert [basis_of(text) for text in ("occurred", "received", "x", None)] == [
        "occurred",
        "received",
        "received",
        "received",
    ]
