"""What the tables of the first hours refuse by themselves."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from caseapp.records.first_hours import InternalTarget, ReceiptCorrection, SafetyStep
from caseapp.records.reports import Report
from tests.factories.house import NOW
from tests.factories.rows import CAI_KHE, NINH_KIEU
from tests.factories.wards import Wards


@pytest.mark.parametrize(("hours", "fits"), [(0, False), (1, True), (11, True), (12, False)])
def test_a_target_is_earlier_than_the_law(books: Wards, hours: int, fits: bool) -> None:
    target = InternalTarget(
        area_id=NINH_KIEU, hours=hours, valid_from=date(2026, 1, 1), entered_at=NOW
    )
    books.session.add(target)
    if fits:
        return books.session.flush()
    with pytest.raises(IntegrityError):
        books.session.flush()
    return None


def test_a_step_hangs_on_a_report_of_its_own_unit(books: Wards) -> None:
    step = SafetyStep(report_id=books.own[Report], area_id=CAI_KHE, happened_at=NOW, entered_at=NOW)
    books.session.add(step)
    with pytest.raises(IntegrityError):
        books.session.flush()


def test_an_accepted_correction_says_when(books: Wards) -> None:
    row = ReceiptCorrection(
        report_id=books.own[Report], area_id=NINH_KIEU, old_received_at=NOW, new_received_at=NOW,
        old_due_at=NOW, new_due_at=NOW, clears_late=False, accepted=True, entered_at=NOW,
    )  # fmt: skip
    books.session.add(row)
    with pytest.raises(IntegrityError):
        books.session.flush()
