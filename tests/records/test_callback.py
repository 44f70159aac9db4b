"""One-time codes: of accounts that exist, each once, and never the code itself."""

from __future__ import annotations

from caseapp.records.callback import CallbackEntry
from tests.factories.house import NOW
from tests.factories.wards import Wards, unkept


def test_it_is_given_to_and_by_an_account(books: Wards) -> None:
    unkept(
        books.session,
        CallbackEntry(
            user_id=999, given_by=999, given_at=NOW, called="", code_hash=b"1", until=NOW
        ),
    )


def test_it_holds_a_hash_and_the_number_called() -> None:
    assert set(CallbackEntry.__table__.c.keys()) == {
        "id", "user_id", "given_by", "given_at", "called", "code_hash", "until", "used_at",
        "cancelled_at",
    }  # fmt: skip
