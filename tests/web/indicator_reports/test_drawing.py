"""The charts of a report: every value is written, targets keep apart, a hidden one has no length."""

from __future__ import annotations

from caseapp.rules.indicator_reports import read_span
from caseapp.web.indicator_reports.drawing import against_targets, by_age, over_time
from caseapp.web.indicator_reports.state import Figure
from tests.factories.reported import CITY, a_figure, a_state


def test_bars_against_targets() -> None:
    (chart,) = against_targets(a_state())
    assert [one.label for one in chart.bars] == ["8a. Có hoàn cảnh đặc biệt", "8b. Được trợ giúp"]
    special, helped = chart.bars
    assert special.said == "1,2 %"
    assert 0 < special.bar.length < special.bar.width
    assert helped.bar.length == round(helped.bar.width * 0.95, 1)
    assert [goal.words for goal in helped.goals] == ["2025: 93 %", "2030: 96 %"]
    assert abs(helped.bar.words[0] - helped.bar.words[1]) >= 70  # nearly the same place
    assert "8b. Được trợ giúp: 95 % (mục tiêu 2025: 93 %; 2030: 96 %)" in chart.text


def test_one_target_of_both_years_is_one_line() -> None:
    (chart,) = against_targets(a_state(figures={("12", CITY): a_figure(9, 10, "90.00")}))
    assert [goal.words for goal in chart.bars[0].goals] == ["2025, 2030: 100 %"]
    assert len(chart.bars[0].bar.goals) == 1
    assert chart.bars[0].goals[0].year == "mục tiêu"


def test_nothing_to_draw() -> None:
    nothing = a_state(figures={}, divided={})
    assert list(against_targets(nothing)) == []
    assert list(by_age(nothing)) == []
    assert list(over_time(read_span("2025").periods, {nothing.period: nothing})) == []


def test_lines_break_where_a_period_is_missing() -> None:
    periods = read_span("2025").periods
    states = {period: a_state(period.end.year) for period in (periods[0], periods[1], periods[4])}
    charts = {chart.title[:2].rstrip("."): chart for chart in over_time(periods, states)}
    assert charts.keys() == {"8a", "8b", "9"}  # 12 has no share in any year
    chart = charts["8a"]
    assert len(chart.plot.dots[0]) == 3
    assert len(chart.plot.runs[0]) == 1  # from 2021 to 2022
    assert chart.labels == ("1,2", "1,2", "không có", "không có", "1,2")
    assert chart.text.startswith("2021: 1,2; 2022: 1,2; 2023: không có")
    assert charts["9"].goals == ()
    assert charts["9"].title == "9. Bị xâm hại (số trẻ em)"


def test_ten_years_take_the_whole_width() -> None:
    for text, broad, width in (("2021-2025", False, 320), ("2021-2030", True, 640)):
        periods = read_span(text).periods
        states = {period: a_state(period.end.year) for period in periods}
        charts = list(over_time(periods, states))
        assert {(chart.broad, chart.plot.box.width) for chart in charts} == {(broad, width)}


def test_one_period_alone_is_no_line() -> None:
    periods = read_span("2025").periods
    assert list(over_time(periods, {periods[0]: a_state(2021)})) == []


def test_bars_by_age() -> None:
    divided = a_state().divided | {("9", "male", "0-2"): Figure(None, why="Bảo mật", hidden=True)}
    (chart,) = by_age(a_state(divided=divided))
    youngest, _, third, _ = chart.pairs
    (hidden, words), (none, nothing) = youngest.bars
    assert (hidden.length, words) == (0, "Bảo mật")
    assert (none.length, nothing) == (0, "không có")
    assert [said for _, said in third.bars] == ["20", "25"]
    assert third.bars[0][0].length < third.bars[1][0].length
    assert "Từ 6 đến 10 tuổi: nam 20, nữ 25" in chart.text


def test_a_hidden_figure_moves_no_line() -> None:
    """Whatever a hidden figure is, the drawing has the same marks: it never had the number."""
    hidden = a_state(figures={("9", CITY): Figure(None, why="Bảo mật", hidden=True)})
    periods = read_span("2022").periods
    states = {periods[0]: hidden, periods[1]: a_state(2022)}
    assert [chart.title[:1] for chart in over_time(periods, states)] == []
