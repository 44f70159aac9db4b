"""Forwardings hold ids, moments and sealed words; each act reaches only what concerns it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.records.forwardings import Forwarding, passing
from caseapp.records.reports import Report
from caseapp.rules.access import Act
from tests.factories.house import NOW
from tests.factories.rows import CAI_KHE, NINH_KIEU, a_report, stored
from tests.factories.wards import Wards

THIRD = 31168


def test_it_holds_no_word_in_the_clear() -> None:
    table = Forwarding.__table__
    texts = {name for name, column in table.c.items() if str(column.type).startswith("VARCHAR")}
    assert texts == {"state"}
    assert all(table.c[name].info.get("sealed") for name in ("contact", "answer"))


@pytest.mark.parametrize(
    ("act", "unit", "states"),
    [
        (Act.REPORT_RECEIVE, CAI_KHE, {"waiting"}),
        (Act.REPORT_RECEIVE, NINH_KIEU, set()),
        (Act.REPORT_READ_FORWARDED, NINH_KIEU, {"waiting", "refused", "received"}),
        (Act.REPORT_READ_FORWARDED, CAI_KHE, set()),
        (Act.REPORT_ASSIGN_UNIT, CAI_KHE, {"waiting", "refused"}),
        (Act.REPORT_ASSIGN_UNIT, NINH_KIEU, {"waiting", "refused"}),
        (Act.REPORT_ASSIGN_UNIT, THIRD, set()),
    ],
)
def test_each_act_reaches_what_passes_between_its_units(
    books: Wards, act: Act, unit: int, states: set[str]
) -> None:
    made = {}
    for state in ("waiting", "refused", "received"):
        made[state] = stored(books.session, a_report(NINH_KIEU))
        row = Forwarding(
            report_id=made[state], from_area_id=NINH_KIEU, to_area_id=CAI_KHE, state=state,
            due_at=NOW + timedelta(hours=2), entered_at=NOW,
        )  # fmt: skip
        books.session.add(row)
    books.session.flush()
    asked = passing(act, within_units=True)
    found = {row.id for row in books.session.execute(asked, {"units": [unit]})}
    assert found == {made[state] for state in states}


def test_what_may_be_forwarded_is_the_units_own_and_in_no_case(books: Wards) -> None:
    free = stored(books.session, a_report(NINH_KIEU))
    for more in ({"state": "ended"}, {"imported": True}, {"deleted_at": NOW}):
        stored(books.session, a_report(NINH_KIEU, **more))
    asked = passing(Act.REPORT_FORWARD, within_units=True)
    rows = books.session.execute(asked, {"units": [NINH_KIEU]})
    assert [row.id for row in rows] == [free]
    assert books.own[Report] != free  # it stands in a case
