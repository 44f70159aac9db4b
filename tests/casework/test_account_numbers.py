"""Numbers of an account: kept as keyed hashes, one without the other, and forgotten on demand."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp.casework.account_numbers import keep_numbers, read_numbers
from caseapp.records.users import User
from caseapp.rules.values import RuleBroken
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.reports import kept
from tests.factories.web import make_user


def test_numbers_are_kept_as_hashes_one_by_one_and_forgotten(house: House) -> None:
    name = make_user(house, "chair")

    def shown() -> tuple[bool, bool]:
        found = read_numbers(SYSTEM, name, now=NOW)
        return found.has_phone, found.has_personal_id

    with house.app.app_context():
        keep_numbers(SYSTEM, name, phone="0903 123 456", personal_id="", now=NOW)
        assert shown() == (True, False)
        keep_numbers(SYSTEM, name, phone="", personal_id="092080 000001", now=NOW)
        assert shown() == (True, True)
    ((phone, number),) = kept(house, select(User.phone_mac, User.personal_id_mac))
    assert len(phone) == len(number) == 32
    assert phone != number
    with house.app.app_context():
        keep_numbers(SYSTEM, name, phone="", personal_id="", forget=True, now=NOW)
        assert shown() == (False, False)


@pytest.mark.parametrize(
    ("phone", "number", "field"), [("không có", "", "phone"), ("", "12345", "personal_id")]
)
def test_what_is_no_number_is_refused(house: House, phone: str, number: str, field: str) -> None:
    name = make_user(house, "chair")
    with house.app.app_context(), pytest.raises(RuleBroken) as broken:
        keep_numbers(SYSTEM, name, phone=phone, personal_id=number, now=NOW)
    assert broken.value.field == field
