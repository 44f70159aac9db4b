"""What lies under a report's key moves with it: into a case, out of one, and to another child.

One cell that is forgotten opens for nobody any more once the old key is destroyed.
"""

from __future__ import annotations

from caseapp.casework.moving_rows import cells_of, models_on
from caseapp.casework.screening import MOVED
from caseapp.records.db import Row
from caseapp.records.reports import Report

OF_CHILD = {"referrals.reason"}
"""Sealed under the child's key from the first, with all that hangs on a referral."""
NOBODYS = {"forwardings.contact", "forwardings.answer"}
"""Words that belong to no child, under the house's own key."""


def test_a_report_that_goes_into_a_case_takes_every_cell_along() -> None:
    hanging = {
        f"{table.name}.{column.name}"
        for table in Row.metadata.sorted_tables
        for column in table.c
        if (table.name == "reports" or {"report_id", "file_id"} & set(table.c.keys()))
        and column.info.get("sealed")
    }
    assert hanging - OF_CHILD - NOBODYS == MOVED


def test_a_merge_moves_the_same_cells_of_a_report() -> None:
    found, waiting = {Report}, ["reports"]
    while waiting:
        for model in set(models_on(waiting.pop())) - found:
            found.add(model)
            if model.__tablename__ != "referrals":
                waiting.append(model.__tablename__)
    moved = {f"{model.__tablename__}.{cell}" for model in found for cell in cells_of(model)}
    assert moved - OF_CHILD == MOVED
