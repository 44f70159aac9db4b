"""What no hand-over moves is told beside it: duty lists, standing in for somebody."""

from __future__ import annotations

from datetime import date

from caseapp import desk
from caseapp.casework.leaving_work import Staying, staying_with
from caseapp.records.duty import DutyEntry
from caseapp.records.standing_in import Naming
from caseapp.rules.access import Act
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.reports import SUPERVISOR
from tests.factories.rows import CAI_KHE, NINH_KIEU
from tests.factories.web import make_user


def test_duty_lists_and_standing_in_are_told_of_as_long_as_they_hold(house: House) -> None:
    user = actor_of(house, make_user(house, "officer")).user_id or 0
    since, today = date(2026, 1, 1), date(2026, 11, 23)
    duty = {"role": "officer", "name": "A", "phone": "0", "user_id": user, "entered_at": NOW}
    named = {"role": "chair", "user_id": user, "valid_from": since, "entered_at": NOW}
    with house.app.app_context():
        with desk.ledger(write=True) as session:
            session.add(DutyEntry(area_id=NINH_KIEU, valid_from=since, **duty))
            session.add(DutyEntry(area_id=CAI_KHE, valid_from=since, valid_until=today, **duty))
            session.add(Naming(area_id=NINH_KIEU, valid_until=date(2026, 12, 1), **named))
            session.add(Naming(area_id=CAI_KHE, valid_until=today, **named))
        with desk.reading(SUPERVISOR, Act.ACCOUNT_HAND_ON, now=NOW) as door:
            found = [staying_with(door, user, unit) for unit in (NINH_KIEU, CAI_KHE)]
    assert found == [
        Staying(on_duty=True, stands_in=True, files=0),
        Staying(on_duty=False, stands_in=False, files=0),
    ]
