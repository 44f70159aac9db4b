from __future__ import annotations

import pytest

from caseapp.exchange.faults import Fault
from caseapp.exchange.findings import Findings
from caseapp.exchange.import_results import ImportResult
from caseapp.rules.reasons import Reason
from caseapp.web.imports.showing import LISTED, column_words, part_of, reason_words, sheet_words
from tests.factories.house import House

FAULTS = tuple(Fault("children", n, "sex", "x") for n in range(2, LISTED * 2 + 3))


@pytest.mark.parametrize(
    ("page", "first", "number"),
    [("", 2, 1), ("2", LISTED + 2, 2), ("99", LISTED * 2 + 2, 3), ("-4", 2, 1), ("x", 2, 1)],
)
def test_a_long_list_comes_page_by_page(house: House, page: str, first: int, number: int) -> None:
    with house.app.test_request_context(f"/?page={page}"):
        part = part_of(Findings(ImportResult(True, FAULTS)))
    assert (part.rows[0].row, part.page, part.pages) == (first, number, 3)


def test_words_are_the_reader_s(house: House) -> None:
    reason = Reason("is longer than %(limit)d characters", limit=40)
    with house.app.test_request_context():
        assert part_of(None).rows == ()
        assert reason_words(reason) == "dài quá 40 ký tự"
        assert reason_words("as it is") == "as it is"
        assert sheet_words("children") == "Trẻ em (children)"
        assert sheet_words("lạ") == "lạ"
        assert column_words("children", "sex") == "Giới tính (sex)"
        assert column_words("children", "") == "cả dòng"
