"""Laws of every sheet, stated for all inputs: from facts in memory, and once more from rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.rules.units import territory
from caseapp.rules.values import Period
from caseapp.statistics.counting import Ask, NothingLeft, count_sheet
from caseapp.statistics.dimensions import DIMENSIONS
from caseapp.statistics.facts.kinds import Facts, Figure, Hit, Standing, Told
from caseapp.statistics.sheet import Row, Sheet
from tests.factories.house import House
from tests.factories.register import Register
from tests.statistics.oracle import Oracle
from tests.statistics.registers import PERIODS, UNITS, little_land, registers

LAND = little_land()
DAYS = st.dates(date(2024, 6, 1), date(2026, 6, 30))
BIRTHS = st.none() | st.dates(date(2006, 1, 1), date(2024, 5, 31))
HOMES = st.sampled_from(UNITS[:-2])
SEXES = st.sampled_from(["male", "female", "unknown"])
PEOPLES = st.sampled_from(["Kinh", "Khmer", ""])


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Facts of a few children; each child has one sex, birth, ethnicity, home and help."""
    standings, told, hits = [], [], []
    for child in range(1, draw(st.integers(1, 8)) + 1):
        person = (draw(SEXES), draw(BIRTHS), draw(PEOPLES))
        home, helped = draw(HOMES), draw(st.booleans())
        groups = draw(st.sets(st.sampled_from(["01", "04", "14"]), max_size=3))
        standings.extend(Standing(child, group, *person, home, helped) for group in groups)
        for _ in range(draw(st.integers(0, 2))):
            types = draw(st.sampled_from([(), ("violence",), ("neglect", "other")]))
            places = draw(st.sampled_from([(), ("family",), ("online", "school")]))
            certainty = draw(st.sampled_from(["confirmed", "suspected", "unfounded"]))
            told.append(
                Told(
                    len(told),
                    child,
                    *person,
                    home,
                    draw(DAYS),
                    draw(st.none() | DAYS),
                    certainty,
                    types,
                    places,
                )
            )
            hits.append(
                Hit(
                    child,
                    *person,
                    draw(st.none() | HOMES),
                    draw(DAYS),
                    None,
                    draw(st.none() | DAYS),
                )
            )
    figures = [
        Figure(unit, date(2024, 1, 1), "", "", draw(st.integers(0, 900)))
        for unit in draw(st.sets(HOMES))
    ]
    return Facts(standings, told, (), hits, figures)


ASKS = st.builds(
    Ask,
    period=st.sampled_from(PERIODS).map(Period.parse),
    each_ward=st.just(True),
    by=st.sampled_from(
        [
            (),
            ("sex",),
            ("age_band", "sex"),
            ("ethnicity",),
            ("ethnicity", "age_band"),
            ("group", "sex"),
            ("abuse_type", "setting"),
            ("setting", "age_band"),
        ]
    ),
    basis=st.sampled_from(["received", "occurred"]),
)


def _sums(rows: list[Row], of: Any) -> dict[Any, Counter[str]]:
    """Numerators and counted denominators, summed by what `of` makes of a row."""
    found: dict[Any, Counter[str]] = defaultdict(Counter)
    for row in rows:
        found[of(row)]["numerator"] += row.numerator
        if row.indicator in {"8b", "12"}:
            found[of(row)]["denominator"] += row.denominator or 0
    return {key: +total for key, total in found.items()}


def _wards_make_the_city(rows: list[Row]) -> None:
    key = lambda row: (row.indicator, tuple(row.by.items()))  # noqa: E731 - used twice
    city = _sums([row for row in rows if row.area == "92"], key)
    wards = _sums([row for row in rows if row.area != "92"], key)
    assert {k: v for k, v in city.items() if v} == {k: v for k, v in wards.items() if v}


def _crossings_add_up(rows: list[Row], by: tuple[str, ...]) -> None:
    """Without overlap the divided rows make the undivided one; with it they are never fewer."""
    if not by:
        return
    key = lambda row: (row.indicator, row.area)  # noqa: E731 - used twice
    whole = _sums([row for row in rows if not row.by], key)
    divided = _sums([row for row in rows if row.by], key)
    overlapping = any(DIMENSIONS[name].overlapping for name in by)
    for place, total in whole.items():
        for part, number in total.items():
            found = divided.get(place, Counter())[part]
            assert found >= number if overlapping else found == number


@settings(deadline=None)
@given(facts(), ASKS)
def test_wards_and_unassigned_make_the_city(found: Facts, ask: Ask) -> None:
    _wards_make_the_city(count_sheet(ask, found, LAND).rows)


@settings(deadline=None)
@given(facts(), ASKS)
def test_crossings_add_up_by_their_unknown_rows(found: Facts, ask: Ask) -> None:
    _crossings_add_up(count_sheet(ask, found, LAND).rows, ask.by)


@settings(deadline=None)
@given(facts(), ASKS)
def test_the_rows_that_must_stand_do_and_no_row_stands_twice(found: Facts, ask: Ask) -> None:
    rows = count_sheet(ask, found, LAND).rows
    places = [(r.indicator, r.area, tuple(r.by.items())) for r in rows]
    assert len(places) == len(set(places))
    areas = {r.area for r in rows}
    crossings = 1
    for name in ask.by:
        crossings *= len(DIMENSIONS[name].codes)
    coded = Counter(
        (r.indicator, r.area)
        for r in rows
        if r.by and all(value in DIMENSIONS[name].codes for name, value in r.by.items())
    )
    if ask.by:
        assert all(coded[i.id, area] == crossings for i in ask.indicators for area in areas)
    for r in rows:
        if r.by and any(value not in DIMENSIONS[name].codes for name, value in r.by.items()):
            assert r.numerator or (r.indicator in {"8b", "12"} and r.denominator)


@settings(deadline=None)
@given(facts(), ASKS)
def test_a_value_stands_exactly_where_there_is_a_denominator(found: Facts, ask: Ask) -> None:
    for r in count_sheet(ask, found, LAND).rows:
        assert r.status == (
            "no_denominator" if r.denominator is None else "ok" if r.denominator else "none"
        )
        assert (r.value is None) == (r.status != "ok")
        assert (r.per_10000 is None) == (r.indicator != "9" or r.status != "ok")
        assert (r.target_2030 is None) == bool(r.by)


@pytest.mark.usefixtures("records")
@settings(max_examples=30, deadline=None)
@given(registers(), st.sampled_from(PERIODS), st.sampled_from(["received", "occurred"]))
def test_the_records_give_what_a_plain_reading_of_the_contract_gives(
    records: House, town: Register, period: str, basis: str
) -> None:
    del records
    oracle = Oracle(town, Period.parse(period), basis)
    sheet = town.count(period, each_ward=True, by=("sex", "age_band"), basis=basis)
    rows = sheet.rows
    _wards_make_the_city(rows)
    _crossings_add_up(rows, sheet.by)
    found = {
        (r.indicator, r.area, *r.by.values()): r.numerator
        for r in rows
        if r.by and r.area != "92" and r.numerator
    }
    assert found == +_read_plainly(oracle)
    assert sheet.notes["suspected"] == len(oracle.suspected())
    assert sheet.notes["reports_without_child"] == len(oracle.childless())

    groups = Counter(g for _, _, groups, _ in oracle.standing() for g in groups)
    assert _divided(town.count(period, by=("group",)), "8a") == {(g,): n for g, n in groups.items()}
    pairs = Counter(p for _, _, _, pairs in oracle.abused() for p in pairs)
    assert _divided(town.count(period, by=("abuse_type", "setting"), basis=basis), "9") == pairs


def _read_plainly(oracle: Oracle) -> Counter[tuple[str, ...]]:
    """Numerators by indicator, area, sex and age band."""
    expected: Counter[tuple[str, ...]] = Counter()

    def sex(child: int) -> str:
        return str(oracle.children[child]["sex"])

    for child, area, _, helped in oracle.standing():
        cell = (sex(child), oracle.age_band(child, oracle.period.end))
        expected["8a", area, *cell] += 1
        expected["8b", area, *cell] += helped
    expected.update(("9", area, sex(child), band) for child, area, band, _ in oracle.abused())
    for child, area, band, relieved in oracle.hit():
        expected["12", area, sex(child), band] += relieved
    return expected


def _divided(sheet: Sheet, indicator: str) -> dict[tuple[str, ...], int]:
    """The divided numerators of the city that are not zero."""
    return {
        tuple(r.by.values()): r.numerator
        for r in sheet.rows
        if r.by and r.indicator == indicator and r.numerator
    }


def test_indicators_without_a_dimension_are_left_out_and_none_left_is_an_error() -> None:
    period = Period.parse("2026")
    assert [i.id for i in Ask(period, by=("sex", "ethnicity")).indicators] == [
        "8a",
        "8b",
        "9",
        "12",
    ]
    assert [i.id for i in Ask(period, by=("group", "sex")).indicators] == ["8a", "8b"]
    assert [i.id for i in Ask(period, by=("abuse_type",)).indicators] == ["9"]
    with pytest.raises(NothingLeft):
        _ = Ask(period, by=("group", "setting")).indicators
    with pytest.raises(ValueError, match="no dimension"):
        Ask(period, by=("colour",))
    assert Ask(period, by=("sex", "sex")).by == ("sex",)


def test_the_definition_names_versions_and_choices() -> None:
    sheet = count_sheet(
        Ask(Period.parse("2026"), basis="occurred"), Facts(relief_days=3), territory()
    )
    assert sheet.definition == (
        "8a version 1; 8b version 1; 9 version 1; 12 version 1; basis of 9: occurred; "
        "relief of 12 in time within 3 days"
    )
    assert (
        "12"
        not in count_sheet(
            Ask(Period.parse("2026"), by=("group",)), Facts(), territory()
        ).definition
    )


def test_the_sums_by_sex_stand_in_the_notes_where_the_city_has_its_own_figure() -> None:
    figures = [Figure(92, date(2026, 1, 1), sex, "", 10) for sex in ("", "female")]
    sheet = count_sheet(Ask(Period.parse("2026"), by=("sex",)), Facts(figures=figures), territory())
    assert sheet.notes["sum_of_units"] is None
    assert sheet.notes["sums_of_units_divided"] == [{"by": {"sex": "female"}, "children": None}]
    assert len(sheet.notes["no_denominator_divided"]) == 103  # of boys nobody has a figure
