"""A file is found in any unit by the code on any of its papers, but not by who it is kept from."""

from __future__ import annotations

from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.coded_files import Found, file_of
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from tests.factories.rows import CAI_KHE
from tests.factories.wards import Wards
from tests.records.test_own_reach import a_user, mark, person


def test_a_file_is_found_by_the_code_of_any_of_its_papers(books: Wards) -> None:
    session, user = books.session, a_user(books)
    codes = [
        session.get_one(model, books.other[model]).code for model in (Child, Case, Report, Referral)
    ]
    child = books.other[Child]
    found = Found(child, codes[0], (CAI_KHE,))
    assert [file_of(session, code, person(user)) for code in codes] == [found] * 4
    for code in ("TE-26-00000000", "", "XX-26-1", "TE", "%", "TE-%"):
        assert file_of(session, code, person(user)) is None
    mark(books, user, child_id=child)
    assert [file_of(session, code, person(user)) for code in codes] == [None] * 4
