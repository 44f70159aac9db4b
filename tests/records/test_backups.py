"""The instance remembers the copy that reaches furthest, and forgets it for no older one."""

from __future__ import annotations

from datetime import timedelta

from caseapp.desk import ledger
from caseapp.records.backups import MADE, OFF_MACHINE, copied_at, keep_copied, made_as_demo
from tests.factories.house import NOW, House


def test_the_newest_copy_is_remembered(house: House) -> None:
    with house.app.app_context():
        with ledger(write=True) as session:
            assert copied_at(session, OFF_MACHINE) is None
            keep_copied(session, OFF_MACHINE, NOW, "/far/a copy.backup")
        with ledger(write=True) as session:
            keep_copied(session, OFF_MACHINE, NOW - timedelta(days=1), "/far/older")
        with ledger(write=True) as session:
            assert copied_at(session, OFF_MACHINE) == NOW
            assert copied_at(session, MADE) is None
            keep_copied(session, OFF_MACHINE, NOW + timedelta(days=1), "/" + "x" * 600)
        with ledger() as session:
            assert copied_at(session, OFF_MACHINE) == NOW + timedelta(days=1)
            assert not made_as_demo(session)
