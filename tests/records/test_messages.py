"""A message on its way holds no word, no address and nothing of a report."""

from __future__ import annotations

from caseapp.records.messages import Message
from caseapp.records.scoped import PUBLIC


def test_a_message_names_an_entry_and_moments_alone() -> None:
    assert set(Message.__table__.c.keys()) == {
        "id", "entry_id", "state", "asked_at", "due_at", "tries", "ended_at",
    }  # fmt: skip
    assert Message in PUBLIC
