"""Children: one code, one known sex, stays that end after they begin, and the `counted` mark."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from caseapp.records.children import Assistance, Child, ChildUnit, Circumstance, Residence
from caseapp.records.disasters import Disaster, Impact
from tests.factories.house import NOW
from tests.factories.rows import CAI_KHE, DAY, NINH_KIEU, a_child, a_report, stored
from tests.factories.wards import Wards, unkept


def test_a_code_and_an_imports_own_key_name_one_child(books: Wards) -> None:
    stored(books.session, a_child(NINH_KIEU, code="TE-26-AAAAAAAA", ref="A/1"))
    unkept(books.session, a_child(NINH_KIEU, code="TE-26-AAAAAAAA"))
    unkept(books.session, a_child(NINH_KIEU, sex="girl"))


def test_two_children_may_lack_the_imports_key(books: Wards) -> None:
    assert stored(books.session, a_child()) != stored(books.session, a_child())


def test_a_stay_begins_once_a_day_and_ends_after_it_began(books: Wards) -> None:
    child = stored(books.session, a_child(NINH_KIEU))
    stay = {"child_id": child, "unit_id": NINH_KIEU, "valid_from": DAY, "entered_at": NOW}
    unkept(books.session, Residence(**stay, valid_until=DAY))
    child = stored(books.session, a_child(NINH_KIEU))
    stay["child_id"] = child
    stored(books.session, Residence(**stay, valid_until=DAY + timedelta(days=1)))
    unkept(books.session, Residence(**stay))


def test_a_circumstance_is_confirmed_or_at_risk(books: Wards) -> None:
    written = {"child_id": books.own[Child], "group_code": "01", "entered_at": NOW}
    unkept(books.session, Circumstance(**written, status="perhaps", valid_from=DAY))
    unkept(
        books.session, Circumstance(**written, status="confirmed", valid_from=DAY, valid_until=DAY)
    )


def test_a_child_with_anything_on_it_is_not_deleted(books: Wards) -> None:
    with pytest.raises(IntegrityError):
        books.session.execute(delete(Child).where(Child.id == books.own[Child]))


def test_a_unit_taken_from_a_child_is_deleted_with_its_row(books: Wards) -> None:
    child = a_child(NINH_KIEU, CAI_KHE)
    number = stored(books.session, child)
    child.units.pop()
    books.session.flush()
    left = select(ChildUnit.area_id).where(ChildUnit.child_id == number)
    assert books.session.scalars(left).all() == [NINH_KIEU]


def marks(books: Wards, child: int) -> tuple[bool, set[bool]]:
    """The marks of a child and of its stays, as the database keeps them."""
    own = books.session.scalar(select(Child.__table__.c.counted).where(Child.id == child))
    stays = select(Residence.__table__.c.counted).where(Residence.child_id == child)
    return bool(own), set(books.session.scalars(stays))


def a_settled_child(books: Wards) -> int:
    child = stored(books.session, a_child(NINH_KIEU))
    stay = Residence(child_id=child, unit_id=NINH_KIEU, valid_from=DAY, entered_at=NOW)
    stored(books.session, stay)
    assert marks(books, child) == (False, {False})
    return child


def test_help_and_risk_alone_do_not_mark_a_child(books: Wards) -> None:
    child = a_settled_child(books)
    written = {"child_id": child, "entered_at": NOW}
    stored(books.session, Assistance(**written, kind="education", given_on=DAY))
    risk = Circumstance(**written, group_code="01", status="at_risk", valid_from=DAY)
    stored(books.session, risk)
    assert marks(books, child) == (False, {False})
    risk.status = "confirmed"
    books.session.flush()
    assert marks(books, child) == (True, {True})


def test_a_confirmed_circumstance_a_report_or_an_impact_marks_child_and_stays(
    books: Wards,
) -> None:
    flood = Disaster(name="flood", kind="flood", started_on=DAY, entered_at=NOW)
    disaster = stored(books.session, flood)
    for hung in (
        lambda n: Circumstance(
            child_id=n, group_code="01", status="confirmed", valid_from=DAY, entered_at=NOW
        ),
        lambda n: a_report(NINH_KIEU, child_id=n),
        lambda n: Impact(disaster_id=disaster, child_id=n, affected_on=DAY, entered_at=NOW),
    ):
        child = a_settled_child(books)
        stored(books.session, hung(child))
        assert marks(books, child) == (True, {True})


def test_a_report_that_meets_its_child_later_marks_it_too(books: Wards) -> None:
    child = a_settled_child(books)
    report = a_report(NINH_KIEU)
    stored(books.session, report)
    report.child_id = child
    books.session.flush()
    assert marks(books, child) == (True, {True})


def test_a_stay_that_comes_after_the_mark_is_marked(books: Wards) -> None:
    # By a set-based insert as an import makes it: no code of ours looks at the single row.
    child = a_settled_child(books)
    stored(books.session, a_report(NINH_KIEU, child_id=child))
    later = {"valid_from": DAY + timedelta(days=9), "unit_id": CAI_KHE, "entered_at": NOW}
    books.session.execute(insert(Residence), [{"child_id": child, "first": False} | later])
    assert marks(books, child) == (True, {True})
    other = a_settled_child(books)
    books.session.execute(
        update(Residence.__table__)
        .where(Residence.__table__.c.child_id == other)
        .values(child_id=child, valid_from=DAY + timedelta(days=20))
    )
    assert marks(books, child) == (True, {True})
