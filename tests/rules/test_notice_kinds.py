"""The families of notices: no code in two of them, and each points at its own subject alone."""

from __future__ import annotations

import pytest

from caseapp.rules import notice_kinds
from caseapp.rules.acts import Act
from caseapp.rules.notice_kinds import (
    accounts,
    cases,
    children,
    conflicts,
    consents,
    forwarding,
    measures,
    referrals,
    reports,
    transfers,
)
from caseapp.rules.notice_kinds.kind import Kind, kind


def test_each_code_stands_in_one_family() -> None:
    codes = [each.code for family in notice_kinds._FAMILIES for each in family.KINDS]
    assert sorted(codes) == sorted(notice_kinds.KINDS)


@pytest.mark.parametrize(
    ("kinds", "about"),
    [
        (accounts.KINDS, {"account"}),
        (cases.KINDS, {"case"}),
        (children.KINDS, {"child"}),
        (conflicts.KINDS, {"report"}),
        (consents.KINDS, {"child", "referral"}),
        (forwarding.KINDS, {"forwarded", "sent", "disputed", "report"}),
        (measures.KINDS, {"case"}),
        (referrals.KINDS, {"referral"}),
        (reports.KINDS, {"report"}),
        (transfers.KINDS, {"arriving", "case", "contested", "moved"}),
    ],
)
def test_a_family_points_at_its_own_subject(kinds: tuple[Kind, ...], about: set[str]) -> None:
    assert {each.about for each in kinds} == about


def test_the_acts_that_end_it_stand_in_no_order() -> None:
    one = kind("some", "case", "Some words", Act.CASE_CLOSE, Act.CASE_EDIT)
    assert one.ends == {Act.CASE_EDIT, Act.CASE_CLOSE}
    assert not one.known
