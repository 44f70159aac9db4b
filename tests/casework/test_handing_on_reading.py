"""On whom work hangs, unit by unit; closed accounts first, with what they had typed."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.accounts import disable_account
from caseapp.casework.handing_on_reading import list_people, read_left
from caseapp.casework.kept_forms import Typed, save
from caseapp.casework.outcomes import Missing
from caseapp.records.standing_in import Naming
from caseapp.records.users import RoleGrant
from caseapp.rules.access import Denied, Role
from caseapp.rules.values import local_day
from tests.factories.children import actor_of
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.leaving import act_of
from tests.factories.referrals import open_a_case
from tests.factories.reports import SUPERVISOR, log_one
from tests.factories.web import CAI_KHE, NINH_KIEU, make_user


def test_who_has_gone_and_left_work_and_the_officers_of_today_are_listed(house: House) -> None:
    officer = actor_of(house, make_user(house, "officer", username="canbo"))
    typist = actor_of(house, make_user(house, "officer", username="go"))
    make_user(house, "officer", CAI_KHE, username="kia")
    make_user(house, "chair")
    open_a_case(house, officer)
    log_one(house, by=officer)
    elsewhere = an_actor(Role.SUPERVISOR, int(CAI_KHE))
    with house.app.app_context():
        typed = Typed("t" * 24, "/reports/new", "", [("child_name", "Bé Na")])
        save(typist, typed, clock=NOW)
        people = list_people(SUPERVISOR, "", act_of, now=NOW)
        assert people.gone == []
        assert [each.username for each in people.officers] == ["kia", "canbo", "go"]
        assert people.officers[1].counts == {"case": 1, "report": 1}
        for username in ("go", "canbo"):
            disable_account(SYSTEM, username, now=NOW)
        people = list_people(SUPERVISOR, "", act_of, now=NOW)
        assert {each.username: dict(each.counts) for each in people.gone} == {
            "canbo": {"case": 1, "report": 1},
            "go": {"typed": 1},
        }
        found = list_people(SUPERVISOR, "cai khe", act_of, now=NOW)
        assert [each.username for each in found.officers] == ["kia"]
        assert list_people(SUPERVISOR, "ninh kieu", act_of, now=NOW).officers == []
        theirs = list_people(elsewhere, "", act_of, now=NOW)
        assert (theirs.gone, [each.username for each in theirs.officers]) == ([], ["kia"])


def test_an_open_account_that_serves_there_no_more_is_listed_and_a_stand_in_is_not(
    house: House,
) -> None:
    officer = actor_of(house, make_user(house, "officer", username="canbo"))
    case = open_a_case(house, officer)
    chair = actor_of(house, make_user(house, "chair", username="chutich"))
    stand_in = actor_of(house, make_user(house, "officer", CAI_KHE, username="thay"))
    with house.app.app_context():
        with desk.ledger(write=True) as session:
            grant = session.scalars(select(RoleGrant).order_by(RoleGrant.id)).first()
            assert grant is not None
            grant.valid_until = local_day(NOW)
            session.add(
                Naming(
                    area_id=int(NINH_KIEU), role="officer", user_id=stand_in.user_id,
                    valid_from=date(2026, 11, 1), valid_until=date(2026, 12, 1), entered_at=NOW,
                )
            )  # fmt: skip
        people = list_people(SUPERVISOR, "", act_of, now=NOW)
        assert [(each.username, each.unit_code) for each in people.gone] == [("canbo", NINH_KIEU)]
        assert [each.unit_code for each in people.officers] == [CAI_KHE]
        left = read_left(SUPERVISOR, "canbo", NINH_KIEU, act_of, now=NOW)
        assert (left.of_kind("case")[0].mark, left.takers) == (case, [])
    log_one(house, by=chair)
    with house.app.app_context():  # a chair who serves there has left nothing
        assert len(list_people(SUPERVISOR, "", act_of, now=NOW).gone) == 1


def test_whoever_never_served_in_a_unit_is_not_there(house: House) -> None:
    make_user(house, "officer", username="canbo")
    make_user(house, "statistician", username="so")
    with house.app.app_context():
        assert read_left(SUPERVISOR, "canbo", NINH_KIEU, act_of, now=NOW).is_empty
        for username, unit in (("canbo", CAI_KHE), ("so", NINH_KIEU), ("khong", NINH_KIEU)):
            with pytest.raises(Missing):
                read_left(SUPERVISOR, username, unit, act_of, now=NOW)


def test_nobody_else_sees_on_whom_work_hangs(house: House) -> None:
    for role in sorted(set(Role) - {Role.SUPERVISOR}):
        with house.app.app_context(), pytest.raises(Denied):
            list_people(an_actor(role), "", act_of, now=NOW)
