"""The yardstick of the write stores as many rows of each kind as the act."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import func, select

from caseapp.casework.reports import log_report
from caseapp.cli.benchmarks import writes
from caseapp.cli.benchmarks.places import NOW, new_instance
from caseapp.records.db import db
from caseapp.records.reach import Reach, reaching
from caseapp.upkeep.bench.again import KINDS, store_again


def _numbers() -> Counter[str]:
    with reaching(Reach(None, "bulk")), db.engine.connect() as connection:
        return Counter(
            {
                model.__tablename__: connection.scalar(select(func.count()).select_from(model)) or 0
                for model in KINDS
            }
        )


def test_both_ways_write_the_same_rows() -> None:
    with new_instance():
        officer = writes.officer()
        log_report(officer, writes.TOLD, now=NOW)
        before = _numbers()
        log_report(officer, writes.TOLD, now=NOW)
        once = _numbers() - before
        store_again()
        assert _numbers() - before - once == once
        assert once["reports"] == once["deadlines"] == 1
