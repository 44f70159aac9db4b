"""A count and what it is made of are one: for every row of a sheet, in every area and crossing."""

from __future__ import annotations

import pytest

from caseapp import desk
from caseapp.rules.access import Act
from caseapp.rules.values import Period
from caseapp.statistics.cells import CellAsk, NoSuchCell, area_of, found_in
from caseapp.statistics.counting import Ask, count_sheet
from caseapp.statistics.figures import read_facts
from caseapp.statistics.indicator import Basis
from caseapp.statistics.indicators.i09 import APART
from caseapp.statistics.territory import UnknownArea
from tests.factories.house import NOW, SYSTEM, House
from tests.statistics.opened_town import a_drawn_town
from tests.statistics.registers import little_land

YEAR = Period.parse("2025")
LAND = little_land()


@pytest.mark.parametrize(
    ("by", "basis"),
    [(("sex", "age_band"), "received"), (("group",), "received"), (("abuse_type",), "occurred")],
)
def test_every_count_of_a_sheet_is_as_long_as_its_list(
    records: House, by: tuple[str, ...], basis: Basis
) -> None:
    del records
    ask = Ask(YEAR, each_ward=True, by=by, basis=basis)
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW, dry_run=True) as door:
        a_drawn_town().write(door.session)
        facts = read_facts(door.session, ask)
    sheet = count_sheet(ask, facts, LAND)
    counted = 0
    for row in sheet.rows:
        asked = CellAsk(
            ask if row.by else Ask(YEAR, basis=basis), row.indicator, "numerator", (row.area,),
            tuple(row.by.values()),
        )  # fmt: skip
        assert len(found_in(asked, facts, LAND)) == row.numerator
        if row.indicator in {"8b", "12"}:
            of = CellAsk(asked.ask, row.indicator, "denominator", asked.areas, asked.cell)
            assert len(found_in(of, facts, LAND)) == row.denominator
        counted += row.numerator
    assert counted > 20  # there was something to compare
    for area in {row.area for row in sheet.rows} - {"unassigned"}:
        for name in APART if "9" in ask.sources else ():
            note = CellAsk(Ask(YEAR, basis=basis), name, "numerator", (area,))
            assert len(found_in(note, facts, LAND)) == sheet.notes_of(area)[name]


def test_a_count_that_no_figure_has_is_refused() -> None:
    ask = Ask(YEAR, by=("group",))
    for of, part, areas, cell in (
        (
            "8a",
            "denominator",
            ("92",),
            ("04",),
        ),  # the children of an area, of whom there is no list
        ("9", "numerator", ("92",), ("04",)),  # not divided by group
        ("8a", "numerator", ("92",), ()),
        ("8a", "numerator", (), ("04",)),
        ("suspected", "numerator", ("92",), ("04",)),
        ("7", "numerator", ("92",), ("04",)),
        ("8a", "numerator", ("92",), ("15",)),  # no group of the law
    ):
        with pytest.raises(NoSuchCell):
            CellAsk(ask, of, part, areas, cell)  # type: ignore[arg-type]  # a part like any other
    twice = CellAsk(ask, "8a", "numerator", ("92", "92"), ("unknown",))
    assert twice.areas == ("92",)
    with pytest.raises(UnknownArea):
        area_of(Ask(YEAR).ground(LAND), "99999")
