"""What holds between counts: worked out by hand, and of every invented year whatever happens."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from caseapp.rules.units import territory
from caseapp.rules.values import Period
from caseapp.statistics.disclosure.joint import Tie
from caseapp.statistics.disclosure.model import Unprotectable
from caseapp.statistics.facts.kinds import Facts, Hit, Stay, Told, home
from caseapp.statistics.members import Member, members_of
from caseapp.statistics.releases.earlier import Piece
from caseapp.statistics.releases.layouts import find_layout
from caseapp.statistics.releases.policy import usual_policy
from caseapp.statistics.releases.quantities import Quantity, find_quantities
from caseapp.statistics.releases.tables import make_cells
from caseapp.statistics.releases.ties import check_growth, connected, contains, find_ties
from caseapp.statistics.territory import Ground
from tests.factories.public_city import children, source

LAYOUT = {"8": "circumstances-wards", "9": "abuse-wards", "12": "relief-wards"}
CAI_KHE, NINH_KIEU = 31120, 31135


def _quantities(
    subject: str, members: Sequence[tuple[str, Sequence[Member]]], **more: int
) -> list[Quantity]:
    pieces = []
    for frozen, (period, those) in enumerate(members, 1):
        town = source(period, frozen=frozen, members={subject: those}, **more)
        layout = make_cells(find_layout(LAYOUT[subject]), town.period, usual_policy())
        pieces.append(Piece(f"{period}/{frozen}", town, layout))
    return find_quantities(subject, pieces)


def _of_children(ties: Sequence[Tie]) -> list[Tie]:
    """Return the ties that speak of all children of an area, or of those of a sex."""
    return [tie for tie in ties if "=" not in tie.name]


def _names(ties: Sequence[Tie], **wanted: bool) -> set[str]:
    return {
        tie.name.partition(": ")[2]
        for tie in _of_children(ties)
        if all(getattr(tie, name) == value for name, value in wanted.items())
    }


def test_a_period_that_contains_another() -> None:
    year, half = Period.parse("2026"), Period.parse("2026H1")
    assert contains(year, half)
    assert not contains(half, year)
    assert not contains(year, Period.parse("2026-01-01..2026-12-31"))
    assert not contains(half, Period.parse("2026Q3"))


def test_a_year_and_its_last_half_are_tied_in_each_area_and_sex() -> None:
    two = _quantities("9", [("2026", children(8, CAI_KHE)), ("2026H2", children(6, CAI_KHE))])
    ties = _of_children(find_ties(two, usual_policy()))
    assert len(ties) == (1 + 104 + 12) * 4 - 1
    assert all(tie.always and tie.needed for tie in ties)
    assert "T|T|T" not in _names(ties)
    (one,) = (tie for tie in ties if tie.name == "2026/1 - 2026H2/2: 31120|female|T")
    (more,), (less,) = one.larger, one.smaller
    assert (more.quantity, less.quantity) == ("2026/1", "2026H2/2")
    assert more.leaves == less.leaves == {"geo": {"31120"}, "sex": {"female"}}
    (whole,) = (tie for tie in ties if tie.name == "2026/1 - 2026H2/2: T|male|T")
    assert whole.larger[0].leaves == {"sex": {"male"}}


def test_with_the_first_half_only_the_city_always_is() -> None:
    two = _quantities("9", [("2026", children(8, CAI_KHE)), ("2026H1", children(6, CAI_KHE))])
    ties = _of_children(find_ties(two, usual_policy()))
    assert len(ties) == (1 + 103 + 12) * 4 - 1
    assert _names(ties, always=True) == {f"T|{sex}|T" for sex in ("male", "female", "unknown")}


def test_what_cannot_be_subtracted_is_not_needed() -> None:
    """Of the year the wards are told alone, of the half by sex as well: no ward can be subtracted
    by sex, a cluster can; what always holds of the smallest parts is given all the same."""
    members = children(8, CAI_KHE), children(6, CAI_KHE)
    two = _quantities("9", [("2026", members[0]), ("2026H2", members[1])])
    coarse = make_cells(find_layout("abuse-clusters"), Period.parse("2026"), usual_policy())
    two[0] = replace(two[0], pieces=(replace(two[0].pieces[0], layout=coarse),))
    ties = find_ties(two, usual_policy())
    needed = _names(ties, needed=True)
    assert {"31120|T|T", "C01|T|T", "C01|male|T", "T|male|T"} <= needed
    # Above the units `unassigned` stands by itself.
    assert {name for name in needed if name.endswith("|male|T")} == {
        "T|male|T", "unassigned|male|T", *(f"C{number:02}|male|T" for number in range(1, 13)),
    }  # fmt: skip
    assert "31120|male|T" in _names(ties, needed=False, always=True)


def test_halves_that_make_up_a_year_count_each_of_its_children() -> None:
    three = _quantities(
        "9",
        [
            ("2026H1", children(6, CAI_KHE)),
            ("2026H2", children(6, CAI_KHE, first=5)),
            ("2026", children(10, CAI_KHE)),
        ],
    )
    ties = [tie for tie in find_ties(three, usual_policy()) if " + " in tie.name]
    assert {tie.name.partition(":")[0] for tie in ties} == {"2026H1/1 + 2026H2/2 - 2026/3"}
    assert len(ties) == (1 + 103 + 12) * 4 - 1
    assert _names(ties, always=True) == {f"T|{sex}|T" for sex in ("male", "female", "unknown")}
    boys = next(tie for tie in ties if tie.name.endswith(": T|male|T"))
    assert [margin.quantity for margin in boys.larger] == ["2026H1/1", "2026H2/2"]
    assert boys.needed


def test_quarters_and_halves_make_up_what_they_can() -> None:
    periods = ("2026Q1", "2026Q2", "2026H1", "2026H2", "2026", "2026Q3")
    some = _quantities(
        "9", [(period, children(6 + at, CAI_KHE)) for at, period in enumerate(periods)]
    )
    joined = {
        tie.name.partition(":")[0] for tie in find_ties(some, usual_policy()) if " + " in tie.name
    }
    assert joined == {
        "2026Q1/1 + 2026Q2/2 - 2026H1/3",
        "2026H1/3 + 2026H2/4 - 2026/5",
        "2026Q1/1 + 2026Q2/2 + 2026H2/4 - 2026/5",
    }


def test_who_was_late_in_a_part_is_late_in_the_whole() -> None:
    two = _quantities("12", [("2026", children(8, CAI_KHE)), ("2026H1", children(6, CAI_KHE))])
    ties = find_ties(two, usual_policy())
    assert all(tie.always for tie in ties)
    assert {"31120|T|T", "31120|male|T", "31120|T|late", "31120|male|late"} <= _names(ties)
    # By sex the city alone is told, and not who was late.
    assert "31120|male|T" not in _names(ties, needed=True)
    assert {"T|male|T", "31120|T|late", "C01|T|T", "T|T|late"} <= _names(ties, needed=True)
    late = next(tie for tie in ties if tie.name.endswith(": 31120|T|late"))
    assert late.smaller[0].leaves == {"geo": {"31120"}, "relief": {"late"}}
    other = _quantities("12", [("2026", children(8, CAI_KHE)), ("2026H1", children(6, CAI_KHE))])
    other[1] = replace(other[1], relief_days=3)
    named = _names(find_ties(other, usual_policy()), always=False)
    assert named
    assert all(name.endswith("|late") for name in named)


def test_a_tie_that_a_correction_broke_does_not_always_hold() -> None:
    two = _quantities("9", [("2026", children(8, CAI_KHE)), ("2026H2", children(9, CAI_KHE))])
    broken = _names(find_ties(two, usual_policy()), always=False)
    areas = ("31120", "C01", "T")
    assert broken == {f"{area}|{sex}|T" for area in areas for sex in ("T", "male")} - {"T|T|T"}


def test_special_circumstances_of_two_days_are_not_tied() -> None:
    members = children(8, CAI_KHE, kinds=("04",))
    two = _quantities("8", [("2026H1", members), ("2026H2", members[:7])])
    assert find_ties(two, usual_policy()) == []
    assert connected(two[1], two) == [two[1]]


def test_what_is_tied_by_others_is_taken_along() -> None:
    periods = ("2026H1", "2026H2", "2026", "2025", "2026Q3")
    some = _quantities(
        "9", [(period, children(6 + at, CAI_KHE)) for at, period in enumerate(periods)]
    )
    named = [one.name for one in connected(some[4], some)]
    assert named == ["2026Q3/5", "2026H1/1", "2026H2/2", "2026/3"]
    assert [one.name for one in connected(some[0], [some[0], some[1]])] == ["2026H1/1"]


def test_grand_totals_that_are_too_near_are_refused() -> None:
    for more, refused in ((0, False), (1, True), (4, True), (5, False)):
        long, short = _quantities(
            "9", [("2026", children(8 + more, CAI_KHE)), ("2026H1", children(8, CAI_KHE))]
        )
        for new, other in ((long, short), (short, long)):
            if refused:
                with pytest.raises(Unprotectable, match="2026 and 2026H1") as error:
                    check_growth(new, [new, other], 5)
                assert error.value.cells == ("T|T|T|T",)
            else:
                check_growth(new, [new, other], 5)


class _Lives:
    """Invented children who move, are hit and told of, over the years 2025 and 2026."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        land = territory()
        old = [unit for unit in land.units if unit > 200_000]
        new = [link.new for link in land.links]
        self.stays: dict[int, list[Stay]] = {}
        self.days: dict[int, list[tuple[date, bool]]] = {}
        for child in range(1, 121):
            moves = sorted(self._day() for _ in range(self._chance.choice((0, 0, 1, 2))))
            starts = [date(2020, 1, 1), *moves]
            ends = [*moves, None]
            self.stays[child] = [
                Stay(self._chance.choice(new if start >= date(2025, 7, 1) else old), start, end)
                for start, end in zip(starts, ends, strict=True)
            ]
            self.days[child] = [
                (self._day(), self._chance.random() < 0.7)
                for _ in range(self._chance.choice((1, 2, 3)))
            ]

    def _day(self) -> date:
        return date(2025, 1, 1) + timedelta(self._chance.randrange(730))

    def members(self, subject: str, period: Period) -> list[Member]:
        """Count as the application does."""
        told, hits = [], []
        for child, days in self.days.items():
            born, sex = date(2010 + child % 8, 6, 15), ("male", "female", "unknown")[child % 3]
            where = home(self.stays[child], [], period.end, or_last=True)
            for day, in_time in days:
                told.append(
                    Told(0, child, sex, born, "", where, day, None, "confirmed", ("neglect",), ())
                )
                there = home(self.stays[child], [], day, or_last=False)
                relieved = day if in_time else None
                if day in period:
                    hits.append(Hit(child, sex, born, "", there, day, None, relieved))
        ground = Ground(territory(), period.end)
        found = members_of(Facts(told=told, hits=hits), period, "received")[subject]
        return [one for one in found if ground.home(one.unit) is not None]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("subject", ["9", "12"])
@pytest.mark.parametrize("year", ["2025", "2026"])
def test_what_always_holds_holds_in_every_year(seed: int, subject: str, year: str) -> None:
    """None of the ties that were found was taken back as the tables break it."""
    lives = _Lives(seed)
    periods = [f"{year}{part}" for part in ("", "H1", "H2", "Q1", "Q4")]
    some = _quantities(subject, [(p, lives.members(subject, Period.parse(p))) for p in periods])
    ties = find_ties(some, usual_policy())
    city = [tie for tie in ties if ": T|" in tie.name]
    assert all(tie.always for tie in city)
    near = ("H2/3", "Q4/5") if subject == "9" else ("H1/2", "Q1/4")
    local = [t for t in ties if t.name.startswith(tuple(f"{year}/1 - {year}{p}:" for p in near))]
    assert len(local) > 300
    assert all(tie.always for tie in local)
