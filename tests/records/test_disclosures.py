"""A referral has one choice of what it shares, in its own unit."""

from __future__ import annotations

from caseapp.records.disclosures import Addendum, Disclosure
from caseapp.records.referrals import Referral
from tests.factories.house import NOW
from tests.factories.rows import CAI_KHE, NINH_KIEU
from tests.factories.wards import Wards, unkept


def test_there_is_one_and_it_lies_in_no_other_unit(books: Wards) -> None:
    own = books.own[Referral]
    for area in (NINH_KIEU, CAI_KHE):
        unkept(books.session, Disclosure(referral_id=own, area_id=area, entered_at=NOW))
    unkept(books.session, Addendum(referral_id=own, area_id=CAI_KHE, kind="x", entered_at=NOW))
