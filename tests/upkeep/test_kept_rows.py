"""Rows that point nowhere, keys and cells that do not open, marks that are missing: each named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, insert, select, text, update

from caseapp import desk
from caseapp.records.children import Child, ChildUnit, Residence, SubjectKey
from caseapp.records.db import WRITE, Row, db
from caseapp.records.reports import Report
from caseapp.records.scope import Reach, reaching
from caseapp.records.users import User
from caseapp.rules.access import Act
from caseapp.upkeep import demo, kept_rows
from tests.factories.cluster import Cluster
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.rows import NINH_KIEU, Made, furnish

Check = Callable[[Connection], Iterator[str]]


@pytest.fixture
def made(house: House) -> Iterator[Made]:
    """One row of each kind, two of them with a key and a sealed cell."""
    with house.app.app_context():
        rows = furnish(NINH_KIEU)
        with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
            child = door.session.get_one(Child, rows[Child])
            report = door.session.get_one(Report, rows[Report])
            key = door.key_of(child)
            child.personal_id = door.seal(key, "children.personal_id", child.id, "079315001234")
            report.narrative = door.seal(door.key_of(report), "reports.narrative", report.id, "x")
        yield rows


def found(check: Check) -> list[str]:
    with reaching(Reach(None, "bulk")), db.engine.connect() as connection:
        return list(check(connection))


def spoil(statement: Any) -> None:
    with (
        reaching(Reach(None, "bulk")),
        db.engine.connect().execution_options(**{WRITE: True}) as connection,
    ):
        connection.execute(text(statement) if isinstance(statement, str) else statement)
        connection.commit()


def cell(column: Any) -> Any:
    with reaching(Reach(None, "bulk")), db.engine.connect() as connection:
        return connection.scalar(select(column))


CHECKS = (
    kept_rows.rows_that_point_nowhere,
    kept_rows.keys_that_do_not_open,
    kept_rows.cells_that_do_not_open,
    kept_rows.marks_that_are_missing,
)


@pytest.mark.parametrize("check", CHECKS)
def test_rows_as_the_acts_keep_them_have_no_fault(made: Made, check: Check) -> None:
    assert found(check) == []


def test_every_cell_of_the_demo_opens_where_the_check_looks_for_it(house: House) -> None:
    with house.app.app_context():
        demo.make_demo(house.settings, NOW, children=60, seed=1)
        assert all(found(check) == [] for check in CHECKS)
        sealed = {
            f"{table.name}.{column.name}": cell(column)
            for table in Row.metadata.sorted_tables
            for column in table.c
            if column.info.get("sealed")
        }
        assert len(sealed) >= 12
        assert {"children.personal_id", "reports.narrative", "kept_forms.fields"} <= set(sealed)


def spoil_past_the_keys(house: House, database: Cluster | None, statement: str) -> None:
    """Write past the foreign keys, as a superuser or another program may."""
    if database:
        address = database.address(str(db.engine.url.database), "postgres")
        options = {"options": "-c session_replication_role=replica"}
        engine = create_engine(address, connect_args=options)
        with engine.begin() as connection:
            connection.execute(text(statement))
        engine.dispose()
        return
    with reaching(Reach(None, "bulk")), db.engine.connect() as opened:
        driver: Any = opened.connection.dbapi_connection
        driver.execute("PRAGMA foreign_keys = OFF")
        driver.execute(statement)
        driver.execute("PRAGMA foreign_keys = ON")


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DELETE FROM reports", {"rows of incidents point to no row of reports (report_id"}),
        ("UPDATE cases SET child_id = 999999", {"1 rows of cases point to no row of children"}),
        ("UPDATE users SET id = 7777 WHERE id = 1", set()),
    ],
)
def test_each_reference_to_a_row_that_is_gone_is_named(
    made: Made, house: House, database: Cluster | None, statement: str, told: set[str]
) -> None:
    spoil_past_the_keys(house, database, statement)
    lines = found(kept_rows.rows_that_point_nowhere)
    assert bool(lines) is bool(told)
    for words in told:
        assert any(words in line for line in lines), lines


def test_a_key_that_is_empty_or_of_another_instance_is_named(made: Made) -> None:
    first = cell(SubjectKey.id)
    spoil(update(SubjectKey).where(SubjectKey.id == first).values(wrapped=None))
    assert found(kept_rows.keys_that_do_not_open) == [
        f"subject key {first} is empty, and nobody destroyed it"
    ]
    spoil(update(SubjectKey).where(SubjectKey.id == first).values(destroyed_at=NOW))
    assert found(kept_rows.keys_that_do_not_open) == []
    assert found(kept_rows.cells_that_do_not_open) == []  # erased, as it was meant
    strange = b"\x01" + bytes(60)
    spoil(update(SubjectKey).where(SubjectKey.id == first).values(wrapped=strange))
    assert found(kept_rows.keys_that_do_not_open) == [
        f"subject key {first} does not open with this instance's key"
    ]


def _open_to_all(place: str) -> str:
    return f"{place} does not open: changed, moved from elsewhere, or without its key"


def test_a_cell_that_was_changed_moved_or_lost_its_key_is_named(made: Made) -> None:
    child, report = made[Child], made[Report]
    number, narrative = cell(Child.personal_id), cell(Report.narrative)
    spoil(update(Report).values(narrative=number))
    assert found(kept_rows.cells_that_do_not_open) == [_open_to_all(f"reports.narrative:{report}")]
    spoil(update(Report).values(narrative=narrative[:-1] + bytes([narrative[-1] ^ 1])))
    assert found(kept_rows.cells_that_do_not_open) == [_open_to_all(f"reports.narrative:{report}")]
    for key_id in (4242, 2**40):
        lost = number[:1] + key_id.to_bytes(8, "big") + number[9:]
        spoil(update(Report).values(narrative=narrative))
        spoil(update(Child).values(personal_id=lost))
        assert found(kept_rows.cells_that_do_not_open) == [
            _open_to_all(f"children.personal_id:{child}")
        ]
    for broken in (b"", b"\x01", number[:20]):
        spoil(update(Child).values(personal_id=broken))
        assert found(kept_rows.cells_that_do_not_open) == [
            _open_to_all(f"children.personal_id:{child}")
        ]


def test_a_cell_of_the_instances_own_is_opened_as_well(made: Made, house: House) -> None:
    from tests.factories.signing import give_factor
    from tests.factories.web import make_user

    give_factor(house, make_user(house, "officer"))
    assert found(kept_rows.cells_that_do_not_open) == []
    spoil("UPDATE users SET totp_sealed = wrapped FROM subject_keys WHERE subject_keys.id = 1")
    assert found(kept_rows.cells_that_do_not_open) == [
        _open_to_all(f"users.totp_sealed:{cell(User.id)}")
    ]


def test_children_and_stays_that_figures_would_overlook_are_counted(made: Made) -> None:
    spoil(update(Residence).values(counted=False))
    assert found(kept_rows.marks_that_are_missing) == [
        "1 residences lack the mark by which figures find them"
    ]
    spoil(update(Child).values(counted=False))
    assert found(kept_rows.marks_that_are_missing) == [
        "1 children lack the mark by which figures find them"
    ]


def test_a_mark_without_need_is_no_fault(house: House) -> None:
    with house.app.app_context():
        spoil(insert(Child).values(
            code="TE-26-1", full_name="A", folded_name="a", sex="male", counted=True,
            entered_at=NOW, version=1,
        ))  # fmt: skip
        assert found(kept_rows.marks_that_are_missing) == []
        assert cell(Child.counted) is True


def test_a_name_in_a_units_list_that_is_not_the_childs_is_told(made: Made) -> None:
    assert found(kept_rows.names_that_differ) == []
    spoil(update(ChildUnit).values(folded_name="le tam"))
    assert found(kept_rows.names_that_differ) == [
        "1 lines of a unit's list bear another name than their child"
    ]
