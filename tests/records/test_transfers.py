"""Transfers hold ids, moments and sealed words; a case's unit takes all along that hangs on it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from caseapp.records.cases import Case
from caseapp.records.notices import Notice
from caseapp.records.scoped import BY_AREA
from caseapp.records.transfers import Transfer, between
from caseapp.rules.access import Act
from tests.factories.house import NOW
from tests.factories.rows import CAI_KHE, NINH_KIEU
from tests.factories.wards import Wards

THIRD = 31168


def a_transfer(books: Wards, state: str, to: int | None = CAI_KHE) -> Transfer:
    return Transfer(
        case_id=books.own[Case], from_area_id=NINH_KIEU, to_area_id=to, state=state, why="moved",
        due_at=NOW + timedelta(days=2), entered_at=NOW,
    )  # fmt: skip


def test_it_holds_no_word_in_the_clear() -> None:
    table = Transfer.__table__
    texts = {name for name, column in table.c.items() if str(column.type).startswith("VARCHAR")}
    sealed = {name for name, column in table.c.items() if column.info.get("sealed")}
    assert texts == {"state", "why"}
    assert sealed == {
        "contact", "answer", "decision", "letter_number", "addressee", "received_by",
        "received_paper",
    }  # fmt: skip


REACHED = (
    (Act.TRANSFER_ACCEPT, CAI_KHE, {"waiting"}),
    (Act.TRANSFER_ACCEPT, NINH_KIEU, set()),
    (Act.TRANSFER_READ, CAI_KHE, {"waiting", "refused", "stays"}),
    (Act.TRANSFER_READ, NINH_KIEU, {"proposed", "waiting", "refused", "stays", "accepted"}),
    (Act.TRANSFER_READ, THIRD, set()),
    (Act.TRANSFER_ASK, NINH_KIEU, {"proposed", "waiting", "refused", "stays", "accepted"}),
    (Act.TRANSFER_ASK, CAI_KHE, set()),
)


def test_each_act_reaches_what_passes_between_its_units(books: Wards) -> None:
    case = books.own[Case]
    row = a_transfer(books, "withdrawn")
    books.session.add(row)
    for state in ("proposed", "waiting", "refused", "stays", "accepted"):
        row.state = state
        books.session.flush()
        for act, unit, states in REACHED:
            asked = between(act, within_units=True)
            found = {each.id for each in books.session.execute(asked, {"units": [unit]})}
            assert (case in found) == (state in states), (act, unit, state)


def test_the_database_holds_one_open_transfer_of_a_case(books: Wards) -> None:
    books.session.add_all([a_transfer(books, "refused"), a_transfer(books, "withdrawn")])
    books.session.flush()
    books.session.add(a_transfer(books, "letter_sent", to=None))
    with pytest.raises(IntegrityError):
        books.session.flush()


def test_what_hangs_on_a_case_goes_to_its_new_unit(books: Wards) -> None:
    case = books.session.get_one(Case, books.own[Case])
    before = _hanging(books, case.id, NINH_KIEU)
    case.area_id = CAI_KHE
    books.session.flush()
    books.session.expire_all()
    assert _hanging(books, case.id, CAI_KHE) == before > {"case_events", "papers", "reports"}
    assert not _hanging(books, case.id, NINH_KIEU)


def _hanging(books: Wards, case: int, unit: int) -> set[str]:
    found = set()
    for model in BY_AREA:
        table: Any = model.__table__
        if model is not Notice and "case_id" in table.c:
            asked = select(table.c.area_id).where(table.c.case_id == case, table.c.area_id == unit)
            if books.session.execute(asked).first() is not None:
                found.add(table.name)
    return found


def test_a_case_taken_out_by_mistake_waits_for_nobody(books: Wards) -> None:
    books.session.add(a_transfer(books, "waiting"))
    books.session.get_one(Case, books.own[Case]).deleted_at = NOW
    books.session.flush()
    for act in (Act.TRANSFER_ACCEPT, Act.TRANSFER_READ, Act.TRANSFER_ASK):
        asked = between(act, within_units=True)
        rows = books.session.execute(asked, {"units": [NINH_KIEU, CAI_KHE]})
        found = {row.id for row in rows}
        assert books.own[Case] not in found
