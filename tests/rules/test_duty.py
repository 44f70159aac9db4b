"""The duty list: what it lacks on a day, and what can be dialled."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseapp.rules.duty import GAPS, Days, check_address, dialled, gaps, order_of
from caseapp.rules.values import RuleBroken

DAY = date(2026, 11, 23)
ONE = timedelta(days=1)


def held(role: str, since: date = DAY, until: date | None = None) -> Days:
    return Days(role, since, until)


@pytest.mark.parametrize(
    ("entries", "lacks"),
    [
        ([], ("no_list",)),
        ([held("chair")], ()),
        ([held("chair", until=DAY + ONE)], ()),
        ([held("chair", until=DAY)], ("expired",)),
        ([held("chair", since=DAY + ONE)], ("expired",)),
        ([held("chair", until=DAY), held("police")], ("no_chair",)),
        ([held("chair", until=DAY), held("chair")], ()),
        ([held("deputy"), held("officer")], ("no_chair",)),
    ],
)
def test_a_ward_s_list_needs_its_chair_today(entries: list[Days], lacks: tuple[str, ...]) -> None:
    assert gaps(entries, DAY, city=False) == lacks


def test_the_city_needs_its_supervisor_and_its_telephone() -> None:
    assert gaps([held("supervisor")], DAY, city=True) == ("no_city_phone",)
    assert gaps([held("city_phone")], DAY, city=True) == ("no_supervisor",)
    assert gaps([held("supervisor"), held("city_phone")], DAY, city=True) == ()
    assert {"no_list", "expired", "no_chair", "no_supervisor", "no_city_phone"} == set(GAPS)


def test_the_chair_is_called_first_and_deputies_in_their_order() -> None:
    places = [("police", 1), ("deputy", 2), ("supervisor", 1), ("deputy", 1), ("chair", 1)]
    assert sorted(places, key=lambda place: order_of(*place)) == [
        ("chair", 1), ("deputy", 1), ("deputy", 2), ("police", 1), ("supervisor", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("0100 240 927", "0100240927"),
        ("(0100) 24.09-27", None),
        ("0100.240.927", "0100240927"),
        ("+84 100 240 927", "+84100240927"),
        ("113", "113"),
        ("11", None),
        ("1234567890123456", None),
        ("0100 240 927; gọi sau 20 giờ", None),
        ("tel:113", None),
        ("++84100", None),
        ("", None),
    ],
)
def test_a_number_is_dialled_or_refused(typed: str, digits: str | None) -> None:
    if digits is not None:
        assert dialled(typed) == digits
        return
    with pytest.raises(RuleBroken) as refused:
        dialled(typed)
    assert refused.value.field == "phone"


def test_an_address_is_one_address_or_none() -> None:
    assert check_address("  ") == ""
    assert check_address(" truc@example.org ") == "truc@example.org"
    for typed in ("truc", "a@b", "a@example.org, b@example.org", "a@example.org\nBcc: b@c.de"):
        with pytest.raises(RuleBroken):
            check_address(typed)
