"""Codes of prints: what somebody takes a file's paper out of the application for."""

from __future__ import annotations

from typing import Final

from caseapp.rules.codes.code_list import Code, CodeList

_HOUSE: Final = "Luật 91/2025/QH15 (mục đích của việc xử lý dữ liệu cá nhân); danh mục của phần mềm"

PRINT_REASONS: Final = CodeList(
    "print_reasons",
    (
        Code(code, vi, en, _HOUSE, confirmed=False)
        for code, vi, en in (
            ("file", "Lưu hồ sơ giấy", "Kept in the paper file"),
            ("decision", "Trình người có thẩm quyền quyết định", "Put before who decides"),
            ("meeting", "Họp bàn về trường hợp", "A meeting on the case"),
            ("health", "Đưa trẻ đi khám, chữa bệnh", "The child's examination or treatment"),
            ("agency", "Gửi cơ quan phối hợp, cung cấp dịch vụ", "For an agency that takes part"),
            ("court", "Gửi Tòa án, cơ quan tiến hành tố tụng", "For a court or prosecution"),
            ("family", "Giao gia đình, người chăm sóc", "For the family or carer"),
            ("inspection", "Giám sát, kiểm tra", "Supervision or inspection"),
            ("other", "Việc khác của cơ quan", "Another task of the office"),
        )
    ),
)

HANDED_OUT: Final = frozenset({"health", "agency", "court", "family", "other"})
"""Reasons for which a print leaves the hands of those who handle the file: it tells less."""

SUMMARY_SECTIONS: Final = CodeList(
    "summary_sections",
    (
        Code(code, vi, en, _HOUSE, confirmed=False)
        for code, vi, en in (
            ("situation", "Nơi ở và người chăm sóc", "Home and carer"),
            ("account", "Tình hình và vụ việc", "What was told and what happened"),
            ("circumstances", "Hoàn cảnh đặc biệt", "Special circumstances"),
            ("risk", "Đánh giá nguy cơ", "Assessments of the risk"),
            ("clocks", "Thời hạn theo luật", "Legal limits, kept and missed"),
            ("measures", "Biện pháp bảo vệ, cách ly, nơi chăm sóc", "Measures and placements"),
            ("plan", "Kế hoạch đang thực hiện", "The plan in force"),
            ("referrals", "Chuyển gửi", "Referrals"),
            ("contacts", "Liên hệ", "Contacts"),
            ("helps", "Hỗ trợ đã nhận", "Help received"),
            ("timeline", "Diễn biến hồ sơ", "The file's timeline"),
        )
    ),
)
"""What a summary of a case may tell beside who the child is, in the order of its pages."""
