"""Papers before their signer that do not open, or are not what was put there: each named."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import text

from caseapp.records.db import WRITE, db
from caseapp.records.scope import Reach, reaching
from caseapp.upkeep.kept_copies import copies_that_do_not_open
from tests.factories.house import House
from tests.factories.kept_papers import put
from tests.factories.measures import a_desk, decide, prepare

_OPEN = ("DROP TRIGGER kept_copies_no_update",)


@pytest.fixture
def code(house: House) -> str:
    desk = a_desk(house)
    prepare(house, desk)
    decide(house, desk.chair, desk.case)
    return put(house, desk.officer, desk.case)


def told(house: House, spoiling: Sequence[str] = ()) -> list[str]:
    with house.app.app_context(), reaching(Reach(None, "bulk")), db.engine.connect() as opened:
        connection = opened.execution_options(**{WRITE: True})
        with connection.begin():
            for statement in spoiling:
                connection.execute(text(statement))
        return list(copies_that_do_not_open(connection))


def test_what_was_put_before_a_signer_is_no_fault(house: House, code: str) -> None:
    assert code
    assert told(house) == []


@pytest.mark.only("sqlite")
@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE kept_copies SET content = source", "it does not open"),
        ("UPDATE kept_copies SET source = zeroblob(80)", "it does not open"),
        ("UPDATE kept_copies SET sha256 = 'x'", "it is not what was put before the signer"),
        ("UPDATE kept_copies SET content_key = zeroblob(80)", "its key does not open"),
    ],
)
def test_a_copy_that_was_changed_is_named(
    house: House, code: str, statement: str, fault: str
) -> None:
    found = told(house, (*_OPEN, f"{statement} WHERE copy = 'served'"))
    assert len(found) == 1
    assert found[0].startswith(f"{code}, copy served: {fault}")


def test_one_that_was_erased_with_the_childs_key_is_no_fault(house: House, code: str) -> None:
    assert code
    gone = "UPDATE subject_keys SET wrapped = NULL, destroyed_at = '2026-11-23 03:00:00'"
    assert told(house, (gone,)) == []
