"""A required column that is missing is one fault, named; what else is wrong is still told."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseapp.exchange.sheets import SHEETS
from tests.exchange.folders import a_folder, everything, faults_of
from tests.factories.house import House


@pytest.fixture(autouse=True)
def _inside(house: House) -> object:
    with house.app.app_context():
        yield


REQUIRED = [
    (sheet.name, column.name)
    for sheet in SHEETS.values()
    for column in sheet.columns
    if column.required
]


@pytest.mark.parametrize(("sheet", "column"), REQUIRED)
def test_a_required_column_that_is_missing_is_named_and_the_rest_still_checked(
    tmp_path: Path, sheet: str, column: str
) -> None:
    sheets = everything()
    sheets[sheet] = [
        {name: value for name, value in row.items() if name != column} for row in sheets[sheet]
    ]
    other = "assistance" if sheet == "disasters" else "disasters"
    sheets[other] = [*sheets[other], {**sheets[other][0], "kind": "?"}]
    faults = faults_of(a_folder(tmp_path / "in", **sheets))
    assert f"{sheet}:1:{column}: the required column is missing" in faults
    assert any("'?'" in fault for fault in faults)
    # A heading that is misspelled is a missing column and an unknown one.
    misspelled = [
        {f"{k}x" if k == column else k: v for k, v in row.items()} for row in everything()[sheet]
    ]
    faults = faults_of(a_folder(tmp_path / "again", **{**everything(), sheet: misspelled}))
    assert f"{sheet}:1:{column}: the required column is missing" in faults
    assert f"{sheet}:1:{column}x: unknown column" in faults
