"""Every table that hangs on a child is known to an erasure, and no readable column is forgotten."""

from __future__ import annotations

from sqlalchemy import String, Text

from caseapp import desk
from caseapp.records.db import Row
from caseapp.records.erasing import CLEARED, DROPPED, EMPTIED, UNTOUCHED, rows_of
from caseapp.rules.access import Act
from tests.factories.erasures import a_finished_file
from tests.factories.house import NOW, SYSTEM, House

CODES = 41
"""Texts shorter than this are codes, but for those that are named."""


def test_every_long_text_of_a_file_is_cleared(house: House) -> None:
    a_finished_file(house)
    with house.app.app_context(), desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        rows = rows_of(door.session, [1])
    assert {"cases", "reports", "papers", "paper_texts", "answers", "case_pasts"} <= set(
        rows.wheres
    )
    named = {"full_name", "folded_name", "child_name"}
    left = {
        f"{name}.{column.name}"
        for name in set(rows.wheres) - DROPPED - UNTOUCHED
        for column in Row.metadata.tables[name].c
        if isinstance(column.type, (String, Text))
        and (column.type.length or CODES) >= CODES
        and column.name not in CLEARED | EMPTIED | named
    }
    assert left <= CODED, left - CODED


CODED = {
    "files.sha256", "merges.restore", "twin_pairs.reasons", "disclosures.fields",
    "incidents.abuse_types", "incidents.settings",
}  # fmt: skip
"""Longer texts that hold codes, numbers or hashes alone."""
