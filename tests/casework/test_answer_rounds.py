"""An unanswered referral: the officer is reminded, then the supervisor told, until the answer."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from caseapp.casework.clock_rounds import watch_clocks
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.inbox import reply
from caseapp.casework.notices import list_own
from caseapp.casework.referral_reading import read_referral
from caseapp.casework.referrals import Answer
from caseapp.rules.access import Actor
from caseapp.rules.answer_terms import ANSWER, REMINDER, due
from caseapp.rules.values import local_day
from tests.casework.test_inbox import speaker
from tests.factories.children import actor_of, officer_of
from tests.factories.city_days import free
from tests.factories.house import NOW, House
from tests.factories.referrals import add_agency, draft, open_a_case, take
from tests.factories.web import CITY, make_user

SECOND = timedelta(seconds=1)
SOON, LATE = due(REMINDER, local_day(NOW)), due(ANSWER, local_day(NOW)) + SECOND


def told(actor: Actor, code: str, at: datetime) -> set[str]:
    watch_clocks(now=at)
    kinds = {each.kind for each in list_own(actor, now=at) if each.mark == code}
    return kinds & {"referral_remind", "referral_late"}


def test_reminder_then_supervisor_then_silence(house: House) -> None:
    officer = officer_of(house)
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    code = draft(house, officer, open_a_case(house, officer), add_agency(house))
    take(house, supervisor, code, "send")
    agency = speaker(house, supervisor)
    with house.app.app_context():
        assert told(officer, code, SOON - SECOND) == set()
        assert told(officer, code, SOON) == {"referral_remind"}
        assert told(supervisor, code, SOON) == set()
        for _ in range(2):
            assert told(supervisor, code, LATE) == {"referral_late"}
        assert told(officer, code, LATE) == {"referral_late"}
        reply(agency, code, move="accept", answer=Answer(NOW), now=LATE)
        for each in (officer, supervisor):
            assert told(each, code, LATE + SECOND) == set()


def test_a_day_that_the_city_set_free_counts_here_too(house: House) -> None:
    officer = officer_of(house)
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    code = draft(house, officer, open_a_case(house, officer), add_agency(house))
    take(house, supervisor, code, "send")
    with house.app.app_context():
        free(date(2026, 11, 24))
        assert told(supervisor, code, LATE) == set()
        assert told(supervisor, code, LATE + timedelta(days=1)) == {"referral_late"}


def test_of_what_is_kept_from_its_officer_the_others_are_reminded(house: House) -> None:
    officer, other = officer_of(house), actor_of(house, make_user(house, "officer"))
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    code = draft(house, officer, open_a_case(house, officer), add_agency(house))
    take(house, supervisor, code, "send")
    with house.app.app_context():
        child = read_referral(officer, code, now=NOW).child_code
        name = officer.name.removeprefix("Người dùng ")
        mark_conflict(supervisor, "child", child, username=name, reason="Cháu", now=NOW)
        assert told(other, code, SOON) == {"referral_remind"}
        assert list_own(officer, now=SOON) == []
