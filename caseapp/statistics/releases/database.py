"""A release as an SQLite file that Datasette opens, and the metadata that it shows beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from caseapp.statistics.releases.rows import PublicRows
from caseapp.statistics.releases.wording import COLUMNS, HIDDEN, Wording

if TYPE_CHECKING:
    from sqlite_utils import Database

_PRINTED: Final = "Công bố"


def figures_database(found: PublicRows, wording: Wording, told: Mapping[str, str]) -> bytes:
    """Return the tables cells, codes and release; the same rows make the same bytes.

    `told` is what the table `release` says, by key.
    """
    import sqlite3  # noqa: PLC0415 - of releases alone, as is what follows

    from sqlite_utils import Database  # noqa: PLC0415

    connection = sqlite3.connect(":memory:")
    try:
        with connection:
            _fill(Database(connection), found, wording, told)
        connection.execute("VACUUM")
        return connection.serialize()
    finally:
        connection.close()


def _fill(database: Database, found: PublicRows, wording: Wording, told: Mapping[str, str]) -> None:
    names = [d.name for d in found.dimensions]
    columns: dict[str, type] = {"cell_id": str}
    columns |= dict.fromkeys(names, str)
    columns |= {f"{name}_label": str for name in names}
    columns |= {"children": int, "percent": float, "of_children": int, "of_cell": str}
    columns |= {"status": str, "status_label": str}
    cells = database.table("cells")
    cells.create(columns, pk="cell_id")
    cells.insert_all(_cells(found, wording))
    codes = database.table("codes")
    codes.create(
        {"dimension": str, "code": str, "label": str, "label_en": str, "parts": str},
        pk=("dimension", "code"),
    )
    codes.insert_all(_codes(found, wording))
    release = database.table("release")
    release.create({"key": str, "value": str}, pk="key")
    release.insert_all({"key": key, "value": value} for key, value in told.items())


def _cells(found: PublicRows, wording: Wording) -> Iterator[dict[str, Any]]:
    for row in found.rows:
        hidden = row.value is None
        yield {
            "cell_id": row.name,
            **row.codes,
            **{f"{name}_label": wording.of(name, code).vi for name, code in row.codes.items()},
            "children": row.value,
            "percent": None if row.percent is None else float(row.percent),
            "of_children": row.of_children,
            "of_cell": row.of_cell,
            "status": "C" if hidden else "F",
            "status_label": HIDDEN.vi if hidden else _PRINTED,
        }


def _codes(found: PublicRows, wording: Wording) -> Iterator[dict[str, Any]]:
    for dimension in found.dimensions:
        for code, leaves in dimension.codes.items():
            label = wording.of(dimension.name, code)
            yield {
                "dimension": dimension.name,
                "code": code,
                "label": label.vi,
                "label_en": label.en,
                "parts": " ".join(leaf for leaf in dimension.leaves if leaf in leaves),
            }


def datasette_metadata(
    found: PublicRows, title: str, description: str, *, licence: str, source: str
) -> dict[str, Any]:
    """Return what Datasette shows: title, description, licence, source, and what columns hold."""
    names = [d.name for d in found.dimensions]
    columns = {
        "cell_id": "Mã ô (các mã cách nhau bằng dấu |)",
        **{name: f"{COLUMNS[name].vi}: mã" for name in names},
        **{f"{name}_label": COLUMNS[name].vi for name in names},
        "children": "Số trẻ em (đơn vị tính: trẻ em); để trống: bảo mật",
        "percent": "Tỷ lệ (đơn vị tính: %), làm tròn đến hai chữ số thập phân",
        "of_children": "Mẫu số của tỷ lệ: số trẻ em của đơn vị (đơn vị tính: trẻ em)",
        "of_cell": "Mẫu số của tỷ lệ: mã của ô khác",
        "status": "F: công bố; C: bảo mật",
        "status_label": "Công bố hoặc bảo mật",
    }
    tables = {
        "cells": {"title": "Số liệu", "description": description, "columns": columns},
        "codes": {
            "title": "Danh mục mã",
            "columns": {
                "dimension": "Cột của bảng số liệu",
                "code": "Mã",
                "label": "Tên",
                "label_en": "Tên tiếng Anh",
                "parts": "Các mã nhỏ nhất tạo thành mã này",
            },
        },
        "release": {
            "title": "Về lần công bố này",
            "columns": {"key": "Mục", "value": "Nội dung"},
        },
    }
    told = {"title": title, "description": description, "license": licence, "source": source}
    return {**told, "databases": {"figures": {**told, "tables": tables}}}
