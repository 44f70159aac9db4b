"""Answers are counted by the way they came; the sender also records that an addendum is known."""

from __future__ import annotations

import pytest

from caseapp.casework.addenda import add_addendum
from caseapp.casework.answer_ways import WayCount, count_ways, record_known
from caseapp.casework.inbox import reply
from caseapp.casework.referral_reading import read_referral
from caseapp.casework.referrals import Answer
from caseapp.rules.access import Denied
from caseapp.rules.values import RuleBroken
from tests.casework.test_inbox import speaker
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, House
from tests.factories.referrals import add_agency, draft, open_a_case, said, take
from tests.factories.web import CITY, make_user


def test_each_way_is_counted_apart(house: House) -> None:
    officer = officer_of(house)
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    case = open_a_case(house, officer)
    by_phone, by_account = (
        draft(house, officer, case, add_agency(house, name)) for name in ("Tư vấn", "Tạm trú")
    )
    take(house, supervisor, by_phone, "send", "accept")
    take(house, supervisor, by_account, "send")
    agency = speaker(house, supervisor)
    with house.app.app_context():
        answer = Answer(NOW, comment="Hết chỗ")
        reply(agency, by_account, move="decline", answer=answer, now=NOW)
        assert count_ways(supervisor, now=NOW) == [
            WayCount("account", 0, 1), WayCount("phone", 1, 0),
        ]  # fmt: skip
        add_addendum(officer, by_phone, kind="contact", text="Gọi chị Tư", now=NOW)
        with pytest.raises(RuleBroken):
            record_known(supervisor, by_phone, 1, Answer(NOW, "Bà Lan"), now=NOW)
        with pytest.raises(Denied):
            record_known(officer, by_phone, 1, said(NOW), now=NOW)
        record_known(supervisor, by_phone, 1, said(NOW), now=NOW)
        (added,) = read_referral(officer, by_phone, now=NOW).addenda
        assert (added.acknowledged_by, added.way) == ("Bà Lan, phó giám đốc", "phone")
