"""What waits for somebody's word stands on the right home pages, once a report."""

from __future__ import annotations

from caseapp.casework.home import gather
from caseapp.casework.receipts import correct_receipt
from tests.factories.first_hours import HOUR, RECEIVED, SECOND, a_night
from tests.factories.house import House

LATE = RECEIVED + 12 * HOUR + SECOND


def test_each_is_asked_for_their_own_word(house: House) -> None:
    night = a_night(house)
    night.record(LATE)
    night.record(LATE, kind="emergency")
    with house.app.app_context():
        correct_receipt(
            night.officer, night.report, received_at=RECEIVED + HOUR, reason="Nhầm", now=LATE
        )
        found = {
            by.name: [task.kind for task in gather(by, now=LATE).tasks if task.kind != "screen"]
            for by in (night.officer, night.chair, night.supervisor)
        }
    assert found == {
        "Người dùng canbo": ["prove"],
        "Người dùng chair": ["confirm"],
        "Người dùng giamsat": ["receipt"],
    }
