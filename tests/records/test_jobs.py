"""The table of jobs holds no case content that can be read without the instance's key."""

from __future__ import annotations

from sqlalchemy import LargeBinary

from caseapp.records.jobs import Job
from caseapp.records.scoped import PUBLIC


def test_a_job_holds_codes_and_moments_and_what_is_sealed_whole() -> None:
    columns = Job.__table__.columns
    assert [c.name for c in columns if isinstance(c.type, LargeBinary)] == ["input", "result"]
    assert {c.name for c in columns if not c.nullable} == {
        "id", "user_id", "kind", "arguments", "state", "asked_at", "tries", "worker", "step",
        "number", "of", "fault",
    }  # fmt: skip
    assert Job in PUBLIC
