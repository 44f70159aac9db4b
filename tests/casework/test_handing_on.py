"""A closed account loses nothing: its work is shown and handed on."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp.casework.accounts import disable_account
from caseapp.casework.case_reading import read_case
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.handing_on import hand_on, list_left
from caseapp.casework.outcomes import Missing
from caseapp.records.cases import Case
from caseapp.rules.access import Denied, Role
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.proposals import take_out
from tests.factories.referrals import add_agency, draft, open_a_case
from tests.factories.reports import SUPERVISOR, kept, log_one
from tests.factories.web import CAI_KHE, NINH_KIEU, make_user


@pytest.fixture
def left(house: House) -> tuple[str, str]:
    """A case and a report that the officer canbo left when the account was closed."""
    officer = actor_of(house, make_user(house, "officer", username="canbo"))
    case, report = open_a_case(house, officer), log_one(house, by=officer)
    with house.app.app_context():
        assert list_left(SUPERVISOR, now=NOW) == []
        disable_account(SYSTEM, "canbo", now=NOW)
    return case, report


def test_what_hung_on_the_person_is_shown_and_handed_on(
    house: House, left: tuple[str, str]
) -> None:
    case, report = left
    supervisor = actor_of(house, make_user(house, "supervisor", NINH_KIEU))
    elsewhere = actor_of(house, make_user(house, "supervisor", CAI_KHE))
    next_one = actor_of(house, make_user(house, "officer", username="moi"))
    with house.app.app_context():
        (found,) = list_left(supervisor, now=NOW)
        assert [code for code, _ in found.cases] == [case]
        assert [code for code, _ in found.reports] == [report]
        assert found.officers == [("moi", next_one.name)]
        assert list_left(elsewhere, now=NOW) == []
        for to, refusal in (("canbo", RuleBroken), ("nobody", RuleBroken)):
            with pytest.raises(refusal):
                hand_on(supervisor, "canbo", NINH_KIEU, to=to, now=NOW)
        with pytest.raises(Missing):
            hand_on(elsewhere, "canbo", NINH_KIEU, to="moi", now=NOW)
        with pytest.raises(Missing):  # an open account keeps what it has
            hand_on(supervisor, "moi", NINH_KIEU, to="moi", now=NOW)
        assert hand_on(supervisor, "canbo", NINH_KIEU, to="moi", now=NOW) == 0
        view = read_case(next_one, case, now=NOW)
        assert view.officer == next_one.name
        assert "assigned" in {event.kind for event in view.events}


def test_what_is_kept_from_the_one_chosen_stays(house: House, left: tuple[str, str]) -> None:
    case, _ = left
    make_user(house, "officer", username="moi")
    with house.app.app_context():
        child = read_case(SUPERVISOR, case, now=NOW).child.code
        mark_conflict(SUPERVISOR, "child", child, username="moi", reason="Chú cháu", now=NOW)
        assert hand_on(SUPERVISOR, "canbo", NINH_KIEU, to="moi", now=NOW) == 1
        assert read_case(SUPERVISOR, case, now=NOW).officer == "Người dùng canbo"


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SUPERVISOR}))
def test_nobody_else_hands_on(house: House, role: Role) -> None:
    with house.app.app_context(), pytest.raises(Denied):
        list_left(an_actor(role), now=NOW)


def test_a_case_taken_out_by_mistake_is_not_handed_on(house: House) -> None:
    officer = actor_of(house, make_user(house, "officer", username="canbo"))
    case = open_a_case(house, officer)
    draft(house, officer, case, add_agency(house))
    take_out(house, officer, case)
    make_user(house, "officer", username="moi")
    with house.app.app_context():
        disable_account(SYSTEM, "canbo", now=NOW)
        (left,) = list_left(SUPERVISOR, now=NOW)
        assert (left.cases, left.drafts, len(left.reports)) == ([], [], 1)  # the report waits anew
        hand_on(SUPERVISOR, "canbo", NINH_KIEU, to="moi", now=NOW)
        assert kept(house, select(Case.officer_id)) == [(officer.user_id,)]
