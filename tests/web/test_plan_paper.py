"""Mẫu 04 and 05 on paper: the table, the three articles, and what is no decision."""

from __future__ import annotations

from itertools import pairwise

import pytest

from caseapp.rules.forms.registry import FORMS
from caseapp.rules.plans import Goal, Plan
from caseapp.web.plan_paper import (
    Row,
    approval_html,
    blank_approval,
    blank_plan,
    columns_of,
    plan_html,
    rows_of,
)
from caseapp.web.printing import Sheet
from tests.factories.house import NOW
from tests.factories.papers import CHAIR, CHILD, OFFICER, a_full_plan, a_plan_print
from tests.factories.plans import TODAY, an_activity
from tests.web.prints import text, texts, words


def said_by(draw: object, state: str = "approved", **more: object) -> str:
    return words(text(draw(a_plan_print(state, **more), now=NOW, demo=False)))  # type: ignore[operator]


def in_order(said: str, *parts: str) -> bool:
    at = [said.index(part) for part in parts]
    return all(one < other for one, other in pairwise(at))


def test_a_plan_has_its_five_parts_and_the_table_of_activities() -> None:
    said = said_by(plan_html)
    assert in_order(
        said,
        "Số: ……/KH-UBND",
        "Ninh Kiều, ngày 23 tháng 11 năm 2026",
        "KẾ HOẠCH HỖ TRỢ, CAN THIỆP",
        "(bản chờ đối chiếu)",
        "(Kèm theo Quyết định số 27/QĐ-UBND ngày 23 tháng 11 năm 2026)",
        "Căn cứ Luật Trẻ em;",
        f"Họ và tên trẻ em: {CHILD}",
        "I. Tình trạng, vấn đề của trẻ em",
        "II. Nhu cầu theo thứ tự ưu tiên",
        "2. Được tư vấn tâm lý",
        "III. Mục tiêu",
        "1. Trẻ an toàn tại nhà bà ngoại (thời hạn: 23/12/2026)",
        "IV. Hoạt động",
        "TT Hoạt động, dịch vụ",
        "Mục tiêu 2",
        "3 Hỗ trợ sách vở, học phí",
        "V. Tổ chức thực hiện",
        "Nơi nhận:",
        "NGƯỜI LÀM CÔNG TÁC BẢO VỆ TRẺ EM (Ký, ghi rõ họ tên)",
        OFFICER,
    )


def test_the_columns_are_those_of_the_form() -> None:
    assert columns_of(FORMS["04"]) == [
        "Hoạt động, dịch vụ", "Thời gian thực hiện", "Người, đơn vị chịu trách nhiệm",
        "Đơn vị phối hợp", "Kinh phí, nguồn lực",
    ]  # fmt: skip


def test_activities_are_numbered_through_and_each_goal_stands_above_its_own() -> None:
    rows = rows_of(a_full_plan())
    assert [row.goal or row.number for row in rows] == ["Mục tiêu 1", 1, 2, "Mục tiêu 2", 3]
    assert rows[1].span == "23/11/2026 –\n03/12/2026"
    alone = Plan("x", (), (Goal("x", TODAY, (an_activity(starts_on=None, measure=""),)),))
    (row,) = rows_of(alone)
    assert (row.span, row.measure, row.number) == ("đến 03/12/2026", "", 1)


@pytest.mark.parametrize(
    ("state", "standing", "signed"),
    [
        ("draft", "dự thảo, chưa được phê duyệt", False),
        ("returned", "dự thảo, chưa được phê duyệt", False),
        ("withdrawn", "dự thảo đã rút, không được phê duyệt", False),
        ("submitted", "dự thảo, chưa được phê duyệt", True),
        ("replaced", "đã được thay bằng kế hoạch khác", True),
        ("approved", "", True),
    ],
)
def test_a_plan_says_how_it_stands(state: str, standing: str, *, signed: bool) -> None:
    said = said_by(plan_html, state)
    assert (f"({standing})" in said) if standing else ("dự thảo" not in said)
    assert ("Ninh Kiều, ngày 23 tháng 11 năm 2026" in said) is signed
    assert (OFFICER in said) is signed
    assert ("Kèm theo Quyết định" in said) is (state in {"approved", "replaced"})


def test_a_decision_has_grounds_three_articles_recipients_and_the_chair() -> None:
    said = said_by(approval_html)
    assert in_order(
        said,
        "ỦY BAN NHÂN DÂN PHƯỜNG NINH KIỀU Số: 27/QĐ-UBND",
        "Ninh Kiều, ngày 23 tháng 11 năm 2026",
        "QUYẾT ĐỊNH",
        "Về việc phê duyệt kế hoạch hỗ trợ, can thiệp đối với trẻ em bị xâm hại",
        "(bản chờ đối chiếu)",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG NINH KIỀU",
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "Căn cứ Luật Trẻ em;",
        "Căn cứ Điều 28 Nghị định số 56/2017/NĐ-CP;",
        f"Xét đề nghị của {OFFICER}.",
        "QUYẾT ĐỊNH:",
        "Điều 1. Phê duyệt kế hoạch",
        f"Họ và tên trẻ em: {CHILD}",
        "Ngày, tháng, năm sinh: 09/03/2016",
        "Nơi ở: Phường Ninh Kiều",
        "Điều 2. Phân công tổ chức thực hiện",
        "Giao cán bộ bảo vệ trẻ em phường thực hiện",
        "Điều 3. Hiệu lực, thi hành",
        "có hiệu lực kể từ ngày ký",
        "Nơi nhận:",
        "CHỦ TỊCH (Ký, đóng dấu)",
        CHAIR,
    )
    assert "dự thảo" not in said


def test_a_deputy_signs_for_the_chair() -> None:
    said = said_by(approval_html, decided_by=f"KT. CHỦ TỊCH / PHÓ CHỦ TỊCH: {CHAIR}")
    assert f"KT. CHỦ TỊCH PHÓ CHỦ TỊCH (Ký, đóng dấu) {CHAIR}" in said


@pytest.mark.parametrize(
    ("state", "standing"),
    [
        ("draft", "dự thảo, Chủ tịch chưa quyết định"),
        ("submitted", "dự thảo, Chủ tịch chưa quyết định"),
        ("returned", "dự thảo, Chủ tịch chưa quyết định"),
        ("withdrawn", "dự thảo đã rút, không phải quyết định"),
    ],
)
def test_what_is_no_decision_bears_no_name_no_number_and_no_day(state: str, standing: str) -> None:
    more = {"decided_by": CHAIR, "decided_at": NOW, "decision_number": "27/QĐ-UBND"}
    said = said_by(approval_html, state, **more)  # as a plan that was returned has it
    assert f"({standing})" in said
    assert "Ninh Kiều, ngày … tháng … năm 20…" in said
    assert "Số: ……/QĐ-UBND" in said
    assert CHAIR not in said
    assert (OFFICER in said) is (state == "submitted")


def test_the_empty_forms_leave_room_for_the_hand() -> None:
    plan = blank_plan(FORMS["04"], Sheet(NOW))
    assert plan.count('<tr class="open">') == 8
    decision = words(text(blank_approval(FORMS["05"], Sheet(NOW))))
    assert "Họ và tên trẻ em: ....." in decision
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN …" in decision
    for said in (words(text(plan)), decision):
        assert "ngày … tháng … năm 20…" in said
        assert "dự thảo" not in said


def test_a_hundred_and_twenty_activities_break_no_layout() -> None:
    many = tuple(an_activity(f"Việc thứ {number} của kế hoạch") for number in range(12))
    goals = tuple(Goal(f"Mục tiêu lớn {number}", TODAY, many) for number in range(10))
    plan = a_plan_print(plan=Plan("x", ("y",), goals, "z"))
    pages = [words(page) for page in texts(plan_html(plan, now=NOW, demo=False))]
    tables = [page for page in pages if "của kế hoạch" in page]
    assert len(tables) > 3
    assert all("Hoạt động, dịch vụ" in page for page in tables)  # its heads on each page
    assert sum(page.count("của kế hoạch") for page in pages) == 120
    assert not any(page.endswith(f"Mục tiêu {number}") for page in pages for number in range(11))


def test_a_row_longer_than_a_page_goes_on_on_the_next() -> None:
    told = " ".join(f"chữ{number}" for number in range(160))
    row = Row(what=told)
    assert row.long
    assert not Row(what="ngắn").long
    goal = Goal("x", TODAY, (an_activity(told, cooperates=told, resources=told),) * 2)
    said = said_by(plan_html, plan=Plan("x", (), (goal,)))
    assert said.count("chữ159") == 6
