"""The lists of rows that are case content and of those that are not."""

from __future__ import annotations

from caseapp.records import scoped
from caseapp.records.db import Row


def test_every_table_is_scoped_or_declared_public() -> None:
    assert scoped.unlisted() == []
    Row.metadata.tables["cases"].to_metadata(Row.metadata, name="cases_of_tomorrow")
    try:
        assert scoped.unlisted() == ["cases_of_tomorrow"]
    finally:
        Row.metadata.remove(Row.metadata.tables["cases_of_tomorrow"])
