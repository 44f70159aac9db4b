"""Whose notices a select finds: by name or by role, under the act that opens what they tell of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseapp import desk
from caseapp.casework.notice_reach import kinds_told, notices_of
from caseapp.records.db import db
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.notices import told_of
from caseapp.rules.values import local_day
from tests.factories.house import NOW, House, an_actor
from tests.factories.reports import statements

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


def test_no_door_is_opened_behind_which_nothing_waits() -> None:
    officer = an_actor(Role.OFFICER, 31135)
    assert {act for act, _ in notices_of(officer, DAY, frozenset())} == {Act.HOME_READ}
    arriving = {act for act, _ in notices_of(officer, DAY, frozenset(told_of("arriving")))}
    assert arriving == {Act.TRANSFER_READ, Act.HOME_READ}
    for about in ("report", "case", "child", "referral"):
        asked = {act for act, _ in notices_of(officer, DAY, frozenset(told_of(about)))}
        assert asked == {Act.CASE_LIST, Act.HOME_READ}


@pytest.mark.only("sqlite")
def test_what_is_told_is_found_by_indexes_of_the_open_notices(house: House) -> None:
    with house.app.app_context():
        with statements() as seen, desk.ledger() as session:
            officer = replace(an_actor(Role.OFFICER, 31135), user_id=7)
            assert kinds_told(session, officer, DAY) == frozenset()
        ((sql, values),) = (one for one in seen if "notices" in one[0])
        with db.engine.connect() as connection:
            driver = connection.connection.cursor()
            plan = [row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert [step for step in plan if step.startswith("SCAN")] == []
    assert any("ix_notices_own (user_id=?)" in step for step in plan), plan
    assert any("ix_notices_desk (area_id=? AND ended_at=?)" in step for step in plan), plan
