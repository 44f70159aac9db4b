"""What a request holds of people is sealed under the child's key."""

from __future__ import annotations

from caseapp.records.data_requests import DataRequest, FileRestriction


def test_every_text_of_people_is_sealed() -> None:
    sealed = {
        column.name
        for model in (DataRequest, FileRestriction)
        for column in model.__table__.columns
        if column.info.get("sealed")
    }
    assert sealed == {
        "name", "words", "draft", "answer", "extension", "before", "changes", "done", "reason",
        "lifting",
    }  # fmt: skip
