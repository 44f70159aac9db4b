"""Who is told, and when, that no verified copy lies off the machine."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from caseapp.casework.backups import NoFarCopy, lacking
from caseapp.desk import ledger
from caseapp.records.backups import MADE, OFF_MACHINE, keep_copied
from caseapp.records.settings import Fact
from caseapp.rules.access import Role
from tests.factories.house import NOW, House, an_actor

HOURS = timedelta(hours=1)


def note(name: str, at: datetime) -> None:
    with ledger(write=True) as session:
        keep_copied(session, name, at, "/far/a.backup")


def test_a_line_comes_after_26_hours_and_goes_with_the_next_copy(house: House) -> None:
    supervisor = an_actor(Role.SUPERVISOR)
    with house.app.app_context():
        assert lacking(supervisor, now=NOW) == NoFarCopy(None)
        note(MADE, NOW)  # on this machine: it burns with it
        assert lacking(supervisor, now=NOW) == NoFarCopy(None)
        note(OFF_MACHINE, NOW)
        assert lacking(supervisor, now=NOW + 26 * HOURS) is None
        later = NOW + 26 * HOURS + timedelta(seconds=1)
        assert lacking(supervisor, now=later) == NoFarCopy(NOW)
        note(OFF_MACHINE, later)
        assert lacking(supervisor, now=later) is None


@pytest.mark.parametrize("role", Role)
def test_administrators_and_supervisors_are_told_and_nobody_else(house: House, role: Role) -> None:
    with house.app.app_context():
        told = lacking(an_actor(role), now=NOW) is not None
    assert told == (role in {Role.ADMINISTRATOR, Role.SUPERVISOR})


def test_a_demo_is_told_only_once_a_copy_was_made_of_it(house: House) -> None:
    administrator = an_actor(Role.ADMINISTRATOR)
    with house.app.app_context():
        with ledger(write=True) as session:
            named = update(Fact).where(Fact.name == "environment")
            session.execute(named.values(value="demo"))
        assert lacking(administrator, now=NOW) is None
        note(MADE, NOW)
        assert lacking(administrator, now=NOW) == NoFarCopy(None)
