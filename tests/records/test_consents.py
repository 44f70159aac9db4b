"""Consent names its speaker, and a hold lies on a referral of its own unit."""

from __future__ import annotations

from typing import Any

import pytest

from caseapp.records.children import Child
from caseapp.records.consents import ConsentEntry, ReferralHold
from caseapp.records.people import ChildPerson
from caseapp.records.referrals import Referral
from tests.factories.house import NOW
from tests.factories.rows import CAI_KHE
from tests.factories.wards import Wards, unkept


@pytest.mark.parametrize(("speaker", "whose"), [("representative", ""), ("child", "own")])
def test_a_representative_has_a_name_and_nobody_else(
    books: Wards, speaker: str, whose: str
) -> None:
    person = books.own[ChildPerson] if whose else None
    unkept(books.session, _entry(books, speaker=speaker, person_id=person))


def test_the_speaker_is_of_the_same_child(books: Wards) -> None:
    other = books.other[ChildPerson]
    unkept(books.session, _entry(books, speaker="representative", person_id=other))


def _entry(books: Wards, **fields: Any) -> ConsentEntry:
    return ConsentEntry(
        child_id=books.own[Child], purpose="referral", kind="given",
        happened_at=NOW, entered_at=NOW, **fields,
    )  # fmt: skip


def test_a_hold_moves_with_its_referral_and_lies_in_no_other_unit(books: Wards) -> None:
    unkept(
        books.session,
        ReferralHold(
            referral_id=books.own[Referral],
            area_id=CAI_KHE,
            held_at=NOW,
            due_at=NOW,
            entered_at=NOW,
        ),
    )
