"""What several releases tell together is what trying every set of tables tells."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.statistics.disclosure.joint import Asked, Part, Tie
from caseapp.statistics.disclosure.joint_audit import audit_jointly
from caseapp.statistics.disclosure.model import Inconsistent, Malformed, UnknownCode
from tests.factories.joint_releases import (
    areas,
    at_least,
    fitting_together,
    small_layout,
    told,
    totals,
    unseen,
    value_of,
)
from tests.factories.long_run import turns

TWO = small_layout(geo="x1 x2")
FOUR = small_layout(geo="x1 x2 x3 x4")


def verdicts(parts: Sequence[Part], ties: Sequence[Tie], *asked: Asked) -> list[str]:
    found = audit_jointly(parts, ties, asked, unseen)
    return [found.verdicts.get(one, "none") for one in asked]


def test_two_releases_that_hide_nothing_small_tell_what_neither_prints() -> None:
    # x1 has 8 in the half and 11 in the year: 3 children are only in the second half.
    parts = [told("H", "H1", TWO, areas(8, 9)), told("Y", "Y", TWO, areas(11, 15))]
    ties = [at_least("x1", "Y", "H1", geo="x1"), at_least("x2", "Y", "H1", geo="x2")]
    assert verdicts(parts, ties, Asked("x1", (), 0, 5), Asked("x2", (), 0, 5)) == ["exact"] * 2


def test_both_hidden_in_the_year_leave_the_difference_open() -> None:
    # The year has 26 - 17 = 9 more in both together: 0 to 9 in each.
    parts = [told("H", "H1", TWO, areas(8, 9)), told("Y", "Y", TWO, areas(11, 15), "x1", "x2")]
    ties = [at_least("x1", "Y", "H1", geo="x1"), at_least("x2", "Y", "H1", geo="x2")]
    asked = [Asked("x1", (), 0, high) for high in (9, 10)]
    assert verdicts(parts, ties, *asked) == ["protected", "leak"]
    # And each is at least what it had in the half.
    asked = [Asked("Y", ("x1",), low, high) for low, high in ((8, 17), (7, 17), (8, 18))]
    assert verdicts(parts, ties, *asked) == ["protected", "leak", "leak"]


def test_who_believes_that_none_moved_is_judged_too_where_it_fits() -> None:
    # Always: x1 is anything from 0 to 12. If none moved it has the 10 of the half, and 2 more.
    parts = [told("H", "H1", TWO, areas(10, 8)), told("Y", "Y", TWO, areas(11, 9), "x1", "x2")]
    city = at_least("city", "Y", "H1")
    stays = [at_least(x, "Y", "H1", always=False, geo=x) for x in ("x1", "x2")]
    cell = Asked("Y", ("x1",), 0, 20)
    assert verdicts(parts, [city], cell) == ["protected"]
    assert verdicts(parts, [city, *stays], cell, Asked("x1", (), 0, 2)) == ["leak", "protected"]
    wrong = Asked("Y", ("x1",), 0, 20, unmoved=False)
    assert verdicts(parts, [city, *stays], wrong) == ["protected"]
    assert audit_jointly(parts, [city, *stays], [cell], unseen).without_moves


def test_a_year_with_less_than_its_half_shows_that_somebody_moved() -> None:
    parts = [told("H", "H1", TWO, areas(10, 8)), told("Y", "Y", TWO, areas(9, 11))]
    ties = [at_least("city", "Y", "H1"), at_least("x1", "Y", "H1", always=False, geo="x1")]
    found = audit_jointly(parts, ties, [Asked("x1", (), 0, 5)], unseen)
    assert not found.without_moves
    assert found.verdicts == {}
    with pytest.raises(Inconsistent):
        audit_jointly(parts, [at_least("x1", "Y", "H1", geo="x1")], [], unseen)


def test_one_quantity_in_two_layouts_is_one_table() -> None:
    # The first release hides x1 with x2, the second x1 and x3 as one: 10 - 8 = 2.
    pairs = small_layout(geo="x1 x2 x3 x4 AC=x1+x3 BD=x2+x4")
    truth = areas(2, 9, 8, 7)
    one = told("one", "Y", FOUR, truth, "x1", "x2")
    hidden = ("x1", "x2", "x3", "x4")
    two = told("two", "Y", pairs, truth, *hidden)
    asked = Asked("one", ("x1",), 0, 5)
    assert verdicts([one], [], asked) == ["protected"]
    assert verdicts([one, two], [], asked, Asked("two", ("x1",), 0, 5)) == ["exact"] * 2
    assert verdicts([one, told("two", "Y", pairs, truth, *hidden, "AC", "BD")], [], asked) == [
        "protected"
    ]


def test_of_three_periods_the_children_in_both_halves_are_told() -> None:
    # 8 and 9 in the halves, 14 in the year: 3 in both, 8 - 3 = 5 only in the first.
    parts = [
        told(name, name, TWO, table)
        for name, table in (("H1", areas(8, 9)), ("H2", areas(9, 9)), ("Y", areas(14, 15)))
    ]
    ties = [
        at_least("both", "H1+H2", "Y", always=False, geo="x1"),
        at_least("first", "Y", "H2", geo="x1"),
    ]
    assert verdicts(parts, ties, Asked("both", (), 0, 5), Asked("first", (), 0, 5)) == ["exact"] * 2


def test_what_two_parts_print_differently_fits_nothing() -> None:
    parts = [told("one", "Y", TWO, areas(8, 9)), told("two", "Y", TWO, areas(7, 10))]
    with pytest.raises(Inconsistent, match=r"two: x1 is 7, and was 8"):
        audit_jointly(parts, [], [], unseen)


def test_what_is_not_there_cannot_be_asked_for() -> None:
    parts = [told("one", "Y", TWO, areas(8, 9))]
    for asked in (Asked("two", ("x1",), 0, 5), Asked("gap", (), 0, 5), Asked("one", ("x3",), 0, 5)):
        with pytest.raises(UnknownCode):
            audit_jointly(parts, [], [asked], unseen)
    with pytest.raises(Malformed, match="one is not printed"):
        audit_jointly([Part("one", "Y", TWO)], [], [], unseen)


@settings(max_examples=turns(10, 400))
@given(st.data())
def test_verdicts_are_those_of_all_sets_of_tables_that_fit(data: st.DataObject) -> None:
    layout = small_layout(2, geo="x1 x2", cat="a b")
    leaves = [("x1", "a"), ("x1", "b"), ("x2", "a"), ("x2", "b")]
    numbers = st.lists(st.integers(0, 3), min_size=4, max_size=4)
    half = dict(zip(leaves, data.draw(numbers), strict=True))
    year = dict(zip(leaves, data.draw(numbers), strict=True))
    names = ["|".join(codes) for codes in layout.cells if codes != ("T", "T")]
    hidden = [data.draw(st.sets(st.sampled_from(names), min_size=2)) for _part in range(2)]
    parts = [
        told("H", "H1", layout, half, *hidden[0]),
        told("Y", "Y", layout, year, *hidden[1]),
    ]
    ties = [
        at_least("x1", "Y", "H1", geo="x1"),
        at_least("x2", "Y", "H1", geo="x2", always=data.draw(st.booleans())),
    ]
    asked = [Asked(p.name, c, 0, 2) for p in parts for c in layout.cells if c != ("T", "T")]
    asked += [Asked(tie.name, (), 0, 2) for tie in ties]
    always = [tie for tie in ties if tie.always]
    models = [(m, list(fitting_together(parts, m))) for m in (always, ties)]
    if not models[0][1]:
        with pytest.raises(Inconsistent):
            audit_jointly(parts, ties, asked, unseen)
        return
    found = audit_jointly(parts, ties, asked, unseen)
    assert found.without_moves == bool(models[1][1])
    for one in asked:
        expected = [
            _verdict([value_of(t, parts, ties, one) for t in tables], one)
            for model, tables in models
            if tables and (one.codes or one.where in {tie.name for tie in model})
        ]
        order = ("exact", "leak", "protected")
        assert found.verdicts.get(one) == min(expected, key=order.index, default=None), one
    assert totals(layout, half)["T", "T"] == sum(half.values())


def _verdict(values: Sequence[int], asked: Asked) -> str:
    low, high = min(values), max(values)
    if low == high:
        return "exact"
    return "protected" if low <= asked.low and high >= asked.high else "leak"
