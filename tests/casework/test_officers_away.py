"""Who is away: units without an officer, roles that end within two weeks, who stands in now."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.namings import NewNaming, name_stand_in
from caseapp.casework.officers_away import Absence
from caseapp.casework.overseeing import list_absences
from caseapp.records.users import RoleGrant, User
from caseapp.rules.access import Actor, Role
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.plans import TODAY
from tests.factories.referrals import open_a_case
from tests.factories.reports import OFFICER, SUPERVISOR
from tests.factories.web import CAI_KHE, NINH_KIEU, make_user

DAY = timedelta(days=1)


def absences(house: House, unit: str = "", by: Actor = SUPERVISOR) -> list[Absence]:
    with house.app.app_context():
        return list(list_absences(by, unit=unit, page=1, now=NOW).lines)


def ends(house: House, username: str, until: date | None) -> None:
    with house.app.app_context(), desk.ledger(write=True) as session:
        asked = select(RoleGrant).join(User, User.id == RoleGrant.user_id)
        session.scalars(asked.where(User.username == username)).one().valid_until = until


def test_a_unit_without_an_officer_who_can_sign_in_is_named_before_all_with_open_cases(
    house: House,
) -> None:
    name = make_user(house, "officer")
    assert absences(house, NINH_KIEU) == []
    with house.app.app_context(), desk.ledger(write=True) as session:
        user = session.scalars(select(User).where(User.username == name)).one()
        user.factor_lost = True  # until an administrator has set a new one
    open_a_case(house, OFFICER)
    (found,) = absences(house, NINH_KIEU)
    assert (found.kind, found.unit, found.open_cases) == ("nobody", "Phường Ninh Kiều", 1)
    assert absences(house)[0] == found
    part = actor_of(house, make_user(house, "supervisor", CAI_KHE))
    assert [(each.kind, each.unit_code) for each in absences(house, by=part)] == [
        ("nobody", CAI_KHE)
    ]


def test_a_role_that_ends_is_told_for_14_days(house: House) -> None:
    name = make_user(house, "officer")
    for days, told in ((15, False), (14, True), (1, True)):
        ends(house, name, TODAY + days * DAY)
        found = [each for each in absences(house, NINH_KIEU) if each.kind == "ends"]
        assert bool(found) is told
    assert (found[0].username, found[0].last_day) == (name, TODAY)
    with house.app.app_context(), desk.ledger(write=True) as session:
        user = session.scalars(select(User).where(User.username == name)).one()
        session.add(
            RoleGrant(
                user_id=user.id, role="officer", area_id=int(NINH_KIEU), valid_from=TODAY + DAY,
                entered_at=NOW,
            )
        )  # fmt: skip
    assert absences(house, NINH_KIEU) == []  # goes on


def test_who_stands_in_now_is_told_with_the_last_day(house: House) -> None:
    away, stands_in = make_user(house, "officer"), make_user(house, "officer", CAI_KHE)
    new = NewNaming(stands_in, TODAY, TODAY + 2 * DAY, in_place_of=away)
    with house.app.app_context():
        name_stand_in(SUPERVISOR, Role.OFFICER, NINH_KIEU, new, now=NOW)
    (found,) = absences(house, NINH_KIEU)
    assert (found.kind, found.person, found.in_place_of, found.last_day) == (
        "stands_in", f"Người dùng {stands_in}", f"Người dùng {away}", TODAY + 2 * DAY,
    )  # fmt: skip
