"""Who is rung: whom a notice tells and would find it, at an address of their own, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.account_changes import end_role
from caseapp.casework.accounts import disable_account
from caseapp.casework.addenda import add_addendum
from caseapp.casework.agency_members import end_member, read_members
from caseapp.casework.clock_rounds import watch_clocks
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.inbox import reply
from caseapp.casework.messages import note_try, take_due
from caseapp.casework.notices import list_own
from caseapp.casework.referrals import Answer
from caseapp.casework.reports import log_report
from caseapp.records.children import Child
from caseapp.records.conflicts import ConflictMark
from caseapp.rules.access import Actor
from caseapp.rules.answer_terms import ANSWER, REMINDER
from caseapp.rules.answer_terms import due as term
from caseapp.rules.ringing import rings_at
from caseapp.rules.values import local_day
from tests.casework.test_inbox import number_of, speaker
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.messages import due, give_address, states
from tests.factories.naming import make_chair, make_deputy
from tests.factories.proposals import take_out
from tests.factories.referrals import AGENCY, add_agency, draft, open_a_case, take
from tests.factories.reports import kept
from tests.factories.told import VALUES
from tests.factories.transfers import Handing, child_of
from tests.factories.web import CITY, make_user

HOUR = timedelta(hours=1)
SOON = term(REMINDER, local_day(NOW))
LATE = term(ANSWER, local_day(NOW)) + timedelta(seconds=1)


def rung(now: datetime) -> list[str]:
    """Who is sent the text for what was told now, at night in the morning; it is sent."""
    at = rings_at("day", now, None)
    names = due(at)
    for message in take_due(now=at):
        note_try(message.number, sent=True, now=at)
    return sorted(names)


@dataclass(frozen=True)
class Scene:
    """A referral that is drafted; everybody has an address, who speaks for another agency too."""

    house: House
    officer: Actor
    supervisor: Actor
    agency: Actor
    case: str
    code: str

    def send(self) -> None:
        take(self.house, self.supervisor, self.code, "send")


@pytest.fixture
def scene(house: House) -> Scene:
    officer = officer_of(house)
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    case = open_a_case(house, officer)
    code = draft(house, officer, case, add_agency(house))
    agency, other = speaker(house, supervisor), actor_of(house, make_user(house, "agency"))
    with house.app.app_context():
        for person, name in (
            (officer, "canbo"), (supervisor, "giamsat"), (agency, "coquan"), (other, "khac"),
            (actor_of_other(house), "khac2"),
        ):  # fmt: skip
            give_address(person.user_id, f"{name}@example.org")
    return Scene(house, officer, supervisor, agency, case, code)


def actor_of_other(house: House) -> Actor:
    """An officer of another ward."""
    return officer_of(house, "31120")


def test_a_referral_rings_those_who_must_act_next(scene: Scene) -> None:
    scene.send()
    with scene.house.app.app_context():
        assert rung(NOW) == ["coquan"]
        assert [view.kind for view in list_own(scene.agency, now=NOW)] == ["inbox_sent"]
        reply(scene.agency, scene.code, move="receive", answer=Answer(NOW), now=NOW)
        assert rung(NOW) == []
        later = NOW + HOUR
        reply(scene.agency, scene.code, move="accept", answer=Answer(later), now=later)
        assert rung(later) == ["canbo"]
        later += HOUR
        add_addendum(scene.officer, scene.code, kind="danger", text="Cha đã về", now=later)
        assert rung(later) == ["coquan"]
    take(scene.house, scene.supervisor, scene.code, "withdraw", at=NOW)
    with scene.house.app.app_context():
        assert rung(later + HOUR) == []
        assert list_own(scene.agency, now=later) == []


def test_an_answer_by_telephone_rings_the_officer_as_well(scene: Scene) -> None:
    scene.send()
    with scene.house.app.app_context():
        rung(NOW)
    take(scene.house, scene.supervisor, scene.code, "decline")
    with scene.house.app.app_context():
        assert rung(NOW) == ["canbo"]


def test_who_owes_an_answer_is_rung_then_who_must_see_to_it(scene: Scene) -> None:
    scene.send()
    with scene.house.app.app_context():
        rung(NOW)
        for now, people in (
            (SOON, ["coquan"]),
            (SOON + HOUR, []),
            (LATE, ["canbo", "coquan", "giamsat"]),
            (LATE + HOUR, []),
        ):
            watch_clocks(now=now)
            assert rung(now) == people


def closed(scene: Scene) -> None:
    disable_account(SYSTEM, scene.officer.name.removeprefix("Người dùng "), now=NOW)


def ended(scene: Scene) -> None:
    end_role(SYSTEM, scene.officer.name.removeprefix("Người dùng "), 1, local_day(NOW), now=NOW)


def marked(scene: Scene) -> None:
    name = scene.officer.name.removeprefix("Người dùng ")
    child = child_of(scene.house)
    mark_conflict(SYSTEM, "child", child, username=name, reason="x", now=NOW)


def taken_out(scene: Scene) -> None:
    take_out(scene.house, scene.officer, scene.case)


def speaks_no_more(scene: Scene) -> None:
    number = number_of(AGENCY)
    (member,) = read_members(SYSTEM, number, now=NOW).members
    end_member(SYSTEM, number, member.number, now=NOW)


@pytest.mark.parametrize(
    ("hides", "left"),
    [
        (closed, ["coquan", "giamsat"]),
        (ended, ["coquan", "giamsat"]),
        (marked, ["coquan", "giamsat"]),
        (taken_out, []),
        (speaks_no_more, ["canbo", "giamsat"]),
    ],
)
def test_nobody_is_rung_of_what_is_hidden_from_them(
    scene: Scene, hides: Callable[[Scene], None], left: list[str]
) -> None:
    scene.send()
    with scene.house.app.app_context():
        rung(NOW)
        hides(scene)
        watch_clocks(now=LATE)
        assert rung(LATE) == left


def test_a_transfer_rings_both_units_and_the_supervisors(handing: Handing) -> None:
    house, each = handing.house, ("officer", "chair", "other_officer", "other_chair", "second")
    with house.app.app_context():
        for who in each:
            give_address(getattr(handing, who).user_id, f"{who}@example.org")
        ((child,),) = kept(house, select(Child.id))
        with desk.ledger(write=True) as session:
            kept_from = handing.other_officer.user_id
            session.add(ConflictMark(user_id=kept_from, child_id=child, set_at=NOW))
            session.flush()
    handing.ask()
    with house.app.app_context():
        assert rung(NOW) == ["other_chair"]  # from the officer there it is kept
    later = NOW + HOUR
    handing.refuse(later)
    with house.app.app_context():
        assert rung(later) == ["chair", "officer", "second"]
    later += HOUR
    handing.decide(handing.supervisor, passes=True, now=later)
    with house.app.app_context():
        assert rung(later) == ["chair", "officer", "other_chair"]


def test_who_is_marked_is_sent_nothing_more_unless_something_else_rings(handing: Handing) -> None:
    house, name = handing.house, handing.names["chair"]
    child = child_of(house)
    other = enter_child(house, handing.officer)
    handing.ask()
    with house.app.app_context():
        give_address(handing.chair.user_id, "chutich@example.org")
    handing.refuse(NOW)
    for marked_on, left in ((other, ["chutich"]), (child, [])):
        with house.app.app_context():
            mark_conflict(
                handing.supervisor, "child", marked_on, username=name, reason="Cháu", now=NOW
            )
            assert due() == left


def test_a_stand_in_is_rung_as_the_notice_says_and_nobody_of_their_own_act(house: House) -> None:
    chair = make_chair(house)
    deputy, officer = make_deputy(house, chair), officer_of(house)
    with house.app.app_context():
        for person, name in ((chair, "chutich"), (deputy, "pho"), (officer, "canbo")):
            give_address(person.user_id, f"{name}@example.org")
        log_report(officer, VALUES, now=NOW)
        assert rung(NOW) == ["chutich", "pho"]
        log_report(chair, VALUES, now=NOW + HOUR)
        assert rung(NOW + HOUR) == ["pho"]
        assert {state for state, _ in states()} == {"sent"}
