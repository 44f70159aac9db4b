"""What a person reaches: less what is kept from them, only what is theirs, or a file opened."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.emergency import EmergencyEntry
from caseapp.records.files import StoredFile
from caseapp.records.own_reach import at_reports_about, hidden_from, reach_of
from caseapp.records.reach import Reach, Rows, reaching
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor
from caseapp.rules.units import territory
from tests.factories.conflicts import a_user, mark
from tests.factories.house import NOW
from tests.factories.rows import CAI_KHE, NINH_KIEU, a_child, a_report, stored
from tests.factories.wards import Wards


def person(user: int | None) -> Actor:
    return Actor(user, "Người Thử")


def rows_of(made: dict[type, int]) -> Rows:
    return Rows(
        *(frozenset({made[model]}) for model in (Child, Case, Report, Referral, StoredFile))
    )


def test_a_mark_on_a_child_covers_what_hangs_on_it(books: Wards) -> None:
    user = a_user(books)
    row = mark(books, user, child_id=books.own[Child])
    assert hidden_from(books.session, person(user)) == rows_of(books.own)
    assert hidden_from(books.session, person(a_user(books))) is None
    row.lifted_at = NOW
    books.session.flush()
    assert hidden_from(books.session, person(user)) is None


def test_a_mark_on_a_report_covers_its_child_as_soon_as_that_is_known(books: Wards) -> None:
    user, report = a_user(books), stored(books.session, a_report(NINH_KIEU))
    mark(books, user, report_id=report)
    assert hidden_from(books.session, person(user)) == Rows(reports=frozenset({report}))
    books.session.get_one(Report, report).child_id = books.own[Child]
    books.session.flush()
    found = hidden_from(books.session, person(user))
    assert found is not None
    assert found.reports == {report, books.own[Report]}
    assert (found.children, found.cases) == ({books.own[Child]}, {books.own[Case]})


def test_a_mark_covers_who_was_merged_with_the_child(books: Wards) -> None:
    user = a_user(books)
    twin = stored(books.session, a_child(CAI_KHE, merged_into_id=books.own[Child]))
    for child in (twin, books.own[Child]):
        row = mark(books, user, child_id=child)
        found = hidden_from(books.session, person(user))
        assert found is not None
        assert found.children == {twin, books.own[Child]}
        row.lifted_at = NOW
        books.session.flush()


def test_reports_about_a_child_are_changed_in_every_unit_and_nothing_else_is(books: Wards) -> None:
    child, other = books.own[Child], books.own[Report]
    there = stored(books.session, a_report(CAI_KHE, child_id=child))
    books.session.expunge_all()
    with reaching(Reach(frozenset({NINH_KIEU}))):
        with at_reports_about(books.session, child) as reports:
            assert {report.id for report in reports} == {there, other}
            for report in reports:
                report.child_name = "HS"
        assert list(books.session) == []
        assert books.session.get(Report, there) is None
    with reaching(Reach(None, "bulk")):
        books.session.expunge_all()
        names = select(Report.child_name).where(Report.child_id == child)
        assert set(books.session.scalars(names)) == {"HS"}


def test_who_reaches_all_units_has_them_named_once_something_is_kept(books: Wards) -> None:
    user = a_user(books)
    assert reach_of(books.session, person(user), None, Act.CASE_READ, NOW).units is None
    assert reach_of(books.session, person(None), None, Act.CASE_READ, NOW).units is None
    mark(books, user, child_id=books.own[Child])
    reach = reach_of(books.session, person(user), None, Act.CASE_READ, NOW)
    assert reach.units == frozenset(territory().units)
    assert reach.hidden == rows_of(books.own)


def test_an_act_on_own_reports_reaches_what_the_person_entered(books: Wards) -> None:
    user = a_user(books)
    own = stored(books.session, a_report(NINH_KIEU, entered_by=user))
    reach = reach_of(books.session, person(user), frozenset({NINH_KIEU}), Act.REPORT_FOLLOW, NOW)
    assert (reach.units, reach.only) == ({NINH_KIEU}, Rows(reports=frozenset({own})))
    nobody = reach_of(books.session, person(None), None, Act.REPORT_FOLLOW, NOW)
    assert nobody.only == Rows()


def test_a_file_is_reached_while_it_is_open_and_in_any_unit(books: Wards) -> None:
    user = a_user(books)
    until = NOW + timedelta(hours=12)
    entry = EmergencyEntry(user_id=user, child_id=books.other[Child], opened_at=NOW, until=until)
    books.session.add(entry)
    books.session.flush()

    def only(at: datetime, who: int = user) -> Rows | None:
        return reach_of(
            books.session, person(who), frozenset({NINH_KIEU}), Act.EMERGENCY_READ, at
        ).only

    second = timedelta(seconds=1)
    assert only(NOW) == only(until - second) == rows_of(books.other)
    assert only(NOW - second) == only(until) == only(NOW, a_user(books)) == Rows()
    reach = reach_of(books.session, person(user), frozenset({NINH_KIEU}), Act.EMERGENCY_READ, NOW)
    assert reach.units == frozenset(territory().units)


def test_who_opens_a_file_or_signs_in_sees_no_row_by_that(books: Wards) -> None:
    for act in (Act.EMERGENCY_OPEN, Act.SIGN_IN):
        reach = reach_of(books.session, person(1), frozenset({NINH_KIEU}), act, NOW)
        assert (reach.only, reach.units) == (Rows(), frozenset(territory().units))


def test_who_was_found_to_have_no_mark_is_not_asked_again(books: Wards) -> None:
    user = a_user(books)
    mark(books, user, child_id=books.own[Child])
    assert hidden_from(books.session, Actor(user, "", unmarked=True)) is None
    assert hidden_from(books.session, Actor(user, "")) is not None
