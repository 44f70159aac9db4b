"""A new release among those it is tied to: what is judged, and what a careless reader may think."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseapp.statistics.disclosure.joint import Asked
from caseapp.statistics.disclosure.model import Malformed, Unprotectable
from caseapp.statistics.releases.core import core_files
from caseapp.statistics.releases.earlier import Earlier
from caseapp.statistics.releases.layouts import find_layout
from caseapp.statistics.releases.policy import usual_policy
from caseapp.statistics.releases.sources import Source
from caseapp.statistics.releases.together import NEW, Case, Hidden, hide, judge, open_case, printed
from tests.factories.public_city import children, city, quietly, source

LAYOUT = find_layout("relief-clusters")
CAI_KHE, NINH_KIEU, TAN_AN = 31120, 31135, 31147


def _case(town: Source, *earlier: Earlier) -> Case:
    return open_case(town, LAYOUT, usual_policy(), earlier)


def _files(case: Case, hidden: Hidden) -> dict[str, bytes]:
    return core_files(case.layout, printed(case, hidden), "12", case.new.source.population)


def _earlier(number: str, town: Source) -> Earlier:
    case = _case(town)
    files = _files(case, hide(case, quietly))
    return Earlier(number, LAYOUT.name, 1, town, usual_policy(), files)


def test_what_is_hidden_passes_and_what_is_not_does_not() -> None:
    case = _case(city(2, subjects=("12",), wards=30))
    found = hide(case, quietly)
    judge(case, found, _files(case, found), quietly)
    small = {one.codes for one in found.asked}
    assert small == {codes for codes, value in case.values.items() if 0 < value < 5}
    open_one = Hidden(frozenset(small), found.asked)
    assert open_one.hidden < found.hidden
    with pytest.raises(Unprotectable, match="the auditor refuses") as error:
        judge(case, open_one, _files(case, open_one), quietly)
    assert error.value.cells


def test_files_that_print_something_else_are_refused() -> None:
    case = _case(city(2, subjects=("12",), wards=30))
    found = Hidden(frozenset(), ())
    files = _files(case, found)
    judge(case, found, files, quietly)
    total = str(case.values[case.layout.cells[0]]).encode()
    wrong = files["published.csv"].replace(b"T|T|T|T,T,T,T,T," + total, b"T|T|T|T,T,T,T,T,1")
    assert wrong != files["published.csv"]
    with pytest.raises(Malformed):
        judge(case, found, {**files, "published.csv": wrong}, quietly)


def test_the_new_part_is_the_only_one_that_is_not_printed() -> None:
    town = city(2, subjects=("12",), wards=30)
    half = replace(
        town, frozen=9, period=source("2026H1").period, members={"12": town.members["12"][::2]}
    )
    case = _case(town, _earlier("CB-1", half))
    assert {part.name: part.printed is None for part in case.parts(None)} == {
        "CB-1": False,
        NEW: True,
    }
    assert case.ties
    assert {one.period.id for one in case.quantities} == {"2026", "2026H1"}


def test_a_corrected_edition_is_judged_as_one_with_the_last_where_both_fit() -> None:
    """Cái Khế has 3, Ninh Kiều 30, Tân An 20, nobody else counts. The first edition hides Cái Khế
    with Ninh Kiều, the second, where two girls were boys, Cái Khế with Tân An: each leaves it open,
    and who takes both for one has it."""
    wards = [("31135", 30, NINH_KIEU), ("31147", 20, TAN_AN)]
    others = [one for _code, n, unit in wards for one in children(n, unit, first=50 * n)]
    before = source(m12=[*children(3, CAI_KHE), *others])
    girls = [*children(1, CAI_KHE), *children(2, CAI_KHE, first=2, sex="female")]
    now = source(frozen=2, edition=2, m12=[*girls, *others])
    case = _case(before)
    shown = {codes for codes in case.layout.cells if codes[1:] == ("T", "T", "T")}
    shown -= {("31120", "T", "T", "T"), ("C01", "T", "T", "T")}
    rest = frozenset(case.layout.cells) - shown
    first, second = (rest | {(code, "T", "T", "T")} for code, _n, _unit in wards)
    files = _files(case, Hidden(first, ()))
    again = _case(now, Earlier("CB-1", LAYOUT.name, 1, before, usual_policy(), files))
    assert len(again.quantities) == 2
    asked = tuple(Asked(name, ("31120", "T", "T", "T"), 0, 5) for name in ("CB-1", NEW))
    alone, found = Hidden(second, asked[1:]), Hidden(second, asked)
    judge(_case(now), alone, _files(again, alone), quietly)
    with pytest.raises(Unprotectable, match=r"new: 31120\|T\|T\|T \(exact\)"):
        judge(again, found, _files(again, found), quietly)
    shut = Hidden(first | second, asked)
    judge(again, shut, _files(again, shut), quietly)


def test_what_an_earlier_release_hid_as_sensitive_must_stay_open() -> None:
    """All 9 of Cái Khế are in group 05: no small count, and yet asked for again."""
    members = [
        *children(9, CAI_KHE, kinds=("05",)),
        *children(30, NINH_KIEU, first=50, kinds=("04",)),
    ]
    layout, policy = find_layout("circumstances-clusters"), usual_policy()
    town = source(m8=members)
    case = open_case(town, layout, policy, ())
    cell = ("C01", "T", "T", "05", "T")
    assert case.before == ()
    hidden = frozenset(codes for codes in case.layout.cells if codes[3] != "T")
    told = printed(case, Hidden(hidden, ()))
    files = core_files(case.layout, told, "8", {})
    again = open_case(
        replace(town, frozen=2),
        layout,
        policy,
        [Earlier("CB-1", layout.name, 1, town, policy, files)],
    )
    assert Asked("CB-1", ("T", "male", "6-10", "05", "T"), 0, 5) not in again.before
    assert cell not in {
        one.codes for one in again.before
    }  # others of the cluster are in another group
    only = source(m8=children(9, CAI_KHE, kinds=("05",)))
    first = open_case(only, layout, policy, ())
    told = printed(first, Hidden(frozenset({cell}), ()))
    files = core_files(first.layout, told, "8", {})
    again = open_case(
        replace(only, frozen=2),
        layout,
        policy,
        [Earlier("CB-1", layout.name, 1, only, policy, files)],
    )
    assert again.before == (Asked("CB-1", cell, 0, 5),)
