"""Flags lie with their case, the reasons sealed."""

from __future__ import annotations

from caseapp.records.flags import CaseFlag


def test_the_reasons_are_sealed() -> None:
    columns = CaseFlag.__table__.c
    assert {c.name for c in columns if c.info.get("sealed")} == {"reason", "lifting"}
