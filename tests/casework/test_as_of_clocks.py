"""A limit stands as of a moment by the end that it had, and stood still while it did."""

from __future__ import annotations

from caseapp.casework.as_of import case_as_of
from caseapp.casework.clock_changes import override_clock, pause_clock, resume_clock
from tests.factories.house import NOW, House
from tests.factories.measures import DAY, TODAY, a_desk
from tests.factories.reports import SUPERVISOR


def test_each_change_of_an_end_counts_from_when_it_was_entered(house: House) -> None:
    desk = a_desk(house)
    with house.app.app_context():
        pause_clock(SUPERVISOR, desk.case, 1, reason="Chờ", now=NOW + DAY)
        resume_clock(SUPERVISOR, desk.case, 1, reason="Tiếp", now=NOW + 2 * DAY)
        far = TODAY + 20 * DAY
        override_clock(SUPERVISOR, desk.case, 1, last_day=far, reason="Xa", now=NOW + 3 * DAY)
        told = []
        for days in (0, 1, 2, 3):
            seen = case_as_of(SUPERVISOR, desk.case, NOW + days * DAY, now=NOW + 9 * DAY)
            row = seen.papers.clocks[0]
            told.append((row.paused_at is not None, row.standing.due_at))
    first, moved = told[0][1], told[2][1]
    assert [stood for stood, _ in told] == [False, True, False, False]
    assert told[1][1] == first < moved < told[3][1]
