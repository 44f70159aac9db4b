"""Namings: for days in the right order, by accounts that exist, with one sealed text."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.records.standing_in import Naming
from tests.factories.house import NOW
from tests.factories.rows import DAY, NINH_KIEU
from tests.factories.wards import Wards, unkept


@pytest.mark.parametrize("days", [0, -1])
def test_it_ends_after_it_begins(books: Wards, days: int) -> None:
    unkept(books.session, a_naming(1, days=days))


def test_it_names_an_account(books: Wards) -> None:
    unkept(books.session, a_naming(999))


def a_naming(user: int, *, days: int = 1) -> Naming:
    return Naming(
        area_id=NINH_KIEU, role="chair", user_id=user, valid_from=DAY,
        valid_until=DAY + timedelta(days=days), entered_at=NOW,
    )  # fmt: skip


def test_it_holds_ids_days_and_one_sealed_text() -> None:
    assert set(Naming.__table__.c.keys()) == {
        "id", "area_id", "role", "user_id", "for_id", "rank", "valid_from", "valid_until",
        "reason", "ended_at", "ended_by", "entered_at", "entered_by",
    }  # fmt: skip
    assert Naming.__table__.c.reason.info == {"sealed": True}
