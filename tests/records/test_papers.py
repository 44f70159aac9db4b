"""A paper hangs on a report or on a case of its unit, and moves with it; so do its texts."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp.records.cases import Case
from caseapp.records.papers import Paper, PaperText
from caseapp.records.reports import Report
from tests.factories.house import NOW
from tests.factories.rows import CAI_KHE, NINH_KIEU, a_paper, a_report, stored
from tests.factories.wards import Wards, unkept


@pytest.mark.parametrize("both", [True, False])
def test_it_is_about_one_thing(books: Wards, *, both: bool) -> None:
    on = {"report_id": books.own[Report], "case_id": books.own[Case]} if both else {}
    unkept(books.session, a_paper(NINH_KIEU, **on))


def test_not_about_a_case_of_another_unit(books: Wards) -> None:
    unkept(books.session, a_paper(NINH_KIEU, case_id=books.other[Case]))


def test_it_moves_with_its_report_and_its_text_too(books: Wards) -> None:
    report = a_report(NINH_KIEU)
    number = stored(books.session, report)
    paper = stored(books.session, a_paper(NINH_KIEU, report_id=number))
    on = {"report_id": number, "area_id": NINH_KIEU, "paper_id": paper}
    stored(books.session, PaperText(**on, version=1, entered_at=NOW))
    report.area_id = CAI_KHE
    books.session.flush()
    books.session.expire_all()
    for model in (Paper, PaperText):
        moved = select(model.area_id).where(model.report_id == number)
        assert list(books.session.scalars(moved)) == [CAI_KHE]
