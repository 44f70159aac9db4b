"""A duty list is no case content: names, numbers and days, and nothing sealed."""

from __future__ import annotations

from sqlalchemy import LargeBinary

from caseapp.records.duty import DutyEntry
from caseapp.records.scoped import PUBLIC


def test_an_entry_stands_for_a_unit_from_a_day_on() -> None:
    columns = DutyEntry.__table__.columns
    assert not [c.name for c in columns if isinstance(c.type, LargeBinary)]
    assert {c.name for c in columns if not c.nullable} == {
        "id", "area_id", "role", "place", "name", "phone", "mail", "valid_from", "entered_at",
    }  # fmt: skip
    assert DutyEntry in PUBLIC
