"""Two links never share a token, and each lies with its referral."""

from __future__ import annotations

from caseapp.records.answer_links import AnswerLink
from caseapp.records.referrals import Referral
from tests.factories.conflicts import a_user
from tests.factories.house import NOW
from tests.factories.rows import CAI_KHE, NINH_KIEU
from tests.factories.wards import Wards, unkept


def test_a_token_is_one_links_and_the_unit_that_of_the_referral(books: Wards) -> None:
    user = a_user(books)

    def link(area: int) -> AnswerLink:
        return AnswerLink(
            referral_id=books.own[Referral], area_id=area, token_hash=b"t", secret_hash=b"s",
            called="0292", made_at=NOW, made_by=user,
        )  # fmt: skip

    unkept(books.session, link(CAI_KHE))
    unkept(books.session, link(NINH_KIEU), link(NINH_KIEU))
