"""What goes with a referral: some fields of the child, while all else of it stays closed."""

from __future__ import annotations

from sqlalchemy import select

from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.reach import Reach, Rows, reach_now, reaching
from caseapp.records.referrals import Referral
from caseapp.records.sharing import shared_with
from caseapp.rules.units import territory
from tests.factories.wards import Wards


def test_the_fields_come_and_the_row_does_not(books: Wards) -> None:
    child = books.session.get_one(Child, books.own[Child])
    case = books.session.get_one(Case, books.own[Case])
    name, key, officer = child.full_name, child.key_id, case.officer_id
    number = books.own[Referral]
    books.session.expire_all()
    only = Rows(referrals=frozenset({number}))
    with reaching(Reach(frozenset(territory().units), only=only)):
        referral = books.session.scalars(select(Referral)).one()
        shared = shared_with(books.session, referral)
        assert (shared.full_name, shared.key_id) == (name, key)
        assert shared.officer_id == (officer or referral.entered_by)
        reach = reach_now()
        assert reach is not None  # closed again behind it
        assert reach.only == only
        assert books.session.scalars(select(Child.full_name)).all() == []
