"""What is offered to go out with a referral, and what is refused."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from caseapp.rules import sharing
from caseapp.rules.codes.referrals import SHARED_FIELDS
from caseapp.rules.values import RuleBroken


def test_sensitive_fields_are_off_and_class_a_is_asked_apart() -> None:
    assert sharing.BEFOREHAND == ("name", "sex", "birth")
    assert sharing.CLASS_A == ("health",)
    assert "health" not in sharing.offered(near=True)
    assert set(sharing.offered(near=True)) - set(sharing.offered(near=False)) == sharing.NEAR
    assert sharing.in_order(("health", "name")) == ("reason", "name", "health")
    assert all(row.sensitive for row in SHARED_FIELDS if row.class_a or row.near)


@pytest.mark.parametrize(
    ("chosen", "near", "refused"),
    [
        (("name", "address", "carer", "health"), True, False),
        (("name", "health"), False, False),
        (("address",), False, True),
        (("carer",), False, True),
        (("home",), False, True),
        (("personal_id",), True, True),
    ],
)
def test_what_may_be_chosen(chosen: tuple[str, ...], near: bool, refused: bool) -> None:
    with pytest.raises(RuleBroken) if refused else nullcontext():
        sharing.check_fields(chosen, near=near)


@pytest.mark.parametrize(
    ("basis", "reason", "stands", "field"),
    [
        ("consent", "", "given", None),
        ("consent", "", "allowed", None),
        ("consent", "", "open", "basis"),
        ("consent", "", "partial", "basis"),
        ("consent", "", "withdrawn", "basis"),
        ("consent", "", "basis", "basis"),
        ("duty", "Trẻ cần chữa trị", "open", None),
        ("duty", " ", "open", "basis_reason"),
        ("duty", "Trẻ cần chữa trị", "forbidden", "basis"),
        ("", "x", "given", "basis"),
        ("because", "x", "given", "basis"),
    ],
)
def test_on_what_it_may_rest(basis: str, reason: str, stands: str, field: str | None) -> None:
    found = None
    try:
        sharing.check_basis(basis, reason)
        sharing.check_standing(basis, stands)
    except RuleBroken as broken:
        found = broken.field
    assert found == field
