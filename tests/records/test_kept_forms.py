"""The table of kept forms holds nothing that can be read without the instance's key."""

from __future__ import annotations

from caseapp.records.kept_forms import KeptForm
from caseapp.records.scoped import PUBLIC


def test_a_kept_form_is_sealed_and_no_case_content() -> None:
    # Its text may tell of a child, so it stands in one sealed cell and is opened for its writer.
    columns = KeptForm.__table__.columns
    assert {column.name for column in columns} == {"id", "user_id", "path", "at", "fields"}
    assert KeptForm in PUBLIC
