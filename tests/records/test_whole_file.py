"""What hangs on a child or a report, and what tells of the same people."""

from __future__ import annotations

from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.own_reach import at_the_tables
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.records.whole_file import ids_of, merged_with, rows_of_file, whole_event
from tests.factories.rows import CAI_KHE, NINH_KIEU, a_child, a_report, stored
from tests.factories.wards import Wards


def test_a_child_has_what_hangs_on_it_and_on_whom_it_was_merged_with(books: Wards) -> None:
    session, child = books.session, books.own[Child]
    twin = stored(session, a_child(CAI_KHE, merged_into_id=child))
    with at_the_tables(session):
        assert merged_with(session, {child}) == {twin}
        assert ids_of(session, Case.id, Case.child_id == child) == {books.own[Case]}
        found = rows_of_file(session, {twin}, set())
    assert found.children == {child, twin}
    assert found.cases == {books.own[Case]}
    assert books.own[Report] in found.reports
    assert found.referrals == {books.own[Referral]}


def test_reports_of_one_event_tell_of_the_same_people(books: Wards) -> None:
    session = books.session
    first = stored(session, a_report(NINH_KIEU))
    second = stored(session, a_report(CAI_KHE, first_id=first))
    with at_the_tables(session):
        assert whole_event(session, set(), {second}) == (set(), {first, second})
        alone = rows_of_file(session, set(), {second})
        both = rows_of_file(session, set(), {second}, of_event=True)
    assert (alone.reports, both.reports) == ({second}, {first, second})
