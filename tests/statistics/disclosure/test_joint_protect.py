"""What is hidden of a new release leaves open what it and all before it must not tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from caseapp.statistics.disclosure.joint import Asked, Margin, Part, Tie, Wanted
from caseapp.statistics.disclosure.joint_audit import audit_jointly
from caseapp.statistics.disclosure.joint_protect import JointProtection, protect_jointly
from caseapp.statistics.disclosure.layout import Codes, Layout
from caseapp.statistics.disclosure.model import (
    AlreadyDisclosed,
    BudgetExceeded,
    Inconsistent,
    NotAdditive,
    Overlapping,
    TooFew,
    Unprotectable,
)
from tests.factories.joint_releases import (
    areas,
    at_least,
    fitting_together,
    small_layout,
    told,
    unseen,
    value_of,
)
from tests.factories.joint_towns import PERIODS, children, layout, part, printed, table, ties

TWO = small_layout(geo="x1 x2")
FOUR = small_layout(geo="x1 x2 x3 x4")
Table = Mapping[Codes, int]


def hidden(found: JointProtection) -> list[str]:
    return ["|".join(codes) for codes, hides in found.hidden.items() if hides]


def test_a_year_hides_what_would_tell_the_second_half() -> None:
    # Nothing is small, and yet 11 - 8 = 3 and 15 - 9 = 6 children are only in the second half.
    parts = [told("H", "H1", TWO, areas(8, 9)), Part("Y", "Y", TWO)]
    between = [at_least(x, "Y", "H1", geo=x) for x in ("x1", "x2")]
    tables = {"H1": areas(8, 9), "Y": areas(11, 15)}
    found = protect_jointly(tables, parts, between, stage=unseen)
    assert hidden(found) == ["x1", "x2"]
    assert found.asked == (Asked("x1", (), 0, 5),)
    exempt = [Tie(t.name, t.larger, t.smaller, t.always, needed=False) for t in between]
    assert hidden(protect_jointly(tables, parts, exempt, stage=unseen)) == []


def test_a_difference_of_grand_totals_refuses_the_release() -> None:
    parts = [told("H", "H1", TWO, areas(8, 9)), Part("Y", "Y", TWO)]
    with pytest.raises(Unprotectable, match="protects city") as refused:
        protect_jointly(
            {"H1": areas(8, 9), "Y": areas(9, 11)},
            parts,
            [at_least("city", "Y", "H1")],
            stage=unseen,
        )
    assert refused.value.cells == ("city",)


def test_a_second_layout_of_one_quantity_keeps_the_first_one_shut() -> None:
    # x1 is 2, hidden with x2; AC - x3 would be 2 as well.
    pairs = small_layout(geo="x1 x2 x3 x4 AC=x1+x3 BD=x2+x4")
    truth = areas(2, 9, 8, 7)
    parts = [told("one", "Y", FOUR, truth, "x1", "x2"), Part("two", "Y", pairs)]
    found = protect_jointly({"Y": truth}, parts, [], stage=unseen)
    assert hidden(found) == ["x1", "x2", "AC", "BD"]
    alone = protect_jointly({"Y": truth}, [Part("two", "Y", pairs)], [], stage=unseen)
    assert len(hidden(alone)) < 4


def test_each_release_keeps_its_own_k() -> None:
    low = small_layout(3, geo="x1 x2 x3 x4")
    truth = areas(2, 4, 9, 9)
    before = told("one", "Y", low, truth, "x1", "x2")
    # With 7 both are small, and neither is 7 or more of the 6 that they have together.
    with pytest.raises(Unprotectable, match="nothing that may be hidden protects x1, x2"):
        protect_jointly({"Y": areas(2, 4, 9, 9)}, _wide(before), [], stage=unseen)
    again = Part("two", "Y", low)
    assert hidden(protect_jointly({"Y": truth}, [before, again], [], stage=unseen)) == ["x1", "x2"]


def _wide(before: Part) -> list[Part]:
    return [before, Part("two", "Y", small_layout(7, geo="x1 x2 x3 x4"))]


def test_a_revision_changes_a_printed_cell_by_k_or_is_not_seen() -> None:
    # 8 was printed of x1, 10 is true now: it is hidden, and may be 8 as well as 13.
    parts = [told("first", "Y.1", TWO, areas(8, 9)), Part("second", "Y.2", TWO)]
    tables = {"Y.1": areas(8, 9), "Y.2": areas(10, 14)}
    change = Wanted(("x1",), 8, 13)
    found = protect_jointly(tables, parts, [], wanted=[change], stage=unseen)
    assert hidden(found) == ["x1", "x2"]
    assert found.asked == (Asked("second", ("x1",), 8, 13),)
    with pytest.raises(Unprotectable, match="always printed: T"):
        protect_jointly(tables, parts, [], wanted=[Wanted(("T",), 17, 22)], stage=unseen)


def test_cells_asked_for_are_hidden_and_others_may_have_to_stay_so() -> None:
    new = [Part("Y", "Y", FOUR)]
    truth = areas(0, 9, 8, 7)
    found = protect_jointly({"Y": truth}, new, [], primary=[("x1",)], stage=unseen)
    assert ("x1",) in [codes for codes, hides in found.hidden.items() if hides]
    assert len(hidden(found)) == 2
    assert found.asked == (Asked("Y", ("x1",), 0, 5),)
    stays = protect_jointly({"Y": truth}, new, [], stay_hidden=[("x4",)], stage=unseen)
    assert (hidden(stays), stays.asked) == (["x4"], ())


def test_what_was_printed_before_stays_told() -> None:
    truth = areas(2, 9, 8, 7)
    open_before = told("one", "Y", FOUR, truth, "x1")
    with pytest.raises(AlreadyDisclosed, match="one: x1") as refused:
        protect_jointly({"Y": truth}, [open_before, Part("two", "Y", FOUR)], [], stage=unseen)
    assert refused.value.cells == ("one: x1",)
    safe = told("one", "Y", FOUR, truth, "x1", "x2")
    with pytest.raises(AlreadyDisclosed, match="printed before: x3"):
        protect_jointly(
            {"Y": truth},
            [safe, Part("two", "Y", FOUR)],
            [],
            primary=[("x3",)],
            stage=unseen,
        )


def test_releases_before_that_tell_together_refuse_any_other() -> None:
    # The halves and the year were published alone: x1 has 3 only in the second half.
    before = [told("H", "H1", TWO, areas(8, 9)), told("Y", "Y", TWO, areas(11, 15))]
    between = [at_least("x1", "Y", "H1", geo="x1"), at_least("city", "Y", "H2")]
    tables = {"H1": areas(8, 9), "Y": areas(11, 15), "H2": areas(9, 9)}
    with pytest.raises(AlreadyDisclosed) as refused:
        protect_jointly(tables, [*before, Part("N", "H2", TWO)], between, stage=unseen)
    assert refused.value.cells == ("x1",)


def test_a_total_that_would_tell_an_earlier_release_refuses_the_new_one() -> None:
    # x1 has 1 in the half, and may be 5 there while x2 has 0: but not if a year that has as many has 4.
    half = told("H", "H1", TWO, areas(1, 9), "x1", "x2")
    with pytest.raises(Unprotectable) as refused:
        protect_jointly(
            {"H1": areas(1, 9), "N": areas(4, 0)},
            [half, Part("N", "N", small_layout(3, geo="x1 x2"))],
            [Tie("x1", (Margin("N", {}),), (Margin("H1", X1),), always=True, needed=False)],
            stage=unseen,
        )
    assert refused.value.cells == ("H: x1",)


X1 = {"geo": frozenset(["x1"])}
FAULTS: list[tuple[type[Exception], Table, Part, str]] = [
    (TooFew, areas(1, 2), told("H", "H1", TWO, areas(8, 9)), "below 5"),
    (NotAdditive, areas(7, 9), told("H", "H1", TWO, areas(8, 9)), "not here: x1"),
    (Inconsistent, areas(11, 15), told("H", "H1", TWO, areas(8, 8)), "not true: H: x2, H: T"),
]


@pytest.mark.parametrize(("kind", "year", "before", "reason"), FAULTS)
def test_what_cannot_be_is_refused(
    kind: type[Exception], year: Table, before: Part, reason: str
) -> None:
    with pytest.raises(kind, match=reason):
        protect_jointly(
            {"H1": areas(8, 9), "Y": year},
            [before, Part("Y", "Y", TWO)],
            [at_least("x1", "Y", "H1", geo="x1")],
            stage=unseen,
        )


def test_codes_that_overlap_are_refused() -> None:
    own = small_layout(geo="x1 x2 x3 A=x1+x2 B=x2+x3")
    with pytest.raises(Overlapping):
        protect_jointly({"Y": areas(9, 9, 9)}, [Part("Y", "Y", own)], [], stage=unseen)


def test_work_that_runs_out_gives_nothing() -> None:
    tables, new = {"Y": areas(2, 9, 1, 9)}, [Part("Y", "Y", FOUR)]
    with pytest.raises(BudgetExceeded, match="not proved in 2 steps") as refused:
        protect_jointly(tables, new, [], stage=unseen, budget=2)
    assert refused.value.cells
    assert hidden(protect_jointly(tables, new, [], stage=unseen, budget=50))


def test_a_belief_that_is_wrong_tells_nothing() -> None:
    # x1 had none in either half, and 2 moved there: who believes that none moved says 0 for it.
    stays = [at_least(f"{x} both", "H1+H2", "Y", always=False, geo=x) for x in ("x1", "x2", "x3")]
    halves = areas(0, 20, 20), areas(0, 25, 25)
    parts = [told("H1", "H1", THREE, halves[0]), told("H2", "H2", THREE, halves[1])]
    tables = {"H1": halves[0], "H2": halves[1], "Y": areas(2, 40, 40)}
    found = protect_jointly(tables, [*parts, Part("Y", "Y", THREE)], stays, stage=unseen)
    small = next(one for one in found.asked if one.codes == ("x1",))
    assert not small.unmoved
    assert len(hidden(found)) == 2


THREE = small_layout(geo="x1 x2 x3")


@settings(max_examples=25)
@given(st.data())
def test_small_years_are_safe_by_trying_all_sets_of_tables(data: st.DataObject) -> None:
    own = small_layout(3, geo="x1 x2", cat="a b")
    leaves = [("x1", "a"), ("x1", "b"), ("x2", "a"), ("x2", "b")]
    counts = st.lists(st.integers(0, 3), min_size=4, max_size=4)
    half = dict(zip(leaves, data.draw(counts.filter(lambda n: sum(n) > 2)), strict=True))
    more = data.draw(counts.filter(lambda n: sum(n) not in (1, 2)))
    year = {leaf: half[leaf] + number for leaf, number in zip(leaves, more, strict=True)}
    if data.draw(st.booleans()):  # somebody moves from x1 to x2
        year["x1", "a"], year["x2", "a"] = 0, year["x1", "a"] + year["x2", "a"]
    between = [
        at_least("city", "Y", "H1"),
        *(at_least(x, "Y", "H1", always=False, geo=x) for x in ("x1", "x2")),
    ]
    first, _own_needs = _published(own, "H1", {"H1": half}, [], [])
    try:
        second, asked = _published(own, "Y", {"H1": half, "Y": year}, [first], between)
    except Unprotectable:
        reject()
    parts = [first, second]
    for model in ([tie for tie in between if tie.always], between):
        fitted = list(fitting_together(parts, model))
        for one in asked if fitted else ():
            if len(model) == len(between) and not one.unmoved:
                continue
            if one.codes or one.where in {tie.name for tie in model}:
                values = [value_of(tables, parts, model, one) for tables in fitted]
                assert min(values) <= one.low < one.high <= max(values), one


def _published(
    own: Layout,
    quantity: str,
    tables: Mapping[str, Table],
    before: Sequence[Part],
    between: Sequence[Tie],
) -> tuple[Part, Sequence[Asked]]:
    """Protect a quantity in its turn, and print it."""
    new = Part(quantity, quantity, own)
    found = protect_jointly(tables, [*before, new], between, stage=unseen)
    return told(quantity, quantity, own, tables[quantity], *hidden(found)), found.asked


@pytest.mark.parametrize("seed", [2])
def test_a_town_is_safe_through_its_halves_and_its_year(seed: int) -> None:
    those, own = children(seed, wards=4, mean=12), layout(wards=4)
    tables = {period: table(those, period) for period in PERIODS}
    before: list[Part] = []
    for number, period in enumerate(PERIODS, 1):
        known = PERIODS[:number]
        between = ties(own, known)
        counts = {name: tables[name] for name in known}
        found = protect_jointly(counts, [*before, part(period, own)], between, stage=unseen)
        before.append(part(period, own, printed(own, tables[period], found.hidden)))
        judged = audit_jointly(before, between, found.asked, unseen)
        assert judged.broken() == {}
        assert {one for one in found.asked if one.codes} <= judged.verdicts.keys()
