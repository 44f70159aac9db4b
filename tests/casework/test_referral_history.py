"""The steps of a referral stand in the order in which they were taken, with who entered them."""

from __future__ import annotations

from caseapp.casework.referral_reading import read_referral
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, House
from tests.factories.referrals import add_agency, draft, open_a_case, take
from tests.factories.web import CITY, make_user


def test_steps_name_who_entered_them_and_who_answered(house: House) -> None:
    officer = officer_of(house)
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    code = draft(house, officer, open_a_case(house, officer), add_agency(house))
    take(house, supervisor, code, "send")
    with house.app.app_context():
        first, second = read_referral(officer, code, now=NOW).history
    assert (first.move, first.entered_by, first.comment) == ("draft", officer.name, "")
    assert (second.move, second.entered_by) == ("send", supervisor.name)
    assert second.answered_by == "Bà Lan"
