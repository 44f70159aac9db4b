"""Minutes are written with their meeting's moment, and amended in versions that stay."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp.casework.minutes import amend_minutes, write_minutes
from caseapp.casework.outcomes import Missing, Stale
from caseapp.records.cases import CaseEvent
from caseapp.records.papers import PaperText
from caseapp.rules.access import Denied
from caseapp.rules.forms.answers import restore
from caseapp.rules.forms.minutes import FORM
from caseapp.rules.values import RuleBroken
from tests.factories.house import NOW, House
from tests.factories.plans import plans_in
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, HOUR, OFFICER, STRANGER, kept

SAID = {
    "met_at": NOW - HOUR,
    "chaired_by": "Chủ tịch",
    "present": "Công an\nTrạm y tế",
    "agreed": "Lập kế hoạch",
}


def test_minutes_are_written_read_and_amended(house: House) -> None:
    case = open_a_case(house, OFFICER)
    with house.app.app_context():
        assert write_minutes(OFFICER, case, SAID, now=NOW) == "1"
        changed = SAID | {"agreed": "Lập kế hoạch trong tuần"}
        amend_minutes(OFFICER, case, 1, changed, version=1, now=NOW)
        with pytest.raises(Stale):
            amend_minutes(OFFICER, case, 1, SAID, version=1, now=NOW)
        with pytest.raises(Missing):
            amend_minutes(OFFICER, case, 2, SAID, version=1, now=NOW)
    (one,) = plans_in(house, OFFICER, case).minutes
    assert restore(FORM, one.said) == changed
    assert (one.met_at, one.version) == (NOW - HOUR, 2)
    texts = kept(house, select(PaperText.version, PaperText.content))
    assert [version for version, _ in texts] == [1, 2]
    assert all("Công an".encode() not in content for _, content in texts)
    lines = select(CaseEvent.happened_at).where(CaseEvent.kind == "minutes")
    assert kept(house, lines) == [(NOW - HOUR,)]


def test_when_the_meeting_cannot_have_been(house: House) -> None:
    case = open_a_case(house, OFFICER)
    for moment in (NOW + timedelta(minutes=1), ""):
        with house.app.app_context(), pytest.raises(RuleBroken) as refused:
            write_minutes(OFFICER, case, SAID | {"met_at": moment}, now=NOW)
        assert refused.value.field == "met_at"


def test_only_the_units_officers_write_them(house: House) -> None:
    case = open_a_case(house, OFFICER)
    with house.app.app_context():
        with pytest.raises(Denied):
            write_minutes(CHAIR, case, SAID, now=NOW)
        with pytest.raises(Missing):
            write_minutes(STRANGER, case, SAID, now=NOW)
