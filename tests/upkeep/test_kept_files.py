"""Attached files that do not open, or are not what was attached: each named, one by one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, select, text, update

from caseapp.casework.files import NewFile, Room, attach_file
from caseapp.exchange.release_folders import files_of
from caseapp.exchange.release_registry import packed
from caseapp.records.children import SubjectKey
from caseapp.records.db import WRITE, db, place_of
from caseapp.records.files import ORIGINAL, THUMBNAIL, FilePart, StoredFile
from caseapp.records.jobs import Job, place_of_result
from caseapp.records.releases import Release
from caseapp.records.scope import Reach, reaching
from caseapp.rules.file_kinds import Copies
from caseapp.rules.job_states import DONE, EXPORT
from caseapp.upkeep.kept_files import (
    files_that_do_not_open,
    releases_that_differ,
    results_that_do_not_open,
)
from caseapp.upkeep.kept_rows import cells_that_do_not_open
from tests.factories.children import actor_of
from tests.factories.cluster import Cluster
from tests.factories.files import photo, picture
from tests.factories.house import NOW, House
from tests.factories.released import an_office, frozen, hit_children, proposed, signed
from tests.factories.reports import OFFICER, log_one
from tests.factories.web import make_user

_PARTS: Any = FilePart.__table__
_FILES: Any = StoredFile.__table__
_KEYS: Any = SubjectKey.__table__
_JOBS: Any = Job.__table__
_RELEASES: Any = Release.__table__


@pytest.fixture
def codes(house: House) -> list[str]:
    """Two files of one report."""
    report = log_one(house)
    new = NewFile(photo(), "Vết bầm", None, Copies(picture(size=(8, 6)), (picture(),), 1))
    with house.app.app_context():
        return [
            attach_file(OFFICER, new, report=report, room=Room(1024, 20_480), now=NOW)
            for _ in range(2)
        ]


def told(
    house: House,
    *spoiling: Any,
    check: Callable[[Connection], Iterator[str]] = files_that_do_not_open,
) -> list[str]:
    with house.app.app_context(), reaching(Reach(None, "bulk")):
        with db.engine.connect().execution_options(**{WRITE: True}) as connection:
            for statement in spoiling:
                connection.execute(statement)
            connection.commit()
        with db.engine.connect() as connection:
            return list(check(connection))


def sealed(number: int, part: str) -> Any:
    return (
        select(_PARTS.c.sealed)
        .where(_PARTS.c.file_id == number, _PARTS.c.part == part)
        .scalar_subquery()
    )


def test_whole_files_are_no_fault(house: House, codes: list[str]) -> None:
    assert len(codes) == 2
    assert told(house) == []


def test_a_changed_a_moved_and_a_missing_part_are_named(house: House, codes: list[str]) -> None:
    first, second = codes
    changed = (
        update(_PARTS)
        .where(_PARTS.c.file_id == 1, _PARTS.c.part == THUMBNAIL)
        .values(sealed=b"\1" * 60)
    )
    assert told(house, changed) == [
        f"{first}: its part {THUMBNAIL} does not open: changed, or moved from elsewhere"
    ]
    moved = (
        update(_PARTS)
        .where(_PARTS.c.file_id == 1, _PARTS.c.part == THUMBNAIL)
        .values(sealed=sealed(2, THUMBNAIL))
    )
    gone = delete(_PARTS).where(_PARTS.c.file_id == 2, _PARTS.c.part == ORIGINAL)
    assert told(house, moved, gone) == [
        f"{first}: its part {THUMBNAIL} does not open: changed, or moved from elsewhere",
        f"{second}: its original is missing or does not open",
    ]


def test_an_original_with_another_hash_is_named(house: House, codes: list[str]) -> None:
    altered = update(_FILES).where(_FILES.c.id == 2).values(sha256="0" * 64)
    assert told(house, altered) == [f"{codes[1]}: its original is not what was attached"]


def test_a_lost_key_is_named_and_a_destroyed_one_is_no_fault(
    house: House, codes: list[str]
) -> None:
    lost = update(_KEYS).values(wrapped=None)
    assert told(house, lost) == [f"{code}: its key does not open" for code in codes]
    assert told(house, update(_KEYS).values(destroyed_at=NOW)) == []


def test_what_a_job_made_opens_for_its_own_row_alone(house: House) -> None:
    with house.app.app_context():
        place = place_of(db.engine)
        made = place.vault.seal_file(place_of_result(1), b"a workbook")
    row = {"kind": EXPORT, "state": DONE, "asked_at": NOW, "user_id": 1}
    actor_of(house, make_user(house, "supervisor"))
    whole = insert(_JOBS).values(row | {"id": 1, "result": made})
    assert told(house, whole, check=results_that_do_not_open) == []
    assert told(house, check=cells_that_do_not_open) == []  # it is no sealed cell
    moved = insert(_JOBS).values(row | {"id": 2, "result": made})
    assert told(house, moved, check=results_that_do_not_open) == [
        "the file of job 2 does not open: changed, or moved from elsewhere"
    ]
    handed = insert(_JOBS).values(row | {"id": 3, "input": made})
    assert told(house, handed, check=results_that_do_not_open)[1:] == [
        "the file of job 3 does not open: changed, or moved from elsewhere"
    ]


def unguarded(postgresql: bool) -> Any:
    on = " ON releases" if postgresql else ""
    return text(f"DROP TRIGGER releases_no_update{on}")


def test_a_release_whose_files_were_changed_is_named(
    house: House, database: Cluster | None
) -> None:
    office = an_office(house)
    with house.app.app_context():
        hit_children()
        number = signed(office.supervisor, proposed(office.statistician, frozen()))
        files = files_of(number)
    assert told(house, check=releases_that_differ) == []
    other = packed(files | {"README.md": b"x"})
    found = told(
        house,
        unguarded(database is not None),
        update(_RELEASES).values(package=other),
        check=releases_that_differ,
    )
    assert found == [f"the files of release {number} are not those that were signed"]
    said = json.loads(files["release.json"])
    for wrong in ({"number": "CB-2026-002"}, {"hash": "0" * 64}):
        spoilt = packed(files | {"release.json": json.dumps(said | wrong).encode()})
        sha = hashlib.sha256(spoilt).digest()
        fit = update(_RELEASES).values(package=spoilt, package_sha256=sha)
        assert told(house, fit, check=releases_that_differ) == [
            f"release {number} says another number or hash than the registry"
        ]
    nothing = update(_RELEASES).values(package=b"", package_sha256=hashlib.sha256(b"").digest())
    assert len(told(house, nothing, check=releases_that_differ)) == 1
