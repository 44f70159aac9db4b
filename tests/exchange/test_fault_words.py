"""Every reason that an import can give is said in Vietnamese."""

from __future__ import annotations

from caseapp.exchange.cells import read_column
from caseapp.exchange.fault_words import heading_of, in_vietnamese
from caseapp.exchange.sheets import SHEETS
from caseapp.rules.reasons import Reason


def test_a_reason_is_filled_in_after_it_is_translated() -> None:
    _, wrong = read_column(SHEETS["children"].column("date_of_birth"), ["hôm qua"])
    assert wrong[0].startswith("'hôm qua' is no date")
    assert in_vietnamese(wrong[0]) == (
        "'hôm qua' không phải là ngày; hãy ghi NN/TT/NNNN hoặc NNNN-TT-NN"
    )
    assert in_vietnamese(Reason("is required")) == "bắt buộc phải có"
    assert in_vietnamese("100 % lạ") == "100 % lạ"


def test_a_column_is_called_by_its_heading() -> None:
    assert heading_of("children", "sex") == "Giới tính"
    assert heading_of("children", "lạ") == "lạ"
    assert heading_of("lạ", "sex") == "sex"
