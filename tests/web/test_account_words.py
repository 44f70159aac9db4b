"""Roles and changes in words, in the language of the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from caseapp.casework.account_changes import Kind
from caseapp.casework.account_reading import ChangeView
from caseapp.web.account_words import CHANGE_WORDS, STATE_WORDS, change_words, role_days
from tests.factories.house import House

CHANGE = ChangeView(
    1, "canbo", "Cán bộ", "role", "chair", "Phường Cái Khế", "", date(2026, 12, 1), None,
    datetime(2026, 11, 23, tzinfo=UTC), "", None, "", "", to_decide=True,
)  # fmt: skip


def test_every_kind_and_state_has_its_words() -> None:
    assert set(CHANGE_WORDS) == set(Kind)
    assert set(STATE_WORDS) == {"now", "later", "ended"}


def test_days_are_said(house: House) -> None:
    with house.app.test_request_context():
        assert role_days(date(2026, 12, 1), None) == "từ 01/12/2026"
        said = role_days(date(2026, 12, 1), date(2027, 1, 1))
        assert said == "từ 01/12/2026, hết hiệu lực từ 01/01/2027"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Chủ tịch UBND, Phường Cái Khế, từ 01/12/2026"),
        (
            {"kind": "unit", "unit_before": "Phường Ninh Kiều"},
            "Chủ tịch UBND: từ Phường Ninh Kiều chuyển sang Phường Cái Khế, kể từ 01/12/2026",
        ),
        (
            {"kind": "role_end", "valid_until": date(2027, 1, 1)},
            "Chủ tịch UBND, Phường Cái Khế: hết hiệu lực từ 01/01/2027",
        ),
        (
            {"kind": "password", "role": "", "unit": ""},
            "Mật khẩu mới đã được đặt; phải đổi ở lần đăng nhập tới",
        ),
        ({"kind": "second_factor", "role": ""}, "Phải thiết lập lại bước xác thực thứ hai"),
    ],
)
def test_a_change_is_said_in_a_sentence(house: House, fields: dict[str, object], said: str) -> None:
    with house.app.test_request_context():
        assert change_words(replace(CHANGE, **fields)) == said  # type: ignore[arg-type]
