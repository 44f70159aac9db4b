"""The lines of a trend: what is drawn, what is said of it, what stands on which units."""

from __future__ import annotations

from datetime import date

from caseapp.rules.values import Period
from caseapp.statistics.trend import Series, Trend
from caseapp.web.statistics.doors import Doors
from caseapp.web.statistics.trend import charts_of, name_of, steps_of, wards_of
from tests.factories.house import House
from tests.web.statistics.test_page import row

TODAY = date(2026, 11, 23)
PERIODS = tuple(Period.parse(text) for text in ("2025H1", "2025H2", "2026H1", "2026H2"))
NOTES = {"suspected": 4}
SHUT = Doors(PERIODS[-1], "received", open=False)


def series(
    unit: int, shares: tuple[tuple[int, int | None] | None, ...], *, part: bool = False
) -> Series:
    made = Series(unit, part)
    for period, share in zip(PERIODS, shares, strict=True):
        if share:
            made.notes[period.id] = NOTES
            for indicator in ("8a", "8b", "9", "12"):
                made.rows.setdefault(indicator, {})[period.id] = row(indicator, *share)
    return made


CITY = series(92, ((1, 2), (1, 4), (0, 0), (3, 4)))
NOW = series(31135, (None, (1, 4), (1, 2), (1, 1)))
OLD = series(231135, ((1, 2), None, None, None))
SPLIT = series(0, ((1, None), (1, None), (1, None), (1, None)))
PART = series(231178, ((1, 2), None, None, None), part=True)


def test_a_line_breaks_where_nothing_occurred_and_the_running_half_is_named(house: House) -> None:
    with house.app.test_request_context():
        charts = {
            c.id: c for c in charts_of(Trend(PERIODS, {92: CITY, 31135: NOW}), TODAY, 92, SHUT)
        }
    helped, abused = charts["8b"], charts["9"]
    assert [step.running for step in helped.steps] == [False, False, False, True]
    assert [step.label for step in helped.steps] == ["1–6/25", "7–12/25", "1–6/26", "7–12/26"]
    assert len(helped.lines) == 1  # the city alone: its wards have charts of their own
    assert [dot.value for dot in helped.plot.dots[0]] == [50, 25, 75]
    assert (len(helped.plot.runs[0]), helped.plot.lasts[0]) == (1, "")
    assert (helped.plot.xs[:2], helped.reform) == ((50, 142.7), 96.3)
    assert "1–6/26 không phát sinh" in helped.text
    assert (abused.goals, abused.unit) == ((), "số trẻ em")
    assert [dot.value for dot in abused.plot.dots[0]] == [1, 1, 0, 3]
    assert abused.lines[0].suspected == (("4", ""),) * 4


def test_old_units_have_letters_and_a_part_says_so(house: House) -> None:
    trend = Trend(PERIODS, {31135: NOW, 231135: OLD, 231178: PART})
    with house.app.test_request_context():
        chart = charts_of(trend, TODAY, 31135, SHUT)[1]
        assert name_of(PART).endswith(" – một phần")
    assert [line.letter for line in chart.lines] == ["a", "b", "c"]
    assert [letters for *_, letters in chart.letters] == ["a", "a", "bc"]


def test_all_wards_share_one_scale(house: House) -> None:
    with house.app.test_request_context():
        found = wards_of(
            Trend(PERIODS, {92: CITY, 31135: NOW, 0: SPLIT, 231135: OLD}), "9", TODAY, SHUT
        )
    assert [little.name for little in found.now + found.before] == [
        "Phường Ninh Kiều",
        "Phường Tân An (cũ, Quận Ninh Kiều)",
    ]
    assert (found.top, found.now[0].last, len(found.apart)) == ("5", "1", 1)
    assert found.now[0].cells[0] == ("–", None)


def test_a_half_year_is_named_by_its_months(house: House) -> None:
    with house.app.test_request_context():
        assert steps_of(PERIODS[:1], TODAY)[0].name == "1–6/2025"
