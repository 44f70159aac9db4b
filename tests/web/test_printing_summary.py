"""The summary of a case on paper: what is withheld, left out, told in words."""

from datetime import date
from time import perf_counter

from caseapp.web.printing import (
    Sheet,
    summary_html,
)
from tests.web.prints import HEADING, NOW, render_pdf, summary, text, words


def test_what_may_not_be_seen_is_said_to_be_withheld():
    found = words(
        text(
            summary(
                child=[
                    {"label": "Số định danh", "value": "092318001234", "masked": True},
                    {"label": "Dân tộc", "value": None},
                ],
                account="bí mật một",
                account_masked=True,
                incidents=[{"place": "tại nhà", "abuse": "bí mật hai", "masked": {"abuse"}}],
                referrals=[{"agency": "bí mật ba", "masked": True}],
                helps=[
                    {"given": date(2026, 11, 2), "kind": "Gạo", "giver": "x", "masked": ["giver"]}
                ],
            )
        )
    )
    assert "092318001234" not in found
    assert "bí mật" not in found
    assert "Số định danh (không được xem)" in found
    assert "Dân tộc chưa biết" in found
    assert "Nơi xảy ra tại nhà Môi trường chưa biết Hình thức xâm hại (không được xem)" in found
    assert "02/11/2026 Gạo (không được xem)" in found


def test_a_summary_leaves_out_what_there_is_none_of():
    bare = words(text(summary()))
    for heading in (
        "Vụ việc",
        "Biện pháp",
        "Chuyển gửi",
        "Thời hạn",
        "Diễn biến",
        "Tình hình",
        "Số:",
    ):
        assert (heading in bare) == (heading == "Số:")
    assert "2. Hoàn cảnh đặc biệt Chưa ghi nhận." in bare
    assert "3. Hỗ trợ đã nhận Chưa ghi nhận." in bare


def test_a_missed_clock_and_a_kept_one_are_told_in_words():
    clock = {"name": "12 giờ", "started": NOW, "due": NOW, "stopped": None, "late": True}
    found = words(text(summary(clocks=[clock | {"words": "Quá hạn 5 giờ"}])))
    assert "12 giờ 23/11/2026 10:00 23/11/2026 10:00 – Quá hạn 5 giờ" in found


def test_a_summary_may_be_an_object_as_well():
    class Told:
        code = "CT-2026-00099"
        helps = ()

    assert "Mã hồ sơ: CT-2026-00099" in text(summary_html(Told(), HEADING, Sheet(NOW)))


def test_days_and_moments_stand_on_one_line_and_are_written_one_way():
    line = {"happened": NOW, "what": "Thăm trẻ", "text": "Một\nHai", "who": "Cán bộ A"}
    clock = {"name": "12 giờ", "started": NOW, "due": NOW, "stopped": NOW, "words": "xong"}
    help_given = {"given": date(2026, 10, 29), "kind": "Gạo " * 60, "giver": "Hội " * 60}
    group = {"since": date(2026, 1, 2), "until": date(2026, 10, 29), "group": "Nhóm " * 60}
    lines = text(
        summary(timeline=[line], clocks=[clock], helps=[help_given], circumstances=[group])
    ).split("\n")
    for written in ("23/11/2026 10:00", "29/10/2026", "02/01/2026"):
        assert any(written in found for found in lines), written
    assert "10:00, 23/11" not in " ".join(lines)
    assert "Một" not in next(found for found in lines if "Hai" in found)


def test_the_head_says_when_the_case_was_opened_and_closed():
    found = words(text(summary(opened=date(2026, 5, 13), closed=date(2026, 9, 21))))
    assert "Mở hồ sơ ngày 13/05/2026 · Kết thúc ngày 21/09/2026" in found
    assert "Kết thúc ngày" not in words(text(summary(opened=date(2026, 5, 13))))


def test_long_notes_cost_as_much_as_the_same_words_in_short_ones():
    # The widths of an automatic table are sought word by word: one note of 5,000 letters took a
    # minute of both cores. So the cost must grow with the length, not with its square.
    def cost(letters: int, notes: int) -> float:
        told = "Bé kể lại việc ở nhà. " * (letters // 22)
        lines = [{"happened": NOW, "what": "Ghi chú", "text": told, "who": "Cán bộ A"}] * notes
        start = perf_counter()
        render_pdf(summary(timeline=lines))
        return perf_counter() - start

    cost(1_000, 1)  # the first pays for fonts
    assert cost(10_000, 2) <= 4 * cost(1_000, 20)


def test_separations_placements_and_contacts_are_told_and_what_was_not_asked_for_is_named():
    parted = {"since": date(2026, 11, 2), "until": date(2026, 11, 9), "what": "Cách ly khỏi: cha",
              "text": "Lý do", "state": "Đang cách ly", "decided_by": "Chủ tịch"}  # fmt: skip
    placed = {"since": date(2026, 11, 2), "until": None, "what": "Gia đình", "state": "Đang ở"}
    people = [
        {"name": "Bà Sáu", "role": "Bà", "phone": "0909 1 (KHÔNG GỌI SỐ NÀY)"},
        {"name": "bí mật", "role": "Nhận chăm sóc", "phone": "2", "masked": ("name", "phone")},
    ]
    found = words(text(summary(separations=[parted], placements=[placed], contacts=people)))
    assert "02/11/2026 09/11/2026 Cách ly khỏi: cha Lý do Đang cách ly Chủ tịch" in found
    assert "02/11/2026 Gia đình Đang ở" in found
    assert "Bà Sáu Bà 0909 1 (KHÔNG GỌI SỐ NÀY)" in found
    assert "(không được xem) Nhận chăm sóc (không được xem)" in found
    assert "không có các mục" not in found
    some = words(text(summary(sections=("clocks",), left_out=["Liên hệ", "Hỗ trợ đã nhận"])))
    assert "Bản in này không có các mục: Liên hệ; Hỗ trợ đã nhận." in some
    assert "Hoàn cảnh đặc biệt" not in some
