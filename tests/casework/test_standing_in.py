"""A naming in force gives the chair's acts, for its days, and each decision keeps it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.account_changes import end_role
from caseapp.casework.accounts import disable_account
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.decisions import decide_measure
from caseapp.casework.namings import NewNaming, end_naming, name_stand_in
from caseapp.casework.outcomes import Missing
from caseapp.casework.proposals import decide_on_report, propose_no_case
from caseapp.casework.report_reading import read_report
from caseapp.casework.standing_in import deputies, naming_of
from caseapp.records.cases import Measure
from caseapp.records.reports import Report
from caseapp.records.standing_in import Naming
from caseapp.records.users import RoleGrant, User
from caseapp.rules.access import Act, Actor, Denied, Role
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.naming import TODAY, make_chair, make_deputy
from tests.factories.reports import HOUR, OFFICER, SUPERVISOR, kept, log_one
from tests.factories.rows import CAI_KHE, NINH_KIEU
from tests.factories.web import make_user

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def chair(house: House) -> Actor:
    return make_chair(house)


def decide(who: Actor, report: str, *, at: timedelta = timedelta(), ago: timedelta) -> None:
    """Decide on a report at a moment after NOW, entered so much later."""
    decided = NOW + at
    decide_measure(
        who, report, kind="none", reason="Không cần", decided_at=decided, signed_at=None,
        now=decided + ago,
    )  # fmt: skip


def test_a_deputy_decides_within_the_term_and_the_decision_keeps_it(
    house: House, chair: Actor
) -> None:
    deputy = make_deputy(house, chair, days=1)
    report = log_one(house)
    with house.app.app_context():
        decide(deputy, report, ago=timedelta())
        propose_no_case(OFFICER, report, reason="Báo nhầm", now=NOW)
        decide_on_report(deputy, report, 1, agree=True, words="Đúng", now=NOW)
        view = read_report(OFFICER, report, now=NOW)
        with pytest.raises(Denied):  # the reach ends with the last day
            decide(deputy, report, at=DAY, ago=timedelta())
    ((naming,),) = kept(house, select(Naming.id))
    assert kept(house, select(Measure.naming_id)) == [(naming,)]
    assert kept(house, select(Report.ended_naming_id)) == [(naming,)]
    signed = f"KT. CHỦ TỊCH / PHÓ CHỦ TỊCH: {deputy.name}"
    assert [made.decided_by for made in view.decisions] == [signed]
    assert view.ended
    assert view.ended.by == signed


def test_the_chairs_own_decision_rests_on_no_naming(house: House, chair: Actor) -> None:
    make_deputy(house, chair)
    report = log_one(house)
    with house.app.app_context():
        decide(chair, report, ago=timedelta())
        (made,) = read_report(OFFICER, report, now=NOW).decisions
    assert made.decided_by == chair.name
    assert kept(house, select(Measure.naming_id)) == [(None,)]


def test_a_term_is_asked_for_the_moment_of_the_decision(house: House, chair: Actor) -> None:
    deputy = make_deputy(house, chair, now=NOW + HOUR)
    report = log_one(house)
    with house.app.app_context():
        with pytest.raises(RuleBroken) as broken:
            decide(deputy, report, at=HOUR - SECOND, ago=HOUR)
        assert broken.value.field == "decided_at"
        decide(deputy, report, at=HOUR, ago=HOUR)


def test_deputies_in_their_order_and_only_those_in_force(house: House, chair: Actor) -> None:
    second = make_deputy(house, chair, "pho.hai", rank=2)
    first = make_deputy(house, chair, "pho.mot", rank=1)
    later = make_deputy(house, chair, "pho.ba", first=TODAY + 2 * DAY, rank=3)
    closed = make_deputy(house, chair, "pho.tu", rank=4)
    left = make_deputy(house, chair, "pho.nam", rank=5)
    with house.app.app_context():
        disable_account(SYSTEM, "pho.tu", now=NOW)
        end_role(SYSTEM, "pho.nam", grant_of(house, left), TODAY + DAY, now=NOW)
        with desk.reading(SUPERVISOR, Act.CASE_LIST, now=NOW) as door:

            def found(at: timedelta) -> list[int | None]:
                return [each.user_id for each in deputies(door, NINH_KIEU, NOW + at)]

            assert found(timedelta()) == [first.user_id, second.user_id, left.user_id]
            assert found(-SECOND) == []
            assert found(DAY) == [first.user_id, second.user_id]  # no vice chair any more
            assert found(2 * DAY) == [first.user_id, second.user_id, later.user_id]
            assert found(3 * DAY) == [later.user_id]
            assert deputies(door, CAI_KHE, NOW) == []
            # What was decided before an account was closed was decided.
            assert naming_of(door, closed.user_id, NINH_KIEU, NOW) is not None
            assert naming_of(door, closed.user_id, CAI_KHE, NOW) is None
            assert naming_of(door, None, NINH_KIEU, NOW) is None


def grant_of(house: House, who: Actor) -> int:
    ((number,),) = kept(house, select(RoleGrant.id).where(RoleGrant.user_id == who.user_id))
    return int(number)


def test_what_ended_reaches_nothing_at_once(house: House, chair: Actor) -> None:
    deputy = make_deputy(house, chair)
    report = log_one(house)
    with house.app.app_context():
        read_report(deputy, report, now=NOW)
        end_naming(chair, str(NINH_KIEU), 1, now=NOW + SECOND)
        end_naming(chair, str(NINH_KIEU), 1, now=NOW + HOUR)
    assert kept(house, select(Naming.ended_at)) == [(NOW + SECOND,)]
    deputy = actor_of(house, "pho")
    with house.app.app_context(), pytest.raises(Denied):
        read_report(deputy, report, now=NOW + SECOND)


def test_a_mark_of_conflict_hides_from_a_deputy_too(house: House, chair: Actor) -> None:
    report = log_one(house)
    make_user(house, "deputy", username="pho")
    with house.app.app_context():
        mark_conflict(SUPERVISOR, "report", report, username="pho", reason="Anh em", now=NOW)
        new = NewNaming("pho", TODAY, TODAY)
        name_stand_in(chair, Role.CHAIR, str(NINH_KIEU), new, now=NOW)
    deputy = actor_of(house, "pho")
    other = log_one(house)
    with house.app.app_context():
        with pytest.raises(Missing):
            decide(deputy, report, ago=timedelta())
        decide(deputy, other, ago=timedelta())


def test_an_officer_of_another_ward_stands_in_and_keeps_the_own_ward(house: House) -> None:
    officer = officer_of(house)
    other = make_user(house, "officer", str(CAI_KHE))
    report = log_one(house)
    with house.app.app_context():
        own = kept_name(house, officer)
        new = NewNaming(other, TODAY, TODAY, in_place_of=own)
        name_stand_in(officer, Role.OFFICER, str(NINH_KIEU), new, now=NOW)
    stand_in = actor_of(house, other)
    with house.app.app_context():
        assert read_report(stand_in, report, now=NOW).code == report
        with pytest.raises(Missing):
            read_report(stand_in, report, now=NOW + DAY)
    own_report = log_one(house, by=stand_in, event_area=str(CAI_KHE))
    with house.app.app_context():
        assert read_report(stand_in, own_report, now=NOW).unit_id == CAI_KHE


def kept_name(house: House, who: Actor) -> str:
    ((name,),) = kept(house, select(User.username).where(User.id == who.user_id))
    return str(name)
