"""A withdrawal holds open referrals of any unit for two working days; case and clocks run on."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from caseapp import desk
from caseapp.casework.case_reading import read_case
from caseapp.casework.children import attach, move_child
from caseapp.casework.clock_rounds import watch_clocks
from caseapp.casework.consents import decide_dispute
from caseapp.casework.held_referrals import settle_hold
from caseapp.casework.inbox import list_sent, read_sent, reply
from caseapp.casework.notices import list_own
from caseapp.casework.referral_reading import read_referral
from caseapp.casework.referrals import Answer, move_referral
from caseapp.records.children import Child
from caseapp.rules.access import Act, Actor
from caseapp.rules.values import LOCAL, RuleBroken, local_day
from tests.casework.test_inbox import speaker
from tests.factories.children import actor_of, officer_of
from tests.factories.city_days import free
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.people import add_speaker, child_of, say
from tests.factories.referrals import add_agency, draft, open_a_case, take
from tests.factories.web import CAI_KHE, CITY, make_user

DUE = datetime(2026, 11, 26, tzinfo=LOCAL)  # Monday's withdrawal: the end of Wednesday
SECOND = timedelta(seconds=1)


@pytest.fixture
def officer(house: House) -> Actor:
    return officer_of(house)


@pytest.fixture
def supervisor(house: House) -> Actor:
    return actor_of(house, make_user(house, "supervisor", CITY))


@pytest.fixture
def case(house: House, officer: Actor) -> str:
    return open_a_case(house, officer)


@pytest.fixture
def mother(house: House, officer: Actor, case: str) -> int:
    """She speaks for the child, and she and the child have agreed."""
    child = child_of(house, case)
    number = add_speaker(house, officer, child)
    say(house, officer, child, "given", number)
    say(house, officer, child, "given")
    return number


def kinds(house: House, actor: Actor, mark: str) -> set[str]:
    with house.app.app_context():
        return {each.kind for each in list_own(actor, now=NOW) if each.mark == mark}


def test_a_draft_is_not_sent_until_another_basis_is_named(
    house: House, officer: Actor, supervisor: Actor, case: str, mother: int
) -> None:
    code = draft(house, officer, case, add_agency(house))
    say(house, officer, child_of(house, case), "withdrawn", mother)
    with house.app.app_context():
        hold = read_referral(officer, code, now=NOW).hold
        assert hold is not None
        assert (hold.held_at, hold.due_at) == (NOW, DUE)
        with pytest.raises(RuleBroken):
            move_referral(supervisor, code, move="send", answer=Answer(NOW), now=NOW)
    assert "referral_held" in kinds(house, officer, code)
    with house.app.app_context():
        for choice, reason, at in (("whim", "Vì con", "choice"), ("duty", " ", "reason")):
            with pytest.raises(RuleBroken) as caught:
                settle_hold(officer, code, choice=choice, reason=reason, now=NOW)
            assert caught.value.field == at
        settle_hold(officer, code, choice="emergency", reason="Con cần bác sĩ ngay", now=NOW)
        (told,) = read_referral(officer, code, now=NOW).holds
        assert (told.way, told.basis, told.reason) == ("basis", "emergency", "Con cần bác sĩ ngay")
        with pytest.raises(RuleBroken):  # nothing is held any more
            settle_hold(officer, code, choice="duty", reason="Nữa", now=NOW)
        move_referral(supervisor, code, move="send", answer=Answer(NOW), now=NOW)
    assert "referral_held" not in kinds(house, officer, code)


def test_the_agency_sees_nothing_new_and_may_still_answer(
    house: House, officer: Actor, supervisor: Actor, case: str, mother: int
) -> None:
    code = draft(house, officer, case, add_agency(house))
    take(house, supervisor, code, "send", "accept")
    agency = speaker(house, supervisor)
    say(house, officer, child_of(house, case), "withdrawn", mother)
    with house.app.app_context():
        (line,) = list_sent(agency, now=NOW)
        view = read_sent(agency, code, now=NOW)
        assert (line.held, line.child_name) == (True, "")
        assert (view.held, view.child_name, view.values) == (True, "", {})
        assert {step.comment for step in view.history} == {""}
        assert view.officer == officer.name
        reply(agency, code, move="start", answer=Answer(NOW), now=NOW)
        reply(agency, code, move="complete", answer=Answer(NOW), now=NOW)
        assert read_referral(officer, code, now=NOW).holds[0].way == "closed"
    assert "referral_held" not in kinds(house, officer, code)


def test_case_and_clock_run_on_and_the_officer_may_end_the_referral(
    house: House, officer: Actor, supervisor: Actor, case: str, mother: int
) -> None:
    code = draft(house, officer, case, add_agency(house))
    with house.app.app_context():
        before = read_case(officer, case, now=NOW)
    say(house, officer, child_of(house, case), "withdrawn", mother)
    with house.app.app_context():
        after = read_case(officer, case, now=NOW)
        assert (after.state, after.reports[0].clock) == (before.state, before.reports[0].clock)
        settle_hold(officer, code, choice="close", reason="Mẹ không muốn nữa", now=NOW)
        view = read_referral(officer, code, now=NOW)
        assert (view.state, view.hold, view.holds[0].way) == ("withdrawn", None, "closed")
    assert "referral_withdrawn" in kinds(house, supervisor, code)


def test_past_two_working_days_the_supervisor_is_told_once(
    house: House, officer: Actor, supervisor: Actor, case: str, mother: int
) -> None:
    code = draft(house, officer, case, add_agency(house))
    say(house, officer, child_of(house, case), "withdrawn", mother)
    with house.app.app_context():
        watch_clocks(now=DUE - SECOND)
    assert "referral_hold_late" not in kinds(house, supervisor, code)
    with house.app.app_context():
        watch_clocks(now=DUE)
        assert watch_clocks(now=DUE + SECOND) == 0
    assert "referral_hold_late" in kinds(house, supervisor, code)


def test_a_day_that_the_city_made_free_is_no_working_day(
    house: House, officer: Actor, supervisor: Actor, case: str, mother: int
) -> None:
    code = draft(house, officer, case, add_agency(house))
    with house.app.app_context():
        free(local_day(DUE - SECOND))
    say(house, officer, child_of(house, case), "withdrawn", mother)
    with house.app.app_context():
        watch_clocks(now=DUE)
    assert "referral_hold_late" not in kinds(house, supervisor, code)
    with house.app.app_context():
        watch_clocks(now=DUE + timedelta(days=1))
    assert "referral_hold_late" in kinds(house, supervisor, code)


def test_a_later_draft_is_held_too_and_agreeing_again_lets_go(
    house: House, officer: Actor, supervisor: Actor, case: str, mother: int
) -> None:
    child = child_of(house, case)
    say(house, officer, child, "withdrawn", mother)
    code = draft(house, officer, case, add_agency(house))
    with house.app.app_context():
        assert read_referral(officer, code, now=NOW).hold is not None
    say(house, officer, child, "given", mother)
    take(house, supervisor, code, "send")


def test_what_the_chair_forbade_goes_on_by_no_basis(
    house: House, officer: Actor, case: str, mother: int
) -> None:
    child = child_of(house, case)
    code = draft(house, officer, case, add_agency(house))
    say(house, officer, child, "withdrawn", mother)  # the child still agrees: they differ
    chair = actor_of(house, make_user(house, "chair"))
    with house.app.app_context():
        decide_dispute(chair, child, purpose="referral", allowed=False, reason="Theo ý mẹ", now=NOW)
        with pytest.raises(RuleBroken) as caught:
            settle_hold(officer, code, choice="duty", reason="Vẫn cần", now=NOW)
        assert caught.value.field == "choice"
        settle_hold(officer, code, choice="close", reason="Không chia sẻ", now=NOW)


def test_pictures_have_nothing_to_do_with_referrals(
    house: House, officer: Actor, supervisor: Actor, case: str, mother: int
) -> None:
    code = draft(house, officer, case, add_agency(house))
    say(house, officer, child_of(house, case), "refused", mother, purpose="pictures")
    take(house, supervisor, code, "send")


def test_a_referral_of_another_unit_is_held_at_once(
    house: House, officer: Actor, supervisor: Actor, case: str, mother: int
) -> None:
    """The child has moved, and the new ward's officer takes the withdrawal down."""
    child = child_of(house, case)
    code = draft(house, officer, case, add_agency(house))
    new = officer_of(house, CAI_KHE)
    with house.app.app_context():
        move_child(officer, child, area_code=CAI_KHE, since=NOW.date(), now=NOW)
        with desk.writing(SYSTEM, Act.CHILD_EDIT, now=NOW) as door:
            attach(door, door.find(Child, code=child), int(CAI_KHE))
    say(house, new, child, "withdrawn", mother)
    with house.app.app_context():
        assert read_referral(officer, code, now=NOW).hold is not None
    assert "referral_held" in kinds(house, officer, code)
