"""An unanswered referral: the officer is reminded, then the supervisor told, until the answer."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from caseapp.casework.addenda import add_addendum
from caseapp.casework.clock_rounds import watch_clocks
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.home import gather
from caseapp.casework.inbox import note_addendum, reply
from caseapp.casework.notices import list_own
from caseapp.casework.referral_reading import read_referral
from caseapp.casework.referrals import Answer
from caseapp.rules.access import Actor
from caseapp.rules.answer_terms import ANSWER, REMINDER, due, to_note
from caseapp.rules.values import local_day
from tests.casework.test_inbox import speaker
from tests.factories.children import actor_of, officer_of
from tests.factories.city_days import free
from tests.factories.house import NOW, House
from tests.factories.people import add_speaker, child_of, say
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


def test_what_was_added_and_not_noted_is_told_to_whoever_added_it(house: House) -> None:
    officer = officer_of(house)
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    code = draft(house, officer, open_a_case(house, officer), add_agency(house))
    take(house, supervisor, code, "send", "accept")
    agency = speaker(house, supervisor)
    last = to_note(NOW, NOW).due_at

    def late(actor: Actor, at: datetime) -> int:
        watch_clocks(now=at)
        return [each.kind for each in list_own(actor, now=at)].count("addendum_late")

    with house.app.app_context():
        for text in ("Cha đã về", "Số mới của bà"):
            add_addendum(officer, code, kind="danger", text=text, now=NOW)
        (task,) = gather(agency, now=NOW).tasks
        assert task.clock is not None  # the receiver is reminded where it answers
        assert task.clock.due_at == last
        assert late(officer, last) == 0
        for _ in range(2):
            assert late(officer, last + SECOND) == 2
        assert late(supervisor, last + SECOND) == 0
        note_addendum(agency, code, 1, now=last + SECOND)
        assert late(officer, last + SECOND) == 2  # the other one waits still
        note_addendum(agency, code, 2, now=last + SECOND)
        assert late(officer, last + SECOND) == 0


def test_while_sharing_is_suspended_nobody_is_to_note_what_they_do_not_see(house: House) -> None:
    officer = officer_of(house)
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    case = open_a_case(house, officer)
    code = draft(house, officer, case, add_agency(house))
    take(house, supervisor, code, "send", "accept")
    agency = speaker(house, supervisor)
    with house.app.app_context():
        add_addendum(officer, code, kind="danger", text="Cha đã về", now=NOW)
        assert len(gather(agency, now=NOW).tasks) == 1
    mother = add_speaker(house, officer, child_of(house, case))
    for word in ("given", "withdrawn"):
        say(house, officer, child_of(house, case), word, mother)
    with house.app.app_context():
        assert gather(agency, now=NOW).tasks == []
        later = to_note(NOW, NOW).due_at + SECOND
        watch_clocks(now=later)
        assert "addendum_late" not in {each.kind for each in list_own(officer, now=later)}


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
