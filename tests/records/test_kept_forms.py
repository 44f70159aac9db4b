"""The table of drafts holds nothing that can be read without the instance's key."""

from __future__ import annotations

from caseapp.records.kept_forms import KeptForm
from caseapp.records.scoped import PUBLIC


def test_a_draft_is_sealed_and_no_case_content() -> None:
    # Its text may tell of a child, so it stands in one sealed cell and is opened for its writer.
    columns = KeptForm.__table__.columns
    bare = {"id", "user_id", "path", "at", "token", "writer", "saves", "begun_at"} | {
        "typed_by",
        "typed_at",
    }
    assert {column.name for column in columns} == {*bare, "fields"}
    assert KeptForm.__table__.c.fields.info == {"sealed": True}
    assert KeptForm in PUBLIC
