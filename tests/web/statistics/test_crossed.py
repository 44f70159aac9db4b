"""An indicator divided by one or two dimensions: zeros stand, overlaps are said, nothing is lost."""

from __future__ import annotations

from datetime import date

from caseapp.rules.units import territory
from caseapp.rules.values import Period
from caseapp.statistics.counting import Ask, count_sheet
from caseapp.statistics.facts.kinds import Facts, Figure, Standing, Told
from caseapp.statistics.sheet import Sheet
from caseapp.web.statistics.crossed import crossed_of
from tests.factories.house import House

DAY = date(2026, 3, 1)
CHILD = ("female", None, "Khmer")
FACTS = Facts(
    standings=[
        Standing(1, "04", "female", date(2020, 1, 1), "Khmer", 31135, True),
        Standing(1, "13", "female", date(2020, 1, 1), "Khmer", 31135, True),
        Standing(2, "04", "male", date(2024, 1, 1), "", 31135, False),
    ],
    told=[Told(1, 1, *CHILD, 31135, DAY, None, "confirmed", ("violence", "neglect"), ("family",))],
    figures=[Figure(31135, date(2026, 1, 1), "", "", 400)],
)


def sheet(*by: str) -> Sheet:
    return count_sheet(Ask(Period.parse("2026"), "31135", by=by), FACTS, territory())


def test_two_dimensions_lie_across_each_other(house: House) -> None:
    with house.app.test_request_context():
        found = crossed_of(sheet("sex", "age_band"), "8a")
    assert found.columns == ("Nam", "Nữ", "Không biết")
    counts = {part.name: [value.count for value in part.values] for part in found.parts}
    assert counts == {
        "Dưới 3 tuổi": ["1", "0", "0"],
        "Từ 3 đến 5 tuổi": ["0", "0", "0"],
        "Từ 6 đến 10 tuổi": ["0", "1", "0"],
        "Từ 11 đến 15 tuổi": ["0", "0", "0"],
    }
    assert (found.whole.count, found.whole.share, found.overlapping) == ("2", "0,50\u00a0%", False)


def test_groups_overlap_and_have_bars(house: House) -> None:
    with house.app.test_request_context():
        found = crossed_of(sheet("group"), "8b")
    assert (len(found.parts), found.overlapping, found.columns) == (14, True, ())
    disabled = found.parts[3]
    assert disabled.name == "Trẻ em khuyết tật"
    assert (disabled.values[0].count, str(disabled.values[0].of)) == ("1", "1\u00a0/\u00a02")
    assert disabled.bar
    assert disabled.bar.length == 100
    assert found.parts[0].values[0].count == "0"


def test_an_unknown_value_has_a_row_and_9_is_a_count(house: House) -> None:
    with house.app.test_request_context():
        people, types = crossed_of(sheet("ethnicity"), "8a"), crossed_of(sheet("abuse_type"), "9")
    assert [(part.name, part.values[0].count) for part in people.parts] == [
        ("Khmer", "1"),
        ("Chưa rõ", "1"),
    ]
    assert {part.name: part.values[0].share for part in types.parts}["Bạo lực"] == ""
    assert [part.values[0].count for part in types.parts] == ["1", "0", "0", "0", "0", "1", "0"]
    assert types.overlapping
