"""A file erased by two city persons: refused while anything runs, and nothing of it left after."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from caseapp.casework.child_reading import read_child
from caseapp.casework.child_search import Search, find_children
from caseapp.casework.erasure_reading import list_erasures, read_erasure, survey
from caseapp.casework.erasures import (
    decide_erasure,
    propose_erasure,
    refuse_erasure,
    withdraw_erasure,
)
from caseapp.casework.outcomes import Erased
from caseapp.records.db import Row, db, on_postgresql
from caseapp.records.scope import Reach, reaching
from caseapp.rules.access import Denied
from caseapp.rules.matching import fold
from caseapp.rules.values import Period, RuleBroken
from caseapp.statistics.counting import Ask
from caseapp.statistics.figures import read_indicators
from caseapp.statistics.freezing import freeze
from caseapp.statistics.frozen_reading import read_frozen
from caseapp.upkeep import checking, log
from tests.factories.children import actor_of
from tests.factories.erasures import (
    ASKED,
    FRESH,
    LATER,
    NAME,
    STORY,
    a_finished_file,
    city_people,
    erase,
)
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.told_case import tell
from tests.factories.web import NINH_KIEU, make_user


def test_what_runs_is_named_and_refuses(house: House) -> None:
    told = tell(house, STORY, NAME)
    first, _ = city_people(house)
    with house.app.app_context():
        child = find_children(first, Search(fold(NAME)), now=NOW).lines[0].code
        assert {"cases", "clocks", "measures"} <= set(survey(first, child, now=NOW))
        with pytest.raises(RuleBroken):
            propose_erasure(first, child, ASKED, now=NOW)
        assert read_child(told.officer, child, now=NOW).full_name == NAME


def test_two_people_of_the_city_and_nobody_of_the_ward(house: House) -> None:
    child, told = a_finished_file(house)
    first, second = city_people(house)
    both = actor_of(house, make_user(house, "supervisor", NINH_KIEU))
    with house.app.app_context():
        for near in (told.officer, told.chair, both):
            with pytest.raises(Denied):
                propose_erasure(near, child, ASKED, now=NOW)
        number = propose_erasure(first, child, ASKED, now=NOW)
        with pytest.raises(RuleBroken, match="proposed already"):
            propose_erasure(second, child, ASKED, now=NOW)
        with pytest.raises(RuleBroken, match="Another person"):
            decide_erasure(
                first, number, proceedings=False, complaint=False, now=LATER, fresh=FRESH
            )
        with pytest.raises(RuleBroken, match="Only who proposed"):
            withdraw_erasure(second, number, now=LATER)
        for declared in ({"proceedings": True, "complaint": False},
                         {"proceedings": False, "complaint": True}):  # fmt: skip
            with pytest.raises(RuleBroken):
                decide_erasure(second, number, **declared, now=LATER, fresh=FRESH)
        assert read_erasure(second, number, now=NOW).against == ()
        refuse_erasure(second, number, answer="Còn cần", now=LATER)
        again = propose_erasure(first, child, ASKED, now=LATER)
        withdraw_erasure(first, again, now=LATER)
        states = [row.state for row in list_erasures(second, now=LATER)]
        assert states == ["withdrawn", "refused"]
        assert read_child(told.officer, child, now=NOW).full_name == NAME


def _every_cell() -> bytes:
    """Return every text of every row, and each cell that still opens, as one."""
    found: list[str] = []
    with reaching(Reach(None, "bulk")), db.engine.connect() as connection:
        for table in Row.metadata.sorted_tables:
            for row in connection.execute(select(table)).mappings():
                found += [str(value) for value in row.values() if isinstance(value, str)]
    return "\n".join(found).encode()


def _copy(to: Path) -> bytes:
    """Return the bytes of a new copy of the database, out of its encryption.

    On PostgreSQL the rows of every table that the server knows, as a dump would say them.
    """
    with reaching(Reach(None, "bulk")), db.engine.connect() as connection:
        if on_postgresql(connection):
            asked = "SELECT schemaname, tablename FROM pg_tables WHERE schemaname = 'public'"
            names = connection.execute(text(asked)).all()
            assert len(names) >= len(Row.metadata.tables)
            rows = [
                line
                for schema, name in names
                for line in connection.scalars(text(f'SELECT t::text FROM "{schema}"."{name}" t'))
            ]
            return "\n".join(rows).encode()
        raw = connection.connection.dbapi_connection
        assert raw is not None
        cursor = raw.cursor()
        cursor.execute(f"ATTACH DATABASE '{to}' AS plain KEY ''")
        cursor.execute("SELECT sqlcipher_export('plain')")
        cursor.execute("DETACH DATABASE plain")
    return to.read_bytes()


def test_nothing_is_left_in_any_table_or_new_copy(house: House, tmp_path: Path) -> None:
    child, told = a_finished_file(house)
    first, second = city_people(house)
    period = Period.parse("2026")
    with house.app.app_context():
        before = read_indicators(SYSTEM, Ask(period), now=NOW).rows
        assert any(row.numerator for row in before)
        assert NAME.encode() in _every_cell()
        assert NAME.encode() in _copy(tmp_path / "before.db")
    erase(house, child, first, second)
    with house.app.app_context():
        for kept in (_every_cell(), _copy(tmp_path / "after.db")):
            for marker in (NAME, fold(NAME), STORY):
                assert marker.encode() not in kept
        assert read_indicators(SYSTEM, Ask(period), now=NOW).rows == before
        assert find_children(told.officer, Search(fold(NAME)), now=NOW).lines == []
        with pytest.raises(Erased):
            read_child(told.officer, child, now=NOW)
        assert checking.check(SYSTEM, house.settings, now=NOW) == []


def test_its_key_is_gone_for_good(house: House) -> None:
    child, _ = a_finished_file(house)
    erase(house, child, *city_people(house))
    with house.app.app_context(), reaching(Reach(None, "bulk")), db.engine.connect() as connection:
        keys = connection.execute(
            select(Row.metadata.tables["subject_keys"]).where(
                Row.metadata.tables["subject_keys"].c.destroyed_at.is_not(None)
            )
        ).all()
    assert any(row.wrapped is None for row in keys)


def test_frozen_figures_and_the_log_stay_as_they_were(house: House) -> None:
    child, _ = a_finished_file(house)
    after_the_year = NOW + timedelta(days=60)
    with house.app.app_context():
        number = freeze(
            SYSTEM, Period.parse("2026"), "received", reason="", seen=0, now=after_the_year
        )
        before = read_frozen(SYSTEM, number, now=after_the_year)
        assert any(row.numerator for row in before.sheet.rows)
    erase(house, child, *city_people(house))
    with house.app.app_context():
        after = read_frozen(SYSTEM, number, now=after_the_year)
        assert after.sheet.rows == before.sheet.rows
        assert after.changes == before.changes  # nor does today's count differ by it
        assert log.verify(SYSTEM, now=after_the_year) == []
