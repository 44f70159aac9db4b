"""Whose notices a select finds: by name or by role, under the act that opens what they tell of."""

from __future__ import annotations

from caseapp.casework.notice_reach import notices_of
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.values import local_day
from tests.factories.house import NOW, an_actor

DAY = local_day(NOW)


def acts(actor: Actor) -> set[Act]:
    return {act for act, _ in notices_of(actor, DAY)}


def test_each_role_is_asked_under_the_acts_it_has() -> None:
    assert acts(Actor(7, "nobody's")) == {Act.HOME_READ}
    assert acts(an_actor(Role.AGENCY)) == {Act.REFERRAL_INBOX, Act.HOME_READ}
    assert Act.CASE_LIST in acts(an_actor(Role.OFFICER, 31135))
    assert Act.TRANSFER_DECIDE not in acts(an_actor(Role.CHAIR, 31135))


def test_a_role_counts_in_its_units_alone() -> None:
    def asked(actor: Actor) -> str:
        (first,) = (each for act, each in notices_of(actor, DAY) if act == Act.CASE_LIST)
        return str(first.compile(compile_kwargs={"literal_binds": True}))

    assert "notices.role = 'chair' AND notices.area_id IN (31135)" in asked(
        an_actor(Role.CHAIR, 31135)
    )
    assert "notices.role = 'supervisor' OR" not in asked(an_actor(Role.CHAIR, 31135))
    assert "'chair'" not in asked(an_actor(Role.OFFICER, 31135))
