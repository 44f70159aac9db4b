"""A referral says until when its answer is owed; what was imported owes none."""

from __future__ import annotations

from datetime import timedelta

from caseapp.casework.referral_reading import list_referrals, read_referral
from caseapp.rules.answer_terms import ANSWER, due
from caseapp.rules.values import local_day
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, House
from tests.factories.referrals import add_agency, draft, open_a_case, take
from tests.factories.web import CITY, make_user


def test_the_clock_runs_from_sending_to_the_answer(house: House) -> None:
    officer = officer_of(house)
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    code = draft(house, officer, open_a_case(house, officer), add_agency(house))
    with house.app.app_context():
        assert read_referral(officer, code, now=NOW).owed is None
    take(house, supervisor, code, "send", "receive")
    with house.app.app_context():
        (line,) = list_referrals(officer, now=NOW)
        for owed in (line.owed, read_referral(officer, code, now=NOW).owed):
            assert owed is not None
            assert owed.due_at == due(ANSWER, local_day(NOW))
        late = read_referral(officer, code, now=NOW + timedelta(days=9)).owed
        assert late is not None
        assert late.kind == "late"
    take(house, supervisor, code, "accept")
    with house.app.app_context():
        assert read_referral(officer, code, now=NOW).owed is None
