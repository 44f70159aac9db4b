"""Files from the act's side: sealed under the child's key, bounded, handed out, withdrawn."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update

from caseapp.casework.file_reading import (
    CHANGED,
    ERASED,
    Unreadable,
    files_of_report,
    read_copy,
    read_file,
)
from caseapp.casework.files import NewFile, Room, attach_file, hand_out, original, withdraw_file
from caseapp.casework.outcomes import Missing
from caseapp.casework.screening import open_case
from caseapp.records.db import WRITE, db
from caseapp.records.files import FilePart, StoredFile
from caseapp.records.scope import Reach, reaching
from caseapp.rules.access import Actor, Denied
from caseapp.rules.file_kinds import MEGABYTE, Copies
from caseapp.rules.values import RuleBroken, local_day
from tests.factories.children import a_child, actor_of
from tests.factories.files import SECRET, photo, picture
from tests.factories.house import NOW, House
from tests.factories.reports import CHAIR, OFFICER, STRANGER, SUPERVISOR, kept, log_one
from tests.factories.web import make_user

ROOM = Room(1024, 20_480)
WORDS = "Vết bầm ở cẳng tay trái"
NEW = NewFile(photo(), WORDS, date(2026, 11, 22), Copies(picture(size=(8, 6)), (picture(),), 1))


@pytest.fixture
def report(house: House) -> str:
    return log_one(house)


def attach(house: House, report: str, new: NewFile = NEW, **more: Any) -> str:
    given: dict[str, Any] = {"actor": OFFICER, "room": ROOM, "now": NOW} | more
    with house.app.app_context():
        return attach_file(given.pop("actor"), new, report=report, **given)


def give(house: House, code: str, actor: Actor = OFFICER, **more: Any) -> int:
    """Record a hand-out; return its number."""
    words = {"recipient": "Công an phường", "paper": "12/CV", "now": NOW} | more
    with house.app.app_context():
        hand_out(actor, code, **words)
        return read_file(SUPERVISOR, code, now=words["now"])[1][0].id


def fetch(house: House, code: str, number: int, actor: Actor = OFFICER, **more: Any) -> bytes:
    with house.app.app_context():
        return original(actor, code, number, **({"now": NOW} | more)).content


def wrote(house: House, statement: Any) -> None:
    """Write past the desk, as who holds the database could."""
    with house.app.app_context(), reaching(Reach(None, "bulk")), db.engine.connect() as opened:
        connection = opened.execution_options(**{WRITE: True})
        with connection.begin():
            connection.execute(statement)


def test_nothing_of_a_file_lies_open_in_the_whole_instance(house: House, report: str) -> None:
    code = attach(house, report)
    give(house, code)
    assert SECRET in NEW.content
    for path in house.path.rglob("*"):
        if path.is_file():
            lying = path.read_bytes()
            assert not any(
                mark in lying for mark in (SECRET, b"JFIF", WORDS.encode(), "Công an".encode())
            ), path
    for (sealed,) in kept(house, select(FilePart.__table__.c.sealed)):
        assert b"JFIF" not in sealed
    columns = StoredFile.__table__.c
    told = kept(house, select(columns.kind, columns.size, columns.pages))
    assert told == [("jpeg", len(NEW.content), 1)]


def test_the_bytes_come_back_as_they_were(house: House, report: str) -> None:
    code = attach(house, report)
    assert fetch(house, code, give(house, code)) == NEW.content
    with house.app.app_context():
        assert read_copy(SUPERVISOR, code, None, now=NOW) == NEW.copies.thumbnail
        assert read_copy(CHAIR, code, 1, now=NOW) == NEW.copies.shown[0]
        (view,) = files_of_report(CHAIR, report, now=NOW)
    assert (view.description, view.taken_on, view.erased) == (WORDS, NEW.taken_on, False)
    assert [give(house, one) for one in (attach(house, report), code)] == [1, 2]  # of each file


def test_parts_that_were_swapped_do_not_open(house: House, report: str) -> None:
    first = attach(house, report)
    second = attach(house, report, replace(NEW, content=picture(size=(90, 40))))
    parts = FilePart.__table__
    theirs = kept(
        house, select(parts.c.sealed).where(parts.c.file_id == 2, parts.c.part == "original")
    )
    wrote(house, update(parts).where(parts.c.file_id == 1).values(sealed=theirs[0][0]))
    number = give(house, first)
    for opened in (
        lambda: fetch(house, first, number),
        lambda: read_copy(OFFICER, first, 1, now=NOW),  # an original in a copy's place
    ):
        with house.app.app_context(), pytest.raises(Unreadable) as told:
            opened()
        assert told.value.why == CHANGED
        with house.app.app_context():
            assert '"unreadable": "changed"' in last_detail()
    assert fetch(house, second, give(house, second)) == picture(size=(90, 40))


def last_detail() -> str:
    with db.engine.connect() as connection:
        asked = "SELECT detail FROM audit_entries ORDER BY id DESC LIMIT 1"
        return str(connection.exec_driver_sql(asked).scalar())


def test_another_hash_or_a_part_that_is_gone_is_a_changed_file(house: House, report: str) -> None:
    code = attach(house, report)
    number = give(house, code)
    files, parts = StoredFile.__table__, FilePart.__table__
    wrote(house, update(files).values(sha256="0" * 64))
    with pytest.raises(Unreadable, match=CHANGED):
        fetch(house, code, number)
    wrote(house, parts.delete())
    with house.app.app_context(), pytest.raises(Unreadable, match=CHANGED):
        read_copy(OFFICER, code, 1, now=NOW)


def test_with_the_key_all_of_its_files_are_gone(house: House, report: str) -> None:
    code = attach(house, report)
    number = give(house, code)
    wrote(house, text("UPDATE subject_keys SET wrapped = NULL"))
    with pytest.raises(Unreadable, match=ERASED):
        fetch(house, code, number)
    with house.app.app_context():
        with pytest.raises(Unreadable, match=ERASED):
            read_copy(OFFICER, code, 1, now=NOW)
        view, given = read_file(SUPERVISOR, code, now=NOW)
        assert (view.erased, view.description, given[0].recipient) == (True, "", "")
        assert [file.erased for file in files_of_report(CHAIR, report, now=NOW)] == [True]


def test_a_case_for_its_child_takes_the_files_under_the_childs_key(
    house: House, report: str
) -> None:
    code = attach(house, report)
    number = give(house, code)
    attach(house, report, replace(NEW, description="khác"))
    with house.app.app_context():
        withdraw_file(
            OFFICER, files_of_report(OFFICER, report, now=NOW)[1].code, reason="nhầm", now=NOW
        )
        open_case(OFFICER, report, a_child(), now=NOW)
        view, given = read_file(OFFICER, code, now=NOW)
        assert (view.description, given[0].recipient, given[0].paper) == (
            WORDS, "Công an phường", "12/CV",
        )  # fmt: skip
        assert [file.withdrawal for file in files_of_report(OFFICER, report, now=NOW)] == [
            "",
            "nhầm",
        ]
    assert fetch(house, code, number) == NEW.content


def test_the_original_is_for_who_recorded_the_hand_out_and_for_a_day(
    house: House, report: str
) -> None:
    mine, other, chair = (
        actor_of(house, make_user(house, r)) for r in ("officer", "officer", "chair")
    )
    code = attach(house, report)
    number = give(house, code, mine)
    for actor in (other, chair, STRANGER):
        with pytest.raises(Missing):
            fetch(house, code, number, actor)
    with pytest.raises(Denied):
        fetch(house, code, number, SUPERVISOR)
    last = NOW + timedelta(hours=24) - timedelta(seconds=1)
    assert fetch(house, code, number, mine, now=last) == NEW.content
    for moment in (last + timedelta(seconds=1), NOW - timedelta(seconds=1)):
        with pytest.raises(Missing):
            fetch(house, code, number, mine, now=moment)
    with house.app.app_context():
        assert not read_file(mine, code, now=NOW + timedelta(days=1))[1][0].open
        assert read_file(mine, code, now=NOW)[1][0].open
        assert not read_file(chair, code, now=NOW)[1][0].open
        for words in ({"recipient": " ", "paper": "1"}, {"recipient": "x", "paper": ""}):
            with pytest.raises(RuleBroken):
                hand_out(OFFICER, code, **words, now=NOW)
        with pytest.raises(Denied):
            hand_out(SUPERVISOR, code, recipient="x", paper="1", now=NOW)


def test_who_may_attach_and_where(house: House, report: str) -> None:
    for actor, refusal in ((CHAIR, Denied), (SUPERVISOR, Denied), (STRANGER, Missing)):
        with pytest.raises(refusal):
            attach(house, report, actor=actor)
    for nowhere in ("BC-26-00000000", "' OR 1=1", "\0"):
        with pytest.raises(Missing):
            attach(house, nowhere)
    with pytest.raises(Missing):
        attach(house, "", case="HS-26-00000000")
    assert kept(house, select(StoredFile.__table__.c.id)) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"description": " \n"}, "description"),
        ({"taken_on": local_day(NOW) + timedelta(days=1)}, "taken_on"),
        ({"content": b"<html>"}, "file"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    house: House, report: str, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        attach(house, report, replace(NEW, **change))
    assert refused.value.field == field


@pytest.mark.parametrize(("over", "fits"), [(0, True), (1, False)])
@pytest.mark.parametrize("room", [Room(1, 2), Room(2, 1)])
def test_room_ends_to_the_byte(
    house: House, report: str, room: Room, over: int, fits: bool
) -> None:
    attach(house, report)
    files = StoredFile.__table__
    ((taken,),) = kept(house, select(files.c.kept))
    wrote(house, update(files).values(kept=MEGABYTE - taken + over))
    if fits:
        attach(house, report, room=room)
        return
    with pytest.raises(RuleBroken, match="0 of 1 MB are left"):
        attach(house, report, room=room)


def test_a_report_has_no_more_files_than_it_may(
    house: House, report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caseapp.casework.files.MOST", 2)
    other = log_one(house)
    for _ in range(2):
        attach(house, report)
    with pytest.raises(RuleBroken, match="2 files here already"):
        attach(house, report)
    attach(house, other)


def test_a_withdrawn_file_is_kept_and_opened_by_nobody(house: House, report: str) -> None:
    code = attach(house, report)
    number = give(house, code)
    with house.app.app_context():
        for actor, refusal in ((CHAIR, Denied), (STRANGER, Missing)):
            with pytest.raises(refusal):
                withdraw_file(actor, code, reason="nhầm", now=NOW)
        with pytest.raises(RuleBroken):
            withdraw_file(OFFICER, code, reason=" ", now=NOW)
        withdraw_file(OFFICER, code, reason="nhầm trẻ", now=NOW)
        view, _ = read_file(CHAIR, code, now=NOW)
        assert (view.withdrawal, view.withdrawn_at) == ("nhầm trẻ", NOW)
        for opened in (
            lambda: read_copy(OFFICER, code, 1, now=NOW),
            lambda: original(OFFICER, code, number, now=NOW),
            lambda: hand_out(OFFICER, code, recipient="x", paper="1", now=NOW),
            lambda: withdraw_file(OFFICER, code, reason="x", now=NOW),
        ):
            with pytest.raises(Missing):
                opened()
    assert len(kept(house, select(FilePart.__table__.c.part))) == 3


def test_the_log_tells_what_happened_and_nothing_of_the_file(house: House, report: str) -> None:
    code = attach(house, report)
    number = give(house, code)
    fetch(house, code, number)
    with house.app.app_context(), db.engine.connect() as connection:
        asked = "SELECT act, detail FROM audit_entries WHERE act LIKE 'file.%' ORDER BY id"
        rows = connection.exec_driver_sql(asked).all()
    told = [(row[0], sorted(json.loads(row[1]))) for row in rows]
    assert told == [
        ("file.add", ["report", "sha256", "size"]),
        ("file.original", ["hand_out"]),
        ("file.read", []),
        ("file.original", ["hand_out", "sha256"]),
    ]
    assert not any(word in str(rows) for word in (WORDS, "Công an", "12/CV"))
