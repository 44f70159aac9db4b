"""Indicator 9 from facts in memory, and the notes beside it."""

from __future__ import annotations

from datetime import date

from caseapp.rules.values import Period
from caseapp.statistics.facts.kinds import Childless, Facts, Told
from caseapp.statistics.indicators.i09 import (
    Apart,
    basis_day,
    count,
    only_suspected,
    without_child,
    without_occurred_on,
)

PERIOD = Period.parse("2026")
BORN = date(2020, 6, 1)


def _told(
    number: int, received: date, occurred: date | None = None, certainty: str = "confirmed",
    *, child: int = 1, unit: int | None = 31135,
) -> Told:  # fmt: skip
    return Told(
        number, child, "male", BORN, "", unit, received, occurred, certainty, ("violence",), ()
    )


def test_the_basis_chooses_the_day() -> None:
    report = _told(1, date(2026, 1, 2), date(2025, 12, 31))
    assert basis_day(report, "received") == date(2026, 1, 2)
    assert basis_day(report, "occurred") == date(2025, 12, 31)
    assert len(count(Facts(told=[report]), PERIOD, (), "received")) == 1
    assert count(Facts(told=[report]), PERIOD, (), "occurred") == []


def test_the_first_counting_day_by_the_basis_gives_the_age() -> None:
    # Received at five and then six; what was received last occurred first, at five as well.
    facts = Facts(told=[_told(1, date(2026, 7, 1)), _told(2, date(2026, 8, 1), date(2026, 2, 1))])
    assert [child.cells for child in count(facts, PERIOD, ("age_band",), "received")] == [
        (("6-10",),)
    ]
    assert [child.cells for child in count(facts, PERIOD, ("age_band",), "occurred")] == [
        (("3-5",),)
    ]


def test_a_child_that_never_lived_here_counts_nowhere() -> None:
    facts = Facts(
        told=[
            _told(1, date(2026, 1, 2), unit=None),
            _told(2, date(2026, 1, 2), certainty="suspected", child=2, unit=None),
        ]
    )
    assert count(facts, PERIOD, (), "received") == []
    assert only_suspected(facts, PERIOD, "received") == []


def test_who_has_a_confirmed_report_is_not_among_the_suspected() -> None:
    day = date(2026, 3, 1)
    facts = Facts(
        told=[
            _told(1, day, certainty="suspected"), _told(2, day),
            _told(3, day, certainty="suspected", child=2), _told(4, day, certainty="unfounded", child=2),
            _told(5, day, certainty="suspected", child=2), _told(6, day, certainty="unfounded", child=3),
            # Confirmed, but in another period.
            _told(7, day, certainty="suspected", child=4), _told(8, date(2025, 3, 1), child=4),
        ]
    )  # fmt: skip
    assert only_suspected(facts, PERIOD, "received") == [Apart(31135, 2), Apart(31135, 4)]


def test_reports_without_a_day_or_a_child_are_counted_apart() -> None:
    day = date(2026, 3, 1)
    facts = Facts(
        told=[
            _told(1, day),
            _told(2, day, day),
            _told(3, date(2025, 3, 1)),
            _told(4, day, certainty="suspected"),
        ],
        childless=[
            Childless(31120, day, None, "suspected", 11),
            Childless(31135, day, day, "confirmed", 12),
            Childless(31135, day, day, "unfounded", 13),
        ],
    )
    assert without_occurred_on(facts, PERIOD, "received") == []
    assert without_occurred_on(facts, PERIOD, "occurred") == [Apart(31135, 1, 1)]
    assert without_child(facts, PERIOD, "received") == [
        Apart(31120, report=11),
        Apart(31135, report=12),
    ]
    assert without_child(facts, PERIOD, "occurred") == [Apart(31135, report=12)]
