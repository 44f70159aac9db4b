"""What is added after an agency accepted stands open for both sides until it has noted it."""

from __future__ import annotations

import pytest

from caseapp.casework.addenda import add_addendum
from caseapp.casework.home import gather
from caseapp.casework.inbox import list_sent, note_addendum, read_sent
from caseapp.casework.notices import list_own
from caseapp.casework.referral_reading import read_referral
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.casework.test_inbox import speaker
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, House
from tests.factories.referrals import add_agency, draft, open_a_case, take
from tests.factories.web import CITY, make_user


def test_it_is_added_noted_once_and_closed_with_the_referral(house: House) -> None:
    officer = officer_of(house)
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    code = draft(house, officer, open_a_case(house, officer), add_agency(house))
    take(house, supervisor, code, "send")
    agency = speaker(house, supervisor)
    with house.app.app_context(), pytest.raises(RuleBroken, match="only after"):
        add_addendum(officer, code, kind="danger", text="Cha đã về", now=NOW)
    take(house, supervisor, code, "accept")
    with house.app.app_context():
        add_addendum(officer, code, kind="danger", text="Cha đã về", now=NOW)
        (added,) = read_sent(agency, code, now=NOW).addenda
        assert (added.number, added.text, added.acknowledged_at) == (1, "Cha đã về", None)
        assert [line.added for line in list_sent(agency, now=NOW)] == [True]
        assert [task.kind for task in gather(agency, now=NOW).tasks] == ["note_added"]
        for _ in range(2):  # again is no fault
            note_addendum(agency, code, 1, now=NOW)
        (seen,) = read_referral(officer, code, now=NOW).addenda
        assert (seen.acknowledged_by, seen.way) == (agency.name, "account")
        told = [each.kind for each in list_own(officer, now=NOW) if each.mark == code]
        assert told.count("addendum_known") == 1
        assert [line.added for line in list_sent(agency, now=NOW)] == [False]
        with pytest.raises(Missing):
            note_addendum(agency, code, 2, now=NOW)
    take(house, supervisor, code, "withdraw")
    with house.app.app_context(), pytest.raises(Missing):
        note_addendum(agency, code, 1, now=NOW)
