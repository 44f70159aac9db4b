from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from caseapp.exchange.faults import Faults
from caseapp.exchange.stays import Stay, recorded_stays, settle, state_end

JAN, FEB, MAR, APR = (date(2026, month, 1) for month in (1, 2, 3, 4))


def first(start: date, unit: int = 1) -> Stay:
    return Stay(unit, start, sheet="children", row=2, first=True)


def move(start: date, end: date | None = None, unit: int = 2, row: int = 2) -> Stay:
    stay = Stay(unit, start, sheet="residences", row=row)
    state_end(stay, end)
    return stay


def settled(*stays: Stay) -> tuple[list[tuple[date, date | None]], list[str]]:
    faults = Faults()
    ordered = settle(list(stays), faults)
    return [(stay.start, stay.end) for stay in ordered], [str(f) for f in faults.listed()]


def test_a_stay_without_end_ends_when_the_next_begins() -> None:
    ends, faults = settled(move(MAR), first(JAN))
    assert ends == [(JAN, MAR), (MAR, None)]
    assert faults == []


def test_a_gap_stays_a_gap() -> None:
    assert settled(move(JAN, FEB), move(MAR, APR)) == ([(JAN, FEB), (MAR, APR)], [])


def test_a_stated_end_beyond_the_next_beginning_overlaps() -> None:
    _, faults = settled(first(JAN), move(FEB, APR, row=2), move(MAR, row=3))
    assert faults == ["residences:3:from: overlaps the stay from 2026-02-01"]


def test_two_stays_from_one_day_overlap() -> None:
    _, faults = settled(first(JAN), move(JAN, row=5))
    assert faults == ["residences:5:from: overlaps the stay from 2026-01-01"]


def test_a_move_before_the_first_stay_is_none() -> None:
    _, faults = settled(first(FEB), move(JAN, row=4))
    assert "residences:4:from: lies before the child's first stay" in faults


def test_a_recorded_end_that_only_followed_gives_way_to_a_nearer_move() -> None:
    stays = recorded_stays([(1, 10, JAN, APR), (2, 11, APR, None)])
    ends, faults = settled(*stays, move(FEB))
    assert ends == [(JAN, FEB), (FEB, APR), (APR, None)]
    assert faults == []
    assert [stay.changed for stay in stays] == [True, False]


def test_a_recorded_end_that_was_stated_does_not_give_way() -> None:
    stays = recorded_stays([(1, 10, JAN, MAR), (2, 11, APR, None)])
    _, faults = settled(*stays, move(FEB, row=7))
    assert faults == ["residences:7:from: overlaps the stay from 2026-01-01"]


def test_what_counts_as_another_stated_end() -> None:
    def states_other(recorded_end: date | None, stated: date | None, later: Stay | None) -> bool:
        stay = recorded_stays([(1, 10, JAN, recorded_end)])[0]
        state_end(stay, stated)
        settled(*([stay, later] if later else [stay]))
        return stay.states_other_end

    assert not states_other(None, None, None)
    assert not states_other(FEB, FEB, None)
    assert states_other(None, FEB, None)
    assert states_other(FEB, None, None)
    assert not states_other(None, None, move(MAR))  # ends with the move: nobody stated it
    assert not states_other(MAR, None, move(MAR))


DAYS = st.integers(0, 60).map(lambda n: JAN + timedelta(days=n))


@given(st.lists(st.tuples(DAYS, st.none() | st.integers(1, 30)), max_size=6))
def test_a_child_lives_in_one_unit_at_a_time_or_a_fault_says_so(
    spans: list[tuple[date, int | None]],
) -> None:
    stays = [
        move(start, start + timedelta(days=length) if length else None, row=row)
        for row, (start, length) in enumerate(spans, start=2)
    ]
    faults = Faults()
    ordered = settle(stays, faults)
    days = [JAN + timedelta(days=n) for n in range(95)]
    crowded = any(
        sum(s.start <= day and (s.end is None or s.end > day) for s in ordered) > 1 for day in days
    )
    starts = [stay.start for stay in ordered]
    assert bool(faults) == (crowded or len(set(starts)) < len(starts))
