"""A period has one edition of a number: the database itself refuses a second."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from caseapp import desk
from caseapp.records.frozen_sheets import FrozenSheet
from tests.factories.house import NOW, House


def edition(number: int, basis: str = "received") -> FrozenSheet:
    return FrozenSheet(
        period="2025", first_day=date(2025, 1, 1), last_day=date(2025, 12, 31), basis=basis,
        edition=number, definition="8a version 1", entered_at=NOW,
    )  # fmt: skip


@pytest.mark.only("sqlite")
def test_no_two_editions_of_a_number(house: House) -> None:
    with house.app.app_context():
        with desk.ledger(write=True) as session:
            session.add_all([edition(1), edition(2), edition(1, "occurred")])
        with pytest.raises(IntegrityError), desk.ledger(write=True) as session:
            session.add(edition(2))
