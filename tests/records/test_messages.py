"""A message on its way holds no word, no address and nothing of a report."""

from __future__ import annotations

from caseapp.records.messages import Message, NoticeAddress
from caseapp.records.scoped import PUBLIC


def test_a_message_names_where_it_goes_and_moments_alone() -> None:
    assert set(Message.__table__.c.keys()) == {
        "id", "entry_id", "address_id", "state", "asked_at", "due_at", "tries", "ended_at",
    }  # fmt: skip
    leads = {key.column.table.name for key in Message.__table__.foreign_keys}
    assert leads == {"duty_entries", "notice_addresses"}
    assert Message in PUBLIC


def test_an_address_is_its_account_s_alone_and_keeps_no_number() -> None:
    assert set(NoticeAddress.__table__.c.keys()) == {
        "id", "user_id", "mail", "asked_at", "proved_at", "tries", "ended_at",
    }  # fmt: skip
    assert {key.column.table.name for key in NoticeAddress.__table__.foreign_keys} == {"users"}
    assert NoticeAddress in PUBLIC
