"""A proposal hangs on a report or on a case of its unit, and moves with it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from caseapp.records.cases import Case
from caseapp.records.proposals import Proposal
from caseapp.records.reports import Report
from tests.factories.house import NOW
from tests.factories.rows import CAI_KHE, NINH_KIEU, a_report, stored
from tests.factories.wards import Wards, unkept


def a_proposal(area: int, **on: Any) -> Proposal:
    return Proposal(kind="mistake", decides="chair", area_id=area, entered_at=NOW, **on)


@pytest.mark.parametrize("both", [True, False])
def test_it_is_about_one_thing(books: Wards, *, both: bool) -> None:
    on = {"report_id": books.own[Report], "case_id": books.own[Case]} if both else {}
    unkept(books.session, a_proposal(NINH_KIEU, **on))


def test_not_about_a_report_of_another_unit(books: Wards) -> None:
    unkept(books.session, a_proposal(NINH_KIEU, report_id=books.other[Report]))


def test_it_moves_with_its_report(books: Wards) -> None:
    report = a_report(NINH_KIEU)
    number = stored(books.session, report)
    stored(books.session, a_proposal(NINH_KIEU, report_id=number))
    report.area_id = CAI_KHE
    books.session.flush()
    books.session.expire_all()
    moved = select(Proposal.area_id).where(Proposal.report_id == number)
    assert list(books.session.scalars(moved)) == [CAI_KHE]
