"""The look-up of units as anybody signed in uses it."""

from __future__ import annotations

from caseapp.rules.access import Role
from tests.factories.house import House
from tests.factories.web import NINH_KIEU, signed_in


def _found(house: House, text: str) -> str:
    client = signed_in(house, Role.OFFICER, NINH_KIEU)
    answer = client.get("/units", query_string={"q": text})
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_an_old_name_shows_what_it_became(house: House) -> None:
    page = _found(house, "tan an")  # a ward of today, and the old one whose code Ninh Kiều bears
    assert "Phường Tân An" in page
    assert "cũ: phường Tân An, Quận Ninh Kiều" in page
    assert "Phường Ninh Kiều" in page


def test_a_split_ward_asks_where_exactly(house: House) -> None:
    page = _found(house, "Bùi Hữu Nghĩa")
    assert "Phường Cái Khế, Phường Bình Thủy" in page


def test_nothing_found_says_so(house: House) -> None:
    assert "Không có đơn vị nào mang tên này" in _found(house, "Zzz")
