"""Suspects lie with their report, what tells of them sealed."""

from __future__ import annotations

from caseapp.records.suspects import SuspectEntry


def test_what_tells_of_a_suspect_is_sealed() -> None:
    columns = SuspectEntry.__table__.c
    sealed = {column.name for column in columns if column.info.get("sealed")}
    assert sealed == {"name", "phone", "personal_id", "note"}
