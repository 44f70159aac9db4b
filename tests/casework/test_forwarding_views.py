"""A forwarding on its report's own page, and its words sealed for their place alone."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp.casework.forwarding import forward_report, withdraw_forwarding
from caseapp.casework.report_reading import read_report
from caseapp.records.forwardings import Forwarding
from tests.factories.children import officer_of
from tests.factories.house import NOW, House
from tests.factories.reports import kept, log_one
from tests.factories.web import CAI_KHE

WHOM = "Chị Bảy, 0292 3820 000"


@pytest.mark.parametrize("withdrawn", [True, False])
def test_the_page_tells_of_the_last_one_unless_it_was_withdrawn(
    house: House, *, withdrawn: bool
) -> None:
    officer, code = officer_of(house), log_one(house)
    with house.app.app_context():
        forward_report(officer, code, unit_code=CAI_KHE, contact=WHOM, now=NOW)
        if withdrawn:
            withdraw_forwarding(officer, code, now=NOW)
        passing = read_report(officer, code, now=NOW).passing
    if withdrawn:
        assert passing is None
    else:
        assert passing is not None
        assert (passing.to_unit, passing.contact, passing.taken_by) == (
            "Phường Cái Khế", WHOM, "",
        )  # fmt: skip
    ((blob,),) = kept(house, select(Forwarding.contact))
    assert WHOM.encode() not in blob
