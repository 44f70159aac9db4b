"""What one door got ready, another writes whole and in order, or not at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.records.audit import AuditEntry
from caseapp.records.children import Child
from caseapp.records.db import db, place_of
from caseapp.records.doors import Door, Overtaken
from caseapp.rules.access import Act, Denied, Role, scope_for
from caseapp.rules.outcomes import Held, nothing_written
from caseapp.rules.values import local_day
from caseapp.upkeep.log import verify
from tests.factories.house import NOW, SYSTEM, House, an_actor


def _door(last_write: bytes, session: object = None) -> Door:
    scope = scope_for(SYSTEM, Act.IMPORT_RUN, local_day(NOW))
    door = Door(session, None, SYSTEM, Act.IMPORT_RUN, NOW, scope)  # type: ignore[arg-type]
    door.last_write = last_write
    return door


def test_what_waits_is_written_in_its_order_by_the_door_that_takes_it_over() -> None:
    prepared, seen = _door(b"1"), []
    prepared.waiting = []
    for number in (1, 2, 3):
        prepared.put(lambda session, number=number: seen.append((session, number)))
    prepared.log("import:0", None, children=3)
    assert seen == []
    writing = _door(b"1", session="writing")
    writing.take_over(prepared)
    assert seen == [("writing", 1), ("writing", 2), ("writing", 3)]
    assert writing.written() == prepared.written()


def test_nothing_is_written_once_another_act_was_let_in() -> None:
    prepared, seen = _door(b"1"), []
    prepared.waiting = [seen.append]
    with pytest.raises(Overtaken):
        _door(b"2").take_over(prepared)
    assert seen == []


def test_a_door_that_prepares_nothing_writes_at_once(house: House) -> None:
    seen = []
    with house.app.app_context(), desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        door.put(seen.append)
        assert seen == [door.session]


def _child(code: str) -> Child:
    name = {"full_name": "Thạch Thị Thử", "folded_name": "thach thi thu"}
    return Child(code=code, sex="female", entered_at=NOW, **name)


def _entries() -> list[tuple[str, str, str]]:
    with db.engine.connect() as connection:
        asked = select(AuditEntry.act, AuditEntry.outcome, AuditEntry.subject)
        return [tuple(row) for row in connection.execute(asked.order_by(AuditEntry.id))]


def _registers(door: desk.Door, codes: list[str]) -> None:
    """Put children down to be written, and the act's entry."""

    def write(session: Session) -> None:
        session.add_all([_child(code) for code in codes])
        session.flush()

    door.put(write)
    door.log("import:0", None, children=len(codes))


def _children() -> int:
    with desk.figures(SYSTEM, Act.CHILD_LIST, now=NOW) as door:
        return door.session.scalar(select(func.count(Child.id))) or 0


@pytest.mark.only("sqlite")
def test_what_was_prepared_is_stored_with_its_log_when_it_is_taken_over(house: House) -> None:
    with house.app.app_context():
        with desk.preparing(SYSTEM, Act.IMPORT_RUN, now=NOW) as prepared:
            _registers(prepared, ["TE-26-AAAAAA"])
        assert ("import.run", "done", "import:0") not in _entries()
        assert _children() == 0  # a read meanwhile comes between nothing
        with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW, prepared=prepared):
            pass
        assert _children() == 1
        assert ("import.run", "done", "import:0") in _entries()
        assert verify(SYSTEM, now=NOW) == []


@pytest.mark.only("sqlite")
def test_of_what_another_act_came_between_nothing_is_stored(house: House) -> None:
    with house.app.app_context():
        with desk.preparing(SYSTEM, Act.IMPORT_RUN, now=NOW) as prepared:
            _registers(prepared, ["TE-26-AAAAAA"])
            with db.engine.connect() as other, place_of(other).gate():
                pass  # another process that was let in, whatever became of its act
        overtaken = desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW, prepared=prepared)
        with pytest.raises(Overtaken), overtaken:
            pass
        assert _children() == 0
        assert ("import.run", "done", "import:0") not in _entries()


@pytest.mark.only("sqlite")
def test_who_may_not_write_everywhere_prepares_nothing(house: House) -> None:
    with house.app.app_context():
        officer = an_actor(Role.OFFICER, 31120)
        with pytest.raises(Denied), desk.preparing(officer, Act.IMPORT_RUN, now=NOW):
            pass
        assert _entries()[-1] == ("import.run", "denied", "")
        with nothing_written(), pytest.raises(Held):
            desk.preparing(SYSTEM, Act.IMPORT_RUN, now=NOW).__enter__()


def test_no_book_of_the_house_is_one_that_an_import_compares() -> None:
    compared = {
        "agencies",
        "disasters",
        "populations",
    }  # the others are refused without a principal
    root = Path(desk.__file__).parent
    books = [p for p in root.rglob("*.py") if "ledger(write=True)" in p.read_text("utf-8")]
    assert len(books) > 5
    for book in books:
        words = set(re.findall(r"caseapp\.records\.(\w+)", book.read_text("utf-8")))
        assert not words & compared, book
