"""A frozen sheet comes back as it was, and its members alone count the same rows again."""

from __future__ import annotations

from datetime import date

from caseapp.rules.units import CITY_ID, territory
from caseapp.rules.values import Period
from caseapp.statistics.counting import count_sheet
from caseapp.statistics.facts.kinds import Facts, Figure, Standing, Told
from caseapp.statistics.freezing import question
from caseapp.statistics.kept_sheet import (
    Kept,
    as_plain,
    counted_again,
    from_plain,
    narrowed,
    pack,
    unpack,
    used,
)
from caseapp.statistics.members import members_of
from caseapp.statistics.territory import UNASSIGNED, Ground

YEAR, BORN, DAY = Period.parse("2025"), date(2015, 1, 1), date(2025, 5, 1)
GROUND = Ground(territory(), YEAR.end)
A, B = 31135, 31120
FACTS = Facts(
    standings=[
        Standing(1, "04", "female", BORN, "", A, True),
        Standing(2, "04", "unknown", None, "", 231178, False),
    ],
    told=[Told(7, 3, "male", BORN, "", B, DAY, None, "confirmed", (), ())],
    figures=[
        Figure(A, date(2025, 7, 1), "", "", 300),
        Figure(A, DAY, "", "", 290),
        Figure(B, DAY, "male", "6-10", 40),
        Figure(231213, DAY, "", "", 80),
        Figure(231123, DAY, "", "", 99),  # of a unit that is no more: never a denominator
    ],
    relief_days=3,
)


def a_kept_sheet() -> Kept:
    sheet = count_sheet(question(YEAR, "received"), FACTS, territory())
    return Kept(sheet, 3, used(FACTS.figures, GROUND), {A: "Công an"})


def test_rows_notes_and_populations_come_back_as_they_were() -> None:
    kept = a_kept_sheet()
    plain = unpack(pack(as_plain(kept)))
    again = from_plain(plain, YEAR, kept.sheet.definition)
    assert again.sheet.rows == kept.sheet.rows
    assert again.sheet.notes == kept.sheet.notes
    assert (again.figures, again.sources, again.relief_days) == (kept.figures, {A: "Công an"}, 3)
    assert [figure.children for figure in kept.figures] == [40, 300, 80]
    assert again.redefined == frozenset()
    plain["versions"]["9"] = "0"
    assert from_plain(plain, YEAR, "").redefined == {"9"}


def test_the_members_count_the_same_rows_again_and_a_unit_its_own() -> None:
    kept, members = a_kept_sheet(), members_of(FACTS, YEAR, "received")
    areas = (CITY_ID, *GROUND.units, UNASSIGNED)
    assert list(counted_again(kept, members, areas, GROUND)) == kept.sheet.rows
    own = narrowed(kept, members, (A,), GROUND)
    assert own.sheet.rows == [row for row in kept.sheet.rows if row.area == "31135"]
    assert dict(own.sheet.notes) == {"within_reach": True, "no_denominator": []}
    assert {figure.unit for figure in own.figures} == {A}
