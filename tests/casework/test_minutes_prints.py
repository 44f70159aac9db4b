"""The minutes of a meeting are gathered as a print, by the unit that answered then."""

from __future__ import annotations

import pytest

from caseapp.casework.minutes import write_minutes
from caseapp.casework.minutes_prints import gather_minutes
from caseapp.rules.access import Act, Denied, Role
from caseapp.rules.outcomes import Missing
from tests.factories.house import NOW, House, an_actor
from tests.factories.referrals import open_a_case
from tests.factories.reports import OFFICER, STRANGER, last_logged


def test_what_is_printed_and_that_it_was(house: House) -> None:
    case = open_a_case(house, OFFICER)
    said = {"met_at": NOW, "chaired_by": "Chủ tịch", "present": "Công an", "agreed": "Lập"}
    with house.app.app_context():
        write_minutes(OFFICER, case, said, now=NOW)
        found = gather_minutes(OFFICER, case, 1, now=NOW, reason="meeting")
        assert (found.code, found.letterhead.heading["place"]) == (case, "Ninh Kiều")
        assert (found.child_name, found.minutes.said["agreed"]) == ("Đỗ Thị Hòa", "Lập")
        assert (found.printed.act, found.printed.reason) == (Act.CASE_PRINT, "meeting")
        assert last_logged() == [(OFFICER.name, Act.CASE_PRINT, "done")]
        for number in (0, 2):
            with pytest.raises(Missing):
                gather_minutes(OFFICER, case, number, now=NOW)
        with pytest.raises(Missing):
            gather_minutes(STRANGER, case, 1, now=NOW)
        with pytest.raises(Denied):
            gather_minutes(an_actor(Role.STATISTICIAN), case, 1, now=NOW)
