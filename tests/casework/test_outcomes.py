"""The names under which the floors above know how an act can end."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework import outcomes
from caseapp.casework.reports import log_report
from caseapp.records.db import db
from caseapp.records.reports import Report
from tests.factories.house import NOW, House
from tests.factories.reports import OFFICER, kept, log_one, told


def test_they_are_the_desks_own() -> None:
    assert outcomes.AlreadyDone is desk.AlreadyDone
    assert outcomes.Missing is desk.Missing
    assert outcomes.Stale is desk.Stale


def test_a_store_without_room_refuses_and_keeps_nothing(house: House) -> None:
    code = log_one(house)
    with house.app.app_context():
        # SQLite then answers as on a full disk: no file of this database may grow.
        db.session.connection().exec_driver_sql("PRAGMA max_page_count = 1")
        with pytest.raises(outcomes.StoreRefused, match="full"):
            log_report(OFFICER, told(child_state="đ" * 20_000), now=NOW)
        db.session.connection().exec_driver_sql("PRAGMA max_page_count = 1000000")
        db.session.rollback()
        assert kept(house, select(Report.code)) == [(code,)]
        log_report(OFFICER, told(), now=NOW)
