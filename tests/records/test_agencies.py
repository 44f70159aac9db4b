"""The directory holds an agency once under its folded name, and each of its services once."""

from __future__ import annotations

from sqlalchemy import select

from caseapp.records.agencies import Agency, Service
from tests.factories.house import NOW
from tests.factories.wards import Wards, unkept


def test_names_that_fold_alike_are_one_agency(books: Wards) -> None:
    known = books.session.scalars(select(Agency)).first()
    assert known is not None
    unkept(books.session, Agency(name="Other", folded=known.folded, entered_at=NOW))


def test_an_agency_gives_a_service_once_and_another_may_give_it_too(books: Wards) -> None:
    first, second = books.session.scalars(select(Agency.id).order_by(Agency.id).limit(2)).all()
    same = {"name": "Help", "folded": "help", "entered_at": NOW}
    unkept(books.session, Service(agency_id=first, **same))
    named = {"name": "Food", "folded": "food", "entered_at": NOW}
    books.session.add_all([Service(agency_id=first, **named), Service(agency_id=second, **named)])
    books.session.flush()
