from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caseapp.exchange.checking import check_tables, unit_at
from caseapp.exchange.faults import Faults
from caseapp.exchange.reading import RawSheet
from caseapp.exchange.tables import Table, read_tables
from tests.exchange.folders import AN, REFERRAL, Row, columns_of

TODAY = date(2026, 11, 23)


def check(name: str, *rows: Row) -> tuple[Table, list[str]]:
    faults = Faults()
    columns = columns_of(name, rows)
    raw: list[list[Any]] = [columns, *([row.get(c, "") for c in columns] for row in rows)]
    tables = read_tables([RawSheet(name, raw)], faults)
    check_tables(tables, faults, TODAY)
    return tables[name], [str(fault) for fault in faults.listed()]


def faults_of(name: str, *rows: Row) -> list[str]:
    return check(name, *rows)[1]


# --- units: code and date together name one (contracts §3, law.md §6.2)


def test_a_code_names_another_unit_before_the_reform() -> None:
    # 31135 is Ninh Kiều since 1 July 2025; before, it was the ward Tân An
    new, _ = check("children", AN | {"resident_from": "2025-07-01"})
    old, _ = check("children", AN | {"resident_from": "2025-06-30"})
    assert (new.values["unit_id"], old.values["unit_id"]) == ([31135], [231135])


@pytest.mark.parametrize(
    ("code", "day", "reason"),
    [
        ("31178", "2025-07-01", "did not exist on this day, only until 2025-06-30"),  # split, gone
        ("31117", "2026-01-01", "did not exist on this day, only until 2025-06-30"),
        ("99999", "2026-01-01", "has ever had the code"),
        ("916", "2024-01-01", "has ever had the code"),  # a district is no commune
        ("92", "2026-01-01", "no commune-level unit"),
    ],
)
def test_a_child_lives_in_a_unit_of_its_day(code: str, day: str, reason: str) -> None:
    faults = faults_of("children", AN | {"area_code": code, "resident_from": day})
    assert len(faults) == 1
    assert faults[0].startswith("children:2:area_code: ")
    assert reason in faults[0]


@pytest.mark.parametrize("code", ["outside", "unknown"])
def test_a_child_may_live_outside_or_nobody_knows_where(code: str) -> None:
    assert faults_of("children", AN | {"area_code": code}) == []


def test_the_263_units_existed_on_every_day_before() -> None:
    assert unit_at("31178", before=True, also=()) == 231178
    move = {"child_ref": "1", "area_code": "31178", "from": "1990-01-01"}
    assert faults_of("residences", move) == []


def test_a_population_figure_may_be_the_citys() -> None:
    row = {"area_code": "92", "reference_date": "2024-12-31", "children": "300000"}
    table, faults = check("population", row)
    assert (faults, table.values["unit_id"]) == ([], [92])
    assert "outside" in faults_of("population", row | {"area_code": "outside"})[0]


def test_an_event_lies_in_the_unit_of_the_local_day_of_receipt() -> None:
    report = {"report_ref": "1", "event_area_code": "31135", "certainty": "suspected"}
    # half past midnight in Cần Thơ is still 30 June in UTC
    table, _ = check("reports", report | {"received_at": "2025-07-01T00:30"})
    assert table.values["unit_id"] == [31135]
    table, _ = check("reports", report | {"received_at": "2025-06-30T23:59"})
    assert table.values["unit_id"] == [231135]


# --- births


@pytest.mark.parametrize(
    ("born", "since", "reason"),
    [
        ("2026-11-24", "2026-11-24", "after today"),
        ("2026-11-23", "2026-11-23", ""),
        ("2025-08-02", "2025-08-01", "after resident_from"),
        ("2025-08-01", "2025-08-01", ""),
        ("2009-08-01", "2025-08-01", "16 years were completed"),  # the 16th birthday itself
        ("2009-08-02", "2025-08-01", ""),
        ("2008-02-29", "2024-02-28", ""),
        ("2008-02-29", "2024-02-29", "16 years were completed"),
    ],
)
def test_births(born: str, since: str, reason: str) -> None:
    code = {"area_code": "unknown"}
    faults = faults_of("children", AN | code | {"date_of_birth": born, "resident_from": since})
    assert bool(faults) == bool(reason)
    if reason:
        assert faults[0].startswith("children:2:date_of_birth: ")
        assert reason in faults[0]


def test_a_birth_may_be_unknown() -> None:
    assert faults_of("children", AN | {"date_of_birth": ""}) == []


# --- spans


def test_a_stay_or_circumstance_ends_after_it_begins() -> None:
    stay = {"child_ref": "1", "area_code": "31135", "from": "2026-01-02"}
    assert faults_of("residences", stay | {"to": "2026-01-02"}) == [
        "residences:2:to: must lie after from"
    ]
    row = {"child_ref": "1", "group": "01", "status": "confirmed", "from": "2026-01-02"}
    assert faults_of("circumstances", row | {"to": "2026-01-01"}) == [
        "circumstances:2:to: must lie after from"
    ]
    assert faults_of("circumstances", row | {"to": "2026-01-03"}) == []


def test_help_may_end_on_the_day_it_begins() -> None:
    row = {"child_ref": "1", "kind": "education", "date": "2026-01-02"}
    assert faults_of("assistance", row | {"until": "2026-01-02"}) == []
    assert faults_of("assistance", row | {"until": "open"}) == []
    assert faults_of("assistance", row | {"until": "2026-01-01"}) == [
        "assistance:2:until: lies before date"
    ]


def test_a_subgroup_belongs_to_its_group() -> None:
    row = {"child_ref": "1", "group": "01", "status": "confirmed", "from": "2026-01-02"}
    assert faults_of("circumstances", row | {"subgroup": "01.2"}) == []
    assert faults_of("circumstances", row | {"subgroup": "02.1"}) == [
        "circumstances:2:subgroup: does not belong to group 01"
    ]


# --- repeated keys


def test_a_repeated_key_is_named_at_its_second_row() -> None:
    faults = faults_of("children", AN, AN | {"child_ref": "other"}, AN)
    assert faults == ["children:4:child_ref: repeats row 2 (the same child_ref)"]


def test_a_repeated_key_of_several_columns_is_a_fault_of_the_row() -> None:
    row = {"child_ref": "1", "kind": "education", "date": "2026-01-02", "provider": "A"}
    assert faults_of("assistance", row, row | {"provider": "B"}) == []
    faults = faults_of("assistance", row, row)
    assert faults == ["assistance:3:: repeats row 2 (the same child_ref, kind, date, provider)"]


def test_rows_with_faulty_keys_are_not_compared() -> None:
    assert len(faults_of("children", AN | {"child_ref": ""}, AN | {"child_ref": ""})) == 2


# --- referrals: the state agrees with the dates


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"state": "accepted"}, "answered_on"),
        ({"state": "completed", "answered_on": "2026-02-11"}, "completed_on"),
        ({"state": "sent", "answered_on": "2026-02-11"}, "answered_on"),
        ({"state": "accepted", "answered_on": "2026-02-09"}, "answered_on"),
    ],
)
def test_a_state_agrees_with_its_dates(change: Row, column: str) -> None:
    faults = faults_of("referrals", REFERRAL | change)
    assert len(faults) == 1
    assert faults[0].startswith(f"referrals:2:{column}: {column}")


def test_a_state_that_agrees() -> None:
    done = {"state": "completed", "answered_on": "2026-02-11", "completed_on": "2026-03-01"}
    assert faults_of("referrals", REFERRAL, REFERRAL | done | {"referral_ref": "GT-2"}) == []
