"""Minutes on paper: who was there and what was agreed, signed by two; text stays text."""

from __future__ import annotations

from caseapp.casework.minutes_prints import MinutesPrint
from caseapp.casework.plan_views import MinutesView
from caseapp.rules.forms.answers import boxes
from caseapp.rules.forms.minutes import FORM
from caseapp.web.minutes_paper import minutes_html
from tests.factories.house import NOW
from tests.factories.papers import CHILD, OFFICER, a_letterhead, a_print
from tests.web.prints import text, words


def said_by(child: str = CHILD, **more: str) -> str:
    answers = {"met_at": NOW, "chaired_by": "Trần Văn Chủ Trì", "present": "Công an\nTrạm y tế"}
    said = boxes(FORM, {**answers, "agreed": "Lập kế hoạch", **more})
    view = MinutesView(1, 1, NOW, said, OFFICER)
    found = MinutesPrint("HS-26-7KQ4MX2B", a_letterhead(), view, child, a_print())
    return words(text(minutes_html(found, now=NOW, demo=False)))


def test_the_minutes_say_who_met_and_what_was_agreed() -> None:
    said = said_by()
    for part in (
        "Số: ……/BB-UBND",
        "Ninh Kiều, ngày 23 tháng 11 năm 2026",
        "BIÊN BẢN Cuộc họp xác định biện pháp bảo vệ trẻ em",
        "(bản chờ đối chiếu)",
        f"Họ và tên trẻ em: {CHILD}",
        "Thành phần tham dự: Công an Trạm y tế",
        "Nội dung thống nhất: Lập kế hoạch",
        f"NGƯỜI GHI BIÊN BẢN (Ký, ghi rõ họ tên) {OFFICER}",
        "NGƯỜI CHỦ TRÌ (Ký, ghi rõ họ tên) Trần Văn Chủ Trì",
    ):
        assert part in said
    assert "Ý kiến tại cuộc họp: ...." in said


def test_what_was_typed_prints_as_text_and_an_unknown_name_as_dots() -> None:
    said = said_by("", agreed="<b>5 < 6</b> & xong")
    assert "<b>5 < 6</b> & xong" in said
    assert "Họ và tên trẻ em: ...." in said
