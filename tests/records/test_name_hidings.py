"""When a name was hidden lies with its child, the reasons sealed."""

from __future__ import annotations

from caseapp.records.name_hidings import NameHiding


def test_the_reasons_are_sealed() -> None:
    columns = NameHiding.__table__.c
    assert {c.name for c in columns if c.info.get("sealed")} == {"reason", "lifting"}
