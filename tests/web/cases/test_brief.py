"""One page: what matters first is given room first, long texts are cut, what is left is counted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caseapp.web.cases.brief import TRIES, brief_of, cut
from tests.factories.house import NOW

WIDTH = 78


def rows(*pairs: tuple[str, Any]) -> list[dict[str, Any]]:
    return [{"label": label, "value": value, "masked": False} for label, value in pairs]


def full(times: int = 1, text: str = "Trẻ được gặp tại nhà") -> dict[str, Any]:
    """Lines of a summary with everything, each list so many times as long."""
    never = [("KHÔNG GỌI SỐ NÀY", f"0909 {number:06d}") for number in range(7 * times)]
    activity = {"what": text, "text": "", "until": None, "by": "Cán bộ", "note": "Chưa thực hiện"}
    lists: dict[str, Any] = {
        "circumstances": {"group": text, "since": date(2026, 1, 2), "until": None, "note": ""},
        "incidents": {"happened": None, "abuse": text, "place": text, "ground": text},
        "assessments": {"form": text, "level": "Cao", "happened": NOW, "who": "Cán bộ"},
        "clocks": {"name": text, "words": "Đã xong", "due": NOW, "late": False, "stopped": NOW},
        "alone": {"who": text, "review": "chưa"},
        "measures": {"kind": text, "decided": NOW, "decided_by": text},
        "separations": {"since": date(2026, 11, 2), "what": text, "state": "x", "decided_by": ""},
        "placements": {"what": text, "since": date(2026, 11, 2), "state": "x", "note": text},
        "referrals": {"sent": date(2026, 11, 2), "agency": text, "answer": text},
        "contacts": {"name": text, "role": "Mẹ", "phone": "0909 111 222"},
        "helps": {"given": date(2026, 11, 2), "kind": text, "giver": text},
        "timeline": {"happened": NOW, "what": text, "who": text},
    }
    return {
        "child": rows(("Họ và tên", text), ("Ngày sinh", "x"), ("Giới tính", "Nữ")),
        "situation": rows(("Địa chỉ", text), *never),
        "account": "\n".join([text] * times),
        "care": rows(("Tình trạng", text)),
        "plan": {"facts": rows(("Mục tiêu", text)), "activities": [activity] * times},
    } | {name: [row] * times for name, row in lists.items()}


def lines_of(parts: list[Any]) -> int:
    kept = [entry for part in parts for entry in part.kept]
    return len(parts) + sum(-(-len(entry) // WIDTH) for entry in kept)


def test_a_short_file_loses_nothing() -> None:
    parts = brief_of(full(), *TRIES[0])
    assert [part.left for part in parts] == [0] * len(parts)
    assert [part.title for part in parts][:2] == ["Trẻ em", "KHÔNG GỌI SỐ NÀY"]
    assert "Họ và tên: Trẻ được gặp tại nhà · Ngày sinh: x" in parts[0].kept


@pytest.mark.parametrize(("room", "most"), TRIES)
@pytest.mark.parametrize("times", [1, 3, 40])
@pytest.mark.parametrize("text", ["ngắn", "một tình tiết dài " * 60, "M" * 3000])
def test_no_more_is_kept_than_there_is_room_for(
    room: int, most: int, times: int, text: str
) -> None:
    parts = brief_of(full(times, text), room, most)
    assert lines_of(parts) <= room
    assert all(len(entry) <= most * WIDTH for part in parts for entry in part.kept)


def test_numbers_that_nobody_calls_go_on_it_before_all_else() -> None:
    told = full(3)
    parts = {part.title: part for part in brief_of(told, 21, 1)}
    assert parts["KHÔNG GỌI SỐ NÀY"].kept
    assert not parts["Diễn biến gần nhất"].kept
    assert parts["Diễn biến gần nhất"].left == 3


def test_what_runs_late_stands_first_and_what_is_newest() -> None:
    told = full()
    late = {"name": "Kế hoạch", "words": "Quá hạn", "due": NOW, "late": True, "stopped": None}
    told["clocks"] = [*told["clocks"], late]
    told["timeline"] = [{"happened": NOW, "what": what, "who": ""} for what in ("trước", "sau")]
    parts = {part.title: part.kept for part in brief_of(told, *TRIES[0])}
    assert parts["Thời hạn theo luật"][0].startswith("Kế hoạch: Quá hạn")
    assert [line.rpartition("; ")[2] for line in parts["Diễn biến gần nhất"]] == ["sau", "trước"]


def test_what_may_not_be_seen_is_withheld_here_too() -> None:
    told = full()
    told["contacts"] = [
        {"name": "Bà Tám", "role": "Nhận chăm sóc", "phone": "1", "masked": ("name", "phone")}
    ]
    told["care"] = [{"label": "Người nhận chăm sóc", "value": "Bà Tám", "masked": True}]
    parts = brief_of(told, *TRIES[0])
    assert "Bà Tám" not in str(parts)
    assert "Người nhận chăm sóc: (không được xem)" in str(parts)


def test_a_text_is_cut_at_a_word() -> None:
    assert cut("một hai", 1) == "một hai"
    long = cut("mười " * 40, 1)
    assert len(long) <= WIDTH
    assert long.endswith("mười …")
    assert cut("M" * 200, 1).endswith("M …")
