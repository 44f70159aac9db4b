"""A referral's life: drafted by the officer, sent and answered through the supervisor."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.cases import move_case
from caseapp.casework.outcomes import AlreadyDone, Missing
from caseapp.casework.referral_reading import list_referrals, read_referral
from caseapp.casework.referrals import Answer, draft_referral, move_referral
from caseapp.rules.access import Actor, Denied
from caseapp.rules.values import RuleBroken, local_day
from tests.factories.assessments import close
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, House
from tests.factories.proposals import take_out
from tests.factories.referrals import AGENCY, SERVICE, add_agency, draft, open_a_case, said, take
from tests.factories.web import CAI_KHE, CITY, make_user


@pytest.fixture
def officer(house: House) -> Actor:
    return officer_of(house)


@pytest.fixture
def supervisor(house: House) -> Actor:
    return actor_of(house, make_user(house, "supervisor", CITY))


@pytest.fixture
def code(house: House, officer: Actor) -> str:
    """A draft, waiting to be sent."""
    return draft(house, officer, open_a_case(house, officer), add_agency(house))


def state(house: House, actor: Actor, code: str) -> str:
    with house.app.app_context():
        return read_referral(actor, code, now=NOW).state


def test_a_draft_is_read_with_what_it_says(house: House, officer: Actor, code: str) -> None:
    with house.app.app_context():
        view = read_referral(officer, code, now=NOW)
    assert (view.agency, view.service, view.state) == (AGENCY, SERVICE, "draft")
    assert (view.child_name, view.reason) == ("Đỗ Thị Hòa", "Mất ngủ sau sự việc")
    assert view.moves == ("send", "withdraw")
    assert [step.move for step in view.history] == ["draft"]


def test_the_whole_way_keeps_its_days_and_its_words(
    house: House, officer: Actor, supervisor: Actor, code: str
) -> None:
    earlier = NOW - timedelta(days=3)
    take(house, supervisor, code, "send", at=earlier)
    take(house, supervisor, code, "accept", at=earlier + timedelta(days=1))
    take(house, supervisor, code, "start", "complete")
    with house.app.app_context():
        view = read_referral(officer, code, now=NOW)
    assert (view.sent_on, view.answered_on, view.completed_on) == (
        local_day(earlier),
        local_day(earlier + timedelta(days=1)),
        local_day(NOW),
    )
    assert [step.move for step in view.history] == ["draft", "send", "accept", "start", "complete"]
    assert view.history[2].answered_by == "Bà Lan"
    assert view.history[2].comment == "Đã hết chỗ"
    assert view.moves == ()


def test_steps_leave_a_line_in_the_case(house: House, officer: Actor, supervisor: Actor) -> None:
    from caseapp.casework.case_reading import read_case

    case = open_a_case(house, officer)
    take(house, supervisor, draft(house, officer, case, add_agency(house)), "send")
    with house.app.app_context():
        kinds = [event.kind for event in read_case(officer, case, now=NOW).events]
    assert {"referral_draft", "referral_send"} <= set(kinds)


@pytest.mark.parametrize(
    ("before", "move", "words"),
    [
        ((), "complete", "present state"),  # a draft has helped nobody
        (("send",), "send", "present state"),  # sent already
        (("send", "decline"), "accept", "present state"),
        ((), "fly", "does not exist"),
    ],
)
def test_steps_that_are_not_possible(
    house: House, supervisor: Actor, code: str, before: tuple[str, ...], move: str, words: str
) -> None:
    take(house, supervisor, code, *before)
    reached = state(house, supervisor, code)
    with house.app.app_context(), pytest.raises(RuleBroken, match=words):
        move_referral(supervisor, code, move=move, answer=said(NOW), now=NOW)
    assert state(house, supervisor, code) == reached


def test_a_decline_says_why(house: House, supervisor: Actor, code: str) -> None:
    take(house, supervisor, code, "send")
    with house.app.app_context(), pytest.raises(RuleBroken) as broken:
        move_referral(supervisor, code, move="decline", answer=Answer(NOW, "", " "), now=NOW)
    assert broken.value.field == "comment"


def test_a_moment_lies_neither_ahead_nor_before_the_step_it_answers(
    house: House, supervisor: Actor, code: str
) -> None:
    take(house, supervisor, code, "send")
    for moment in (NOW + timedelta(minutes=1), NOW - timedelta(days=1)):
        with house.app.app_context(), pytest.raises(RuleBroken) as broken:
            move_referral(supervisor, code, move="accept", answer=said(moment), now=NOW)
        assert broken.value.field == "happened_at"


def test_the_officer_drafts_and_does_not_send(house: House, officer: Actor, code: str) -> None:
    with house.app.app_context(), pytest.raises(Denied):
        move_referral(officer, code, move="send", answer=Answer(NOW), now=NOW)


def test_the_supervisor_sends_and_does_not_draft(
    house: House, officer: Actor, supervisor: Actor
) -> None:
    case, service = open_a_case(house, officer), add_agency(house)
    with house.app.app_context(), pytest.raises(Denied):
        draft_referral(supervisor, case, service_id=service, reason="x", now=NOW)


def test_what_a_draft_needs(house: House, officer: Actor) -> None:
    case, service = open_a_case(house, officer), add_agency(house)
    with house.app.app_context():
        for service_id, reason, field in ((service, " ", "reason"), (999, "x", "service_id")):
            with pytest.raises(RuleBroken) as broken:
                draft_referral(officer, case, service_id=service_id, reason=reason, now=NOW)
            assert broken.value.field == field
        assert list_referrals(officer, now=NOW) == []


def test_one_service_is_asked_once_until_it_has_answered(
    house: House, officer: Actor, supervisor: Actor
) -> None:
    case, service = open_a_case(house, officer), add_agency(house)
    first = draft(house, officer, case, service)
    with pytest.raises(RuleBroken, match="already waiting"):
        draft(house, officer, case, service)
    take(house, supervisor, first, "send", "decline")
    assert draft(house, officer, case, service) != first


def test_a_closed_case_refers_nobody(house: House, officer: Actor) -> None:
    case, service = open_a_case(house, officer), add_agency(house)
    chair = actor_of(house, make_user(house, "chair"))
    with house.app.app_context():
        close(house, case, by=officer)
        move_case(officer, case, move="propose_closing", reason="Ổn định", now=NOW)
        move_case(chair, case, move="close", reason="Ổn định", now=NOW)
    with pytest.raises(RuleBroken, match="closed"):
        draft(house, officer, case, service)


def test_a_form_sent_twice_is_one_draft(house: House, officer: Actor) -> None:
    case, service = open_a_case(house, officer), add_agency(house)
    with house.app.app_context():
        made = draft_referral(officer, case, service_id=service, reason="x", now=NOW, post="k" * 24)
        with pytest.raises(AlreadyDone) as done:
            draft_referral(officer, case, service_id=service, reason="x", now=NOW, post="k" * 24)
        assert done.value.made == made


def test_those_waiting_come_first_and_a_state_can_be_chosen(
    house: House, officer: Actor, supervisor: Actor
) -> None:
    case = open_a_case(house, officer)
    waiting = draft(house, officer, case, add_agency(house, "Khám"))
    answered = draft(house, officer, case, add_agency(house, "Tạm lánh"))
    take(house, supervisor, answered, "send", "decline")
    with house.app.app_context():
        assert [row.code for row in list_referrals(officer, now=NOW)] == [waiting, answered]
        chosen = list_referrals(officer, now=NOW, state="declined")
    assert [row.code for row in chosen] == [answered]


def test_another_wards_officer_finds_nothing(house: House, code: str) -> None:
    stranger = officer_of(house, CAI_KHE)
    with house.app.app_context():
        assert list_referrals(stranger, now=NOW) == []
        with pytest.raises(Missing):
            read_referral(stranger, code, now=NOW)


def test_a_referral_of_a_case_taken_out_by_mistake_is_gone_with_it(
    house: House, officer: Actor, supervisor: Actor
) -> None:
    case = open_a_case(house, officer)
    code = draft(house, officer, case, add_agency(house))
    take_out(house, officer, case)
    with pytest.raises(Missing):
        take(house, supervisor, code, "send")
    with house.app.app_context():
        for by in (officer, supervisor):
            assert list_referrals(by, now=NOW) == []
            with pytest.raises(Missing):
                read_referral(by, code, now=NOW)
