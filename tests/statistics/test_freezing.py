"""Freezing: alone the statistician's, for the whole city, once, and each edition for itself."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.records.children import Child
from caseapp.records.frozen_sheets import FrozenSheet
from caseapp.records.scoped import OutOfScope
from caseapp.rules.access import Act, Actor, Denied, Role
from caseapp.rules.freezing import MEANWHILE, NOT_OVER
from caseapp.rules.outcomes import AlreadyDone
from caseapp.rules.values import Period, RuleBroken
from caseapp.statistics.freezing import freeze, preview
from caseapp.statistics.frozen_reading import list_frozen
from tests.factories.children import actor_of
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.register import Register
from tests.factories.web import key, make_user

YEAR = Period.parse("2025")


def test_editions_posts_and_two_at_once(house: House) -> None:
    statistician = actor_of(house, make_user(house, "statistician"))
    town = Register()
    town.circumstance(town.child(31135))
    with house.app.app_context():
        with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
            town.write(door.session)
        shown = preview(statistician, YEAR, "received", now=NOW)
        assert (shown.seen, len(shown.sheet.notes["no_denominator"])) == (0, 103)
        post = f"{key()}:x"
        first = freeze(statistician, YEAR, "received", reason="", seen=0, now=NOW, post=post)
        with pytest.raises(AlreadyDone) as done:
            freeze(statistician, YEAR, "received", reason="", seen=0, now=NOW, post=post)
        assert done.value.made == str(first)
        same = Period.parse("2025-01-01..2025-12-31")
        with pytest.raises(RuleBroken) as broken:  # by days: another name of the period is no other
            freeze(statistician, same, "received", reason="", seen=0, now=NOW)
        assert broken.value.message == MEANWHILE
        assert statistician.name in str(broken.value)
        second = freeze(statistician, YEAR, "received", reason=" Xã muộn ", seen=1, now=NOW)
        freeze(statistician, YEAR, "occurred", reason="", seen=0, now=NOW)
        newest = preview(statistician, YEAR, "received", now=NOW).newest
        assert newest is not None
        assert (newest.number, newest.edition) == (second, 2)
        editions = {each.number: each for each in list_frozen(statistician, now=NOW)}
        assert (editions[first].newer, editions[second].newer) == (second, None)
        assert editions[second].reason == "Xã muộn"
        of_ward = list_frozen(an_actor(Role.OFFICER, 31135), now=NOW)
        assert {each.reason for each in of_ward} == {""}
        with pytest.raises(RuleBroken) as running:
            freeze(statistician, Period.parse("2026"), "received", reason="", seen=0, now=NOW)
        assert running.value.message == NOT_OVER
        with desk.ledger() as session:
            row = session.scalars(select(FrozenSheet).where(FrozenSheet.id == second)).one()
            for sealed in (row.reason, row.figures, row.members):
                assert sealed is not None
                assert b"X\xc3\xa3" not in sealed
                assert b"31135" not in sealed


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.OFFICER, Role.ADMINISTRATOR])
def test_nobody_else_freezes(house: House, role: Role) -> None:
    who = an_actor(role, *([31135] if role is Role.OFFICER else []))
    with house.app.app_context():
        with pytest.raises(Denied):
            freeze(who, YEAR, "received", reason="", seen=0, now=NOW)
        with pytest.raises(Denied):
            preview(who, YEAR, "received", now=NOW)


def _rewrite(who: Actor) -> None:
    with desk.writing(who, Act.FIGURES_FREEZE, now=NOW, mode="figures") as door:
        door.session.scalars(select(Child)).one().sex = "male"
        door.session.flush()


@pytest.mark.only("sqlite")
def test_while_figures_are_kept_no_row_of_case_content_can_be_written(house: House) -> None:
    town = Register()
    town.child(31135)
    with house.app.app_context():
        with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
            town.write(door.session)
        with pytest.raises(OutOfScope):
            _rewrite(an_actor(Role.STATISTICIAN))
        of_ward = an_actor(Role.STATISTICIAN, 31135)
        with pytest.raises(Denied):
            _rewrite(of_ward)
