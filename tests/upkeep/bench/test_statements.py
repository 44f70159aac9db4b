"""Counting statements leaves out what only frames a transaction."""

from __future__ import annotations

from sqlalchemy import text

from caseapp.records.db import db
from caseapp.upkeep.bench.statements import counted
from tests.factories.house import House


def test_only_statements_of_the_block_count(house: House) -> None:
    with house.app.app_context():
        with counted() as seen, db.engine.connect() as connection, connection.begin():
            connection.execute(text("SELECT 1"))
        with db.engine.connect() as connection:
            connection.execute(text("SELECT 2"))
        assert seen == ["SELECT 1"]
