"""What is shared is said in words, field by field, and nothing that was not shared."""

from __future__ import annotations

from typing import Any

import pytest

from caseapp.web.shared_words import basis_words, shared_lines
from tests.factories.house import House


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": "Đỗ Thị Hòa"}, "Đỗ Thị Hòa"),
        ({"sex": "female"}, "Nữ"),
        ({"birth": {"on": "2015-09-05", "precision": "day"}}, "05/09/2015"),
        (
            {"school": {"attendance": "attends", "school": "An Khánh", "grade": "4A"}},
            "An Khánh, 4A, Đang đi học",
        ),
        (
            {"carer": [{"name": "Bà Năm", "relation": "grandparent", "phone": "0909"}]},
            "Bà Năm (ông, bà): 0909",
        ),
        ({"risk": "high"}, "Nguy cơ cao"),
        ({"measures": [{"kind": "care", "from": "2026-11-01", "until": ""}]}, "01/11/2026"),
        ({"health": [{"text": "Hen", "types": ["sight"], "level": ""}]}, "Hen; Nhìn"),
    ],
)
def test_each_field_has_its_words(house: House, values: dict[str, Any], words: str) -> None:
    with house.app.test_request_context():
        ((_, said),) = shared_lines(values)
    assert words in said


def test_a_basis_has_words(house: House) -> None:
    with house.app.test_request_context():
        assert all(basis_words(basis) for basis in ("consent", "duty"))
        assert basis_words("") == ""
