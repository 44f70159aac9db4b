"""A case goes to another province by letter: open until its receipt is recorded, closed after."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseapp.casework.cases import move_case
from caseapp.casework.children import move_child
from caseapp.casework.home import gather
from caseapp.casework.outcomes import Missing, Stale
from caseapp.casework.transfer_letters import (
    Receipt,
    confirm_receipt,
    gather_letter,
    recall_letter,
    send_letter,
)
from caseapp.casework.transfers import ask_transfer, withdraw_transfer
from caseapp.rules.access import Denied
from caseapp.rules.values import RuleBroken, local_day
from tests.factories.house import NOW, House
from tests.factories.transfers import (
    Handing,
    a_handing,
    a_letter,
    a_wish,
    child_of,
    outside_case,
)
from tests.factories.web import CAI_KHE

TODAY = local_day(NOW)
DAY = timedelta(days=1)


@pytest.fixture
def handing(house: House) -> Handing:
    return a_handing(house, outside_case)


def receipt(**more: object) -> Receipt:
    known: dict[str, object] = {"name": "Bà Út, công chức", "day": TODAY, "paper": "12/UBND"}
    return Receipt(**{**known, **more})  # type: ignore[arg-type]  # fields by name


def test_a_letter_goes_only_where_a_child_lives_outside_the_city(handing: Handing) -> None:
    house = handing.house
    with house.app.app_context():
        move_child(
            handing.officer, child_of(house), area_code=CAI_KHE, since=date(2026, 11, 1), now=NOW
        )
        with pytest.raises(RuleBroken, match="outside the city"):
            send_letter(handing.chair, handing.case, a_letter(), now=NOW)
        with pytest.raises(Denied):
            send_letter(handing.officer, handing.case, a_letter(), now=NOW)


def test_what_a_letter_or_a_receipt_lacks_is_named(handing: Handing) -> None:
    code = handing.case
    letters = (({"number": " "}, "number"), ({"addressee": ""}, "addressee"),
               ({"day": TODAY + DAY}, "day"))  # fmt: skip
    receipts = (({"name": " "}, "name"), ({"paper": ""}, "paper"), ({"day": TODAY - DAY}, "day"),
                ({"day": TODAY + DAY}, "day"))  # fmt: skip
    with handing.house.app.app_context():
        for lacks, field in letters:
            with pytest.raises(RuleBroken) as broken:
                send_letter(handing.chair, code, a_letter(**lacks), now=NOW)
            assert broken.value.field == field
        send_letter(handing.chair, code, a_letter(), now=NOW)
        for lacks, field in receipts:
            with pytest.raises(RuleBroken) as broken:
                confirm_receipt(handing.officer, code, receipt(**lacks), version=2, now=NOW)
            assert broken.value.field == field


def test_open_until_received_and_closed_for_that_reason_only_afterwards(handing: Handing) -> None:
    case, officer = handing.case, handing.officer

    def close() -> None:
        move_case(officer, case, move="propose_closing", reason="Đã bàn giao", now=NOW)

    with handing.house.app.app_context():
        with pytest.raises(RuleBroken, match="Review"):
            close()
        send_letter(handing.chair, case, a_letter(), now=NOW)
        for act in (close, lambda: ask_transfer(handing.chair, case, a_wish(), now=NOW)):
            with pytest.raises(RuleBroken, match="on its way"):
                act()
        version = handing.version()
        with pytest.raises(RuleBroken, match="by letter"):
            withdraw_transfer(handing.chair, case, version=version, now=NOW)
        assert ("transfer_receipt", case) in [
            (task.kind, task.code) for task in gather(officer, now=NOW).tasks
        ]
        with pytest.raises(Stale):
            confirm_receipt(officer, case, receipt(), version=version + 1, now=NOW)
        confirm_receipt(officer, case, receipt(), version=version, now=NOW)
        with pytest.raises(RuleBroken):
            confirm_receipt(officer, case, receipt(), version=version + 1, now=NOW)
        close()
        move_case(handing.chair, case, move="close", reason="Đồng ý", now=NOW)
    view = handing.read(officer)
    assert view.state == "closed"
    assert view.transfer is not None
    letter = view.transfer.letter
    assert letter is not None
    assert (letter.received_by, letter.received_on, letter.received_paper) == (
        "Bà Út, công chức", TODAY, "12/UBND",
    )  # fmt: skip
    told = {event.kind: event.detail for event in view.events if "transfer" in event.kind}
    assert told == {"transfer_letter": "27/UBND-VX", "transfer_confirm": "12/UBND"}


def test_taken_back_it_prints_no_more(handing: Handing) -> None:
    with handing.house.app.app_context():
        with pytest.raises(Missing):
            gather_letter(handing.officer, handing.case, now=NOW)
        send_letter(handing.chair, handing.case, a_letter(), now=NOW)
        found = gather_letter(handing.officer, handing.case, now=NOW)
        assert (found.child_name, found.letter.number) == ("Đỗ Thị Hòa", "27/UBND-VX")
        recall_letter(handing.chair, handing.case, version=handing.version(), now=NOW)
        with pytest.raises(Missing):
            gather_letter(handing.officer, handing.case, now=NOW)
        send_letter(handing.chair, handing.case, a_letter(), now=NOW)
