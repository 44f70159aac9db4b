"""Frozen editions as periods of a report: exact, added up by sex and age, their source named."""

from __future__ import annotations

from datetime import date

from caseapp.exchange.indicator_reports import read_internal
from caseapp.rules.access import Role
from caseapp.rules.indicator_reports import read_span
from caseapp.web.indicator_reports.internal import area_name, internal_states
from caseapp.web.indicator_reports.state import State
from tests.factories.house import House, an_actor
from tests.statistics.frozen_town import LATER, NINH_KIEU, STATISTICIAN, a_frozen_town


def _of_the_year(house: House, *units: int) -> State:
    reader = an_actor(Role.OFFICER, *units) if units else STATISTICIAN
    with house.app.app_context():
        a_frozen_town()
        found = read_internal(reader, read_span("2025"), "received", now=LATER)
        return internal_states(found)["2025"]


def test_the_city_with_every_unit(house: House) -> None:
    state = _of_the_year(house)
    assert state.area == "92"
    figures = {indicator: state.of(indicator) for indicator in ("8a", "8b", "9", "12")}
    said = {name: (one.count, one.of, one.why) for name, one in figures.items() if one}
    assert said == {
        "8a": (8, None, "chưa có mẫu số"),
        "8b": (1, 8, ""),
        "9": (1, None, "chưa có mẫu số"),
        "12": (0, 2, ""),
    }
    assert len(state.units) == 104
    assert state.units[0][1].startswith("Phường")
    assert state.units[-1][1].startswith("Đơn vị cũ đã chia tách")
    assert len(state.lacking) == 102
    assert "Phường Ninh Kiều" not in state.lacking


def test_parts_add_up_to_the_whole(house: House) -> None:
    state = _of_the_year(house)
    for indicator in ("8a", "8b", "9", "12"):
        own = state.of(indicator)
        assert own is not None
        assert state.divided[indicator, "", ""].count == own.count
        by_sex = [
            one.count or 0
            for (name, sex, band), one in state.divided.items()
            if name == indicator and sex and not band
        ]
        assert sum(by_sex) == own.count
    assert state.divided["8b", "", ""].of == 8
    assert state.divided["8a", "", ""].of is None  # children of the area are not added up


def test_where_the_figures_are_from(house: House) -> None:
    state = _of_the_year(house)
    facts = dict(state.sources[0].facts)
    assert facts["Bản số liệu"].startswith("bản chốt thứ 1 của kỳ")
    assert facts["Chỉ tiêu 9 tính theo"] == "ngày tiếp nhận tin"
    assert len(facts["Mã băm SHA-256 của bản chốt"]) == 64
    assert "8a bản" in facts["Định nghĩa"]
    notes = " ".join(state.notes)
    assert "tin báo chưa rõ trẻ em" in notes
    assert "của ngày 01/07/2025" in notes


def test_a_ward_has_its_own_figures_and_says_so(house: House) -> None:
    state = _of_the_year(house, NINH_KIEU)
    assert (state.area, state.units, state.lacking) == ("31135", (), ())
    assert "Số liệu trong phạm vi người in được mở" in state.notes[0]
    assert "Mã băm SHA-256 của bản chốt" not in dict(state.sources[0].facts)


def test_names_of_areas() -> None:
    assert area_name("31135", date(2025, 12, 31)) == "Phường Ninh Kiều"
    assert area_name("00000", date(2025, 12, 31)) == "00000"
