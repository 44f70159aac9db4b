"""How a report counts, and where a merged child lives."""

from __future__ import annotations

from datetime import date

from caseapp.statistics.facts.kinds import Incident, Stay, as_it_counts, home

EARLY, LATE = date(2026, 1, 1), date(2026, 5, 1)


def test_a_report_counts_as_its_strongest_incidents_say_together() -> None:
    counted = as_it_counts(
        [
            Incident("suspected", ("trafficking",), ("online",), date(2020, 1, 1)),
            Incident("confirmed", ("violence",), (), None),
            Incident("confirmed", ("neglect", "violence"), ("family",), LATE),
            Incident("unfounded", ("other",), ("other",), EARLY),
        ]
    )
    assert counted == Incident("confirmed", ("neglect", "violence"), ("family",), LATE)


def test_suspected_is_stronger_than_unfounded_and_what_nobody_judged_is_suspected() -> None:
    suspected, unfounded = Incident("suspected", (), (), LATE), Incident("unfounded", (), (), EARLY)
    assert as_it_counts([unfounded, suspected]) == suspected
    assert as_it_counts([]) == Incident("suspected", (), (), None)


def test_a_merged_child_lives_where_its_own_record_says_then_where_the_others_say() -> None:
    own, merged = Stay(31135, EARLY, LATE), Stay(31120, EARLY, None)
    assert home([own], [merged], date(2026, 2, 2), or_last=False) == 31135
    assert home([own], [merged], LATE, or_last=False) == 31120  # its own stay ended that day
    assert home([own], [], LATE, or_last=False) is None
    assert home([own], [], LATE, or_last=True) == 31135
    assert (
        home([own], [Stay(31147, date(2026, 3, 1), date(2026, 4, 1))], LATE, or_last=True) == 31147
    )
    assert home([own], [merged], date(2025, 12, 31), or_last=True) is None


def test_of_two_merged_records_that_cover_the_day_the_stay_begun_last_is_believed() -> None:
    stays = [Stay(31120, EARLY, None), Stay(31147, date(2026, 3, 1), None)]
    assert home([], stays, LATE, or_last=False) == 31147
    assert home([], stays[::-1], LATE, or_last=False) == 31147
