"""A hold is settled by the unit's officer alone, once, and by nobody of another unit."""

from __future__ import annotations

import pytest

from caseapp.casework.held_referrals import settle_hold
from caseapp.casework.home import gather
from caseapp.rules.access import Denied, Role
from caseapp.rules.clocks import standing
from caseapp.rules.consents import hold_until
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.people import child_of, say
from tests.factories.referrals import add_agency, draft, open_a_case
from tests.factories.web import CAI_KHE, make_user


def test_who_may_settle_a_hold(house: House) -> None:
    officer, stranger = officer_of(house), officer_of(house, CAI_KHE)
    chair = actor_of(house, make_user(house, "chair"))
    case = open_a_case(house, officer)
    code = draft(house, officer, case, add_agency(house))
    reason = "Nhiệm vụ bảo vệ trẻ em"
    with house.app.app_context(), pytest.raises(RuleBroken):
        settle_hold(officer, code, choice="close", reason=reason, now=NOW)  # nothing is held
    say(house, officer, child_of(house, case), "refused")
    with house.app.app_context():
        (task,) = [each for each in gather(officer, now=NOW).tasks if each.code == code]
        assert task.kind == "hold"
        assert task.clock == standing(hold_until(NOW), NOW)  # until the end of the second day
        watching = gather(an_actor(Role.SUPERVISOR), now=NOW).tasks
        assert code not in {each.code for each in watching}  # nothing of it can be sent
        with pytest.raises(Missing):
            settle_hold(stranger, code, choice="duty", reason=reason, now=NOW)
        with pytest.raises(Denied):
            settle_hold(chair, code, choice="duty", reason=reason, now=NOW)
        settle_hold(officer, code, choice="duty", reason=reason, now=NOW)
        assert code not in {each.code for each in gather(officer, now=NOW).tasks}
        assert code in {each.code for each in gather(an_actor(Role.SUPERVISOR), now=NOW).tasks}
