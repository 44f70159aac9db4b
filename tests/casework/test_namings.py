"""Naming who stands in: by whom, for how long, in which order; nobody themselves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from caseapp.casework.namings import NewNaming, end_naming, name_stand_in
from caseapp.casework.notices import list_own
from caseapp.casework.outcomes import AlreadyDone, Missing
from caseapp.records.standing_in import Naming
from caseapp.rules.access import Actor, Denied, Role
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.naming import TODAY, make_chair, make_deputy
from tests.factories.reports import kept, last_logged
from tests.factories.web import CAI_KHE, NINH_KIEU, make_user

DAY = timedelta(days=1)
WHY = "Chủ tịch đang đi công tác nước ngoài"


@pytest.fixture
def chair(house: House) -> Actor:
    make_user(house, "deputy", username="pho")
    return make_chair(house)


def name(
    who: Actor, username: str = "pho", role: Role = Role.CHAIR, unit: str = NINH_KIEU,
    post: str = "", **more: object,
) -> None:  # fmt: skip
    days: dict[str, object] = {"valid_from": TODAY, "last_day": TODAY + 2 * DAY} | more
    name_stand_in(who, role, unit, NewNaming(username, **days), now=NOW, post=post)  # type: ignore[arg-type]


def test_the_chair_names_a_deputy_and_both_are_told(house: House, chair: Actor) -> None:
    with house.app.app_context():
        name(chair, post="one-time-key-0001")
        assert last_logged() == [(chair.label, "deputy.name", "done")]
        with pytest.raises(AlreadyDone):
            name(chair, post="one-time-key-0001")
    row = (1, int(NINH_KIEU), "chair", TODAY, TODAY + 3 * DAY, 1, None, chair.user_id)
    columns = (
        Naming.id, Naming.area_id, Naming.role, Naming.valid_from, Naming.valid_until, Naming.rank,
        Naming.reason, Naming.entered_by,
    )  # fmt: skip
    assert kept(house, select(*columns)) == [row]
    deputy = actor_of(house, "pho")
    with house.app.app_context():
        assert [n.kind for n in list_own(deputy, now=NOW)] == ["named"]
        end_naming(chair, NINH_KIEU, 1, now=NOW)
        assert "naming_ended" in {n.kind for n in list_own(actor_of(house, "pho"), now=NOW)}


def test_the_supervisor_names_when_the_chair_cannot_and_says_why(
    house: House, chair: Actor
) -> None:
    supervisor = actor_of(house, make_user(house, "supervisor", "92"))
    elsewhere = actor_of(house, make_user(house, "supervisor", CAI_KHE))
    with house.app.app_context():
        with pytest.raises(RuleBroken) as broken:
            name(supervisor, reason=" vắng ")
        assert broken.value.field == "reason"
        with pytest.raises(Missing):
            name(elsewhere, reason=WHY)
        name(supervisor, reason=WHY)
        (told,) = list_own(chair, now=NOW)
        assert (told.kind, told.who) == ("named_for_you", "Người dùng pho")
    ((sealed,),) = kept(house, select(Naming.reason))
    assert WHY.encode() not in sealed


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.CHAIR, Role.SUPERVISOR}))
def test_nobody_else_names_a_deputy(house: House, role: Role) -> None:
    make_user(house, "deputy", username="pho")
    with house.app.app_context(), pytest.raises(Denied):
        name(an_actor(role, int(NINH_KIEU), user_id=1))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"valid_from": TODAY - DAY}, "valid_from"),
        ({"last_day": TODAY - DAY}, "last_day"),
        ({"last_day": date(2028, 1, 1)}, "last_day"),
        ({"rank": 0}, "rank"),
        ({"rank": 10}, "rank"),
        ({"username": "chutich"}, "person"),  # nobody names themselves
        ({"username": "canbo"}, "person"),  # who prepares does not decide
        ({"username": "nobody"}, "person"),
    ],
)
def test_what_cannot_be(house: House, chair: Actor, wrong: dict[str, object], field: str) -> None:
    make_user(house, "officer", username="canbo")
    with house.app.app_context(), pytest.raises(RuleBroken) as broken:
        name(chair, **wrong)  # type: ignore[arg-type]
    assert broken.value.field == field
    assert kept(house, select(Naming.id)) == []


def test_a_person_and_a_place_in_the_order_stand_once_on_a_day(house: House, chair: Actor) -> None:
    make_user(house, "deputy", username="pho.hai")
    with house.app.app_context():
        name(chair)
        for username, rank, field in (("pho", 2, "person"), ("pho.hai", 1, "rank")):
            with pytest.raises(RuleBroken) as broken:
                name(chair, username, rank=rank, valid_from=TODAY + 2 * DAY)
            assert broken.value.field == field
        later = TODAY + 3 * DAY
        name(chair, "pho", valid_from=later, last_day=later)
        end_naming(chair, NINH_KIEU, 1, now=NOW)
        name(chair, "pho.hai")


def test_a_deputy_names_nobody_further(house: House, chair: Actor) -> None:
    make_user(house, "deputy", username="pho.hai")
    deputy = make_deputy(house, chair, "pho.ba")
    with house.app.app_context():
        with pytest.raises(Denied):
            name(deputy, "pho.hai", rank=2)
        with pytest.raises(Denied):
            end_naming(deputy, NINH_KIEU, 1, now=NOW)


def test_an_officer_names_for_themselves_alone(house: House, chair: Actor) -> None:
    names = [make_user(house, "officer", unit) for unit in (NINH_KIEU, NINH_KIEU, CAI_KHE)]
    own, colleague, other = names
    officer = actor_of(house, own)
    officers = Role.OFFICER
    with house.app.app_context():
        for username, in_place_of, field in (
            (other, colleague, "in_place_of"),
            (own, own, "person"),
            ("pho", own, "person"),
        ):
            with pytest.raises(RuleBroken) as broken:
                name(officer, username, officers, in_place_of=in_place_of)
            assert broken.value.field == field
        name(officer, other, officers, in_place_of=own)
        name(chair, other, officers, in_place_of=colleague)
        with pytest.raises(Missing):  # a colleague's is the chair's affair
            end_naming(officer, NINH_KIEU, 2, now=NOW)
        with pytest.raises(Missing):
            end_naming(officer_of(house, CAI_KHE), NINH_KIEU, 1, now=NOW)
        end_naming(officer, NINH_KIEU, 1, now=NOW)
        end_naming(chair, NINH_KIEU, 2, now=NOW)
    assert kept(house, select(Naming.ended_by)) == [(officer.user_id,), (chair.user_id,)]
