"""What must stay possible: the small of each part, by its own k, and what is asked for beside."""

from __future__ import annotations

import pytest

from caseapp.statistics.disclosure.certificates import Need
from caseapp.statistics.disclosure.joint import Asked, Part, Wanted
from caseapp.statistics.disclosure.joint_ledger import open_books
from caseapp.statistics.disclosure.joint_needs import (
    Case,
    ask,
    asked_before,
    needs_of_all,
    open_case,
    refuse_open,
    refuse_told,
)
from caseapp.statistics.disclosure.model import (
    AlreadyDisclosed,
    Malformed,
    UnknownCode,
    Unprotectable,
)
from tests.factories.joint_releases import areas, at_least, small_layout, told

THREE = small_layout(geo="x1 x2 x3")
LOW = small_layout(3, geo="x1 x2 x3")
HALF, YEAR = areas(2, 4, 9), areas(3, 8, 15)


def case() -> Case:
    """A half with k = 3, of which 2 is small, and a year with k = 5, of which 3 is."""
    parts = [Part("Y", "Y", THREE), told("H", "H1", LOW, HALF, "x1", "x2")]
    ties = [at_least(x, "Y", "H1", geo=x) for x in ("x1", "x2", "x3")]
    return open_case(open_books({"H1": HALF, "Y": YEAR}, parts), parts, ties)


def test_each_part_asks_for_its_own_small_ones_and_the_differences_that_are() -> None:
    one, more = Asked("Y", ("x2",), 0, 5), Asked("Y", ("x3",), 12, 17)
    found = ask(case(), [("x2",)], [Wanted(("x3",), 12, 17)])
    gaps = (Asked("x1", (), 0, 5), Asked("x2", (), 0, 5))  # 1 and 4; 6 is not small
    assert found == (Asked("H", ("x1",), 0, 3), Asked("Y", ("x1",), 0, 5), one, more, *gaps)
    with pytest.raises(UnknownCode):
        ask(case(), [("x4",)], [])


def test_a_need_knows_what_it_is_needed_for() -> None:
    asked = [Asked("Y", ("x1",), 0, 5), Asked("x1", (), 0, 5), Asked("x2", (), 0, 5)]
    place = case().place(asked[0])
    assert needs_of_all(case(), asked, {"x1": 40}) == {
        Need(place, most=False, bound=0): asked[0],
        Need(place, most=True, bound=5): asked[0],
        Need(40, most=False, bound=0): asked[1],
        Need(40, most=True, bound=5): asked[1],
    }


def test_what_was_printed_and_what_always_is_cannot_be_hidden() -> None:
    own = case()
    printed, whole = own.printed_before(), own.whole()
    assert own.names()[min(printed)] == "H: x3"
    assert [own.names()[place] for place in own.hidden_before()] == ["H: x1", "H: x2"]
    with pytest.raises(AlreadyDisclosed, match="printed before: H: x3"):
        refuse_told(own, {min(printed)})
    with pytest.raises(Unprotectable, match="always printed: T"):
        refuse_told(own, whole)
    refuse_told(own, own.hidden_before())


def test_who_is_to_blame_for_what_stays_open() -> None:
    new, old, gap = Asked("Y", ("x1",), 0, 5), Asked("H", ("x1",), 0, 3), Asked("x1", (), 0, 5)
    with pytest.raises(Unprotectable, match=r"protects x1, x2$") as refused:
        refuse_open(case(), [new, Asked("x2", (), 0, 5), gap], [])
    assert refused.value.cells == ("x1", "x2")
    with pytest.raises(AlreadyDisclosed) as told_before:
        refuse_open(case(), [new, old], [old])
    assert told_before.value.cells == ("H: x1",)
    refuse_open(case(), [], [])
    assert asked_before(case(), [new, old, gap]) == [old]


def test_the_truth_of_what_is_asked_for() -> None:
    assert case().truth(Asked("H", ("x1",), 0, 3)) == 2
    assert case().truth(Asked("x3", (), 0, 5)) == 6


def test_one_part_is_new() -> None:
    parts = [Part("Y", "Y", THREE), Part("Z", "Y", THREE)]
    with pytest.raises(Malformed, match="2 parts are to be protected, not one"):
        open_case(open_books({"Y": YEAR}, parts), parts, [])
