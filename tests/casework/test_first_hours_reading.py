"""Reading the first hours: who reads sees whether it is theirs to confirm or decide."""

from __future__ import annotations

from caseapp.casework.receipts import correct_receipt
from tests.factories.first_hours import HOUR, RECEIVED, a_night
from tests.factories.house import NOW, House


def test_each_reader_is_told_what_is_theirs(house: House) -> None:
    night = a_night(house)
    night.record(NOW)
    with house.app.app_context():
        correct_receipt(
            night.officer, night.report, received_at=RECEIVED - HOUR, reason="Nhầm", now=NOW
        )
    found = {}
    for by in (night.officer, night.chair, night.other):
        view = night.seen(by=by)
        (made,), (row,) = view.decisions, view.first_hours.corrections
        assert made.spoken is not None
        found[by.name] = (made.spoken.own, made.spoken.entered_own, row.own)
    assert found == {
        "Người dùng canbo": (False, True, True),
        "Người dùng chair": (True, False, False),
        "Người dùng other": (False, False, False),
    }
    assert night.seen().first_hours.waiting is None
