"""A referral hangs on a case of its own unit, and its moves go where it goes."""

from __future__ import annotations

from caseapp.records.cases import Case
from caseapp.records.referrals import Referral, ReferralMove
from tests.factories.house import NOW
from tests.factories.rows import CAI_KHE, NINH_KIEU, a_mark
from tests.factories.wards import Wards, unkept


def test_a_referral_is_not_hung_on_a_case_of_another_unit(books: Wards) -> None:
    known = books.session.get_one(Referral, books.own[Referral])
    fields = {
        name: getattr(known, name) for name in ("child_id", "agency_id", "service_id", "entered_at")
    }
    unkept(
        books.session,
        Referral(**fields, code=a_mark("GT"), area_id=NINH_KIEU, case_id=books.other[Case]),
    )


def test_a_move_lies_in_the_unit_of_its_referral(books: Wards) -> None:
    told = {"move": "send", "state": "sent", "happened_at": NOW, "entered_at": NOW}
    tied = {"referral_id": books.own[Referral]}
    unkept(books.session, ReferralMove(**told, **tied, area_id=CAI_KHE))


def test_a_case_takes_its_referrals_and_their_moves_along(books: Wards) -> None:
    session = books.session
    case = session.get_one(Case, books.own[Case])
    move = session.get_one(ReferralMove, books.own[ReferralMove])
    case.area_id = CAI_KHE
    session.flush()
    session.expire_all()
    assert (move.area_id, session.get_one(Referral, books.own[Referral]).area_id) == (
        CAI_KHE,
        CAI_KHE,
    )
