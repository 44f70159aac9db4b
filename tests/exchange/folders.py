"""Writes registers for a test as a folder of CSV files or a workbook, and reads exports back."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from caseapp.exchange.import_results import ImportResult
from caseapp.exchange.importing import import_path
from caseapp.exchange.sheets import SHEETS
from tests.factories.house import NOW, SYSTEM

Row = Mapping[str, object]

AN: Row = {
    "child_ref": "TE-1",
    "full_name": "Nguyễn Thị Bé An",
    "sex": "female",
    "date_of_birth": "2015-03-02",
    "area_code": "31135",
    "resident_from": "2025-08-01",
}
BINH: Row = {
    "child_ref": "TE-2",
    "full_name": "Sơn Minh Bình",
    "sex": "male",
    "date_of_birth": "2018-11-20",
    "ethnicity": "Khmer",
    "area_code": "31135",
    "resident_from": "2019-01-01",
}
REPORT: Row = {
    "report_ref": "BC-1",
    "child_ref": "TE-1",
    "received_at": "2026-02-03T08:30",
    "event_area_code": "31135",
    "certainty": "suspected",
}
REFERRAL: Row = {
    "referral_ref": "GT-1",
    "child_ref": "TE-1",
    "agency": "Bệnh viện Nhi đồng",
    "service": "Trị liệu tâm lý",
    "state": "sent",
    "sent_on": "2026-02-10",
}


CIRCUMSTANCE: Row = {
    "child_ref": "TE-1",
    "group": "04",
    "status": "confirmed",
    "from": "2025-09-01",
}
HELP: Row = {"child_ref": "TE-1", "kind": "education", "date": "2026-01-05", "provider": "Trường"}
DISASTER: Row = {
    "disaster_ref": "TT-1",
    "name": "Lũ tháng 10",
    "kind": "flood",
    "started_on": "2025-10-01",
}
IMPACT: Row = {"disaster_ref": "TT-1", "child_ref": "TE-1", "affected_on": "2025-10-02"}
FIGURE: Row = {"area_code": "31135", "reference_date": "2025-12-31", "children": "4200"}


_EVERYTHING: dict[str, list[Row]] = {
    "population": [FIGURE, FIGURE | {"sex": "male", "age_band": "3-5", "source": "Dân số"}],
    "children": [
        AN
        | {
            "birth_precision": "month",
            "personal_id": "092315001234",
            "address": "Số 1, đường 30 Tháng 4\nKhu vực 2",
            "guardian_name": "Nguyễn Thị Mẹ",
            "guardian_relation": "mother",
            "guardian_phone": "+84 901 234 567",
        },
        BINH,
    ],
    "residences": [
        {"child_ref": "TE-1", "area_code": "31135", "from": "2025-08-01", "to": "2026-03-01"},
        {"child_ref": "TE-2", "area_code": "31120", "from": "2025-08-01"},
        {"child_ref": "TE-2", "area_code": "outside", "from": "2026-05-01", "to": "2026-06-01"},
    ],
    "circumstances": [
        CIRCUMSTANCE | {"subgroup": "04.2", "to": "2026-09-01"},
        CIRCUMSTANCE | {"status": "at_risk", "group": "10", "child_ref": "TE-2"},
    ],
    "assistance": [
        HELP | {"until": "open", "note": "=mỗi tháng"},
        HELP | {"until": "2026-01-31", "provider": ""},
    ],
    "reports": [
        REPORT
        | {
            "occurred_on": "2026-02-01",
            "abuse_types": "violence;neglect",
            "setting": "family;online",
            "channel": "police",
            "narrative": "Dòng một\nDòng hai",
        },
        REPORT | {"report_ref": "BC-2", "child_ref": "", "narrative": "Chưa rõ trẻ nào"},
    ],
    "disasters": [DISASTER],
    "impacts": [
        IMPACT
        | {
            "listed_on": "2025-10-03",
            "harm": "displaced",
            "relieved_on": "2025-10-04",
            "relief_kind": "food",
        },
        IMPACT | {"child_ref": "TE-2"},
    ],
    "referrals": [
        REFERRAL | {"report_ref": "BC-1", "reason": "Cần trị liệu"},
        REFERRAL | {"referral_ref": "GT-2", "state": "accepted", "answered_on": "2026-02-12"},
    ],
}


def everything() -> dict[str, list[Row]]:
    """One to three rows of every sheet, every column filled somewhere; to be changed at will."""
    return {name: list(rows) for name, rows in _EVERYTHING.items()}


def a_folder(folder: Path, **sheets: Sequence[Row]) -> Path:
    """Write each sheet with exactly the columns that its rows name, in the format's order."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in sheets.items():
        columns = columns_of(name, rows)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return folder


def a_workbook(path: Path, **sheets: Sequence[Row]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        columns = columns_of(name, rows)
        page.append(columns)
        for number, row in enumerate(rows, start=2):
            for place, column in enumerate(columns, start=1):
                cell = page.cell(number, place, row.get(column))
                if cell.data_type == "f":  # a person types text that begins like a formula
                    cell.data_type = "s"
    book.save(path)
    return path


def columns_of(name: str, rows: Sequence[Row]) -> list[str]:
    named = {column for row in rows for column in row}
    known = [column.name for column in SHEETS[name].columns] if name in SHEETS else []
    return [column for column in known if column in named] + sorted(named - set(known))


def imported(path: Path, **options: bool) -> ImportResult:
    return import_path(SYSTEM, path, now=NOW, **options)


def faults_of(path: Path, **options: bool) -> list[str]:
    return [str(fault) for fault in imported(path, **options).faults]


def places_of(path: Path, **options: bool) -> list[str]:
    """The places alone: `sheet:row:column`."""
    return [":".join(line.split(":")[:3]) for line in faults_of(path, **options)]


def read_folder(folder: Path) -> dict[str, list[dict[str, str]]]:
    read = {}
    for name in SHEETS:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            read[name] = list(csv.DictReader(file))
    return read
