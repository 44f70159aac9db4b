"""Codes of a case: level of risk, states of reports and cases, the emergency decision."""

from typing import Final

from caseapp.rules.codes.code_list import Code, CodeList

_RISK = "Nghị định 56/2017/NĐ-CP, Điều 26 khoản 2 và Mẫu số 02"

RISK_LEVELS: Final = CodeList(
    "risk_levels",
    (
        Code("high", "Nguy cơ cao", "High risk", _RISK, confirmed=False),
        Code("medium", "Nguy cơ trung bình", "Medium risk", _RISK, confirmed=False),
        Code("low", "Nguy cơ thấp", "Low risk", _RISK, confirmed=False),
    ),
)

_CLOSING = "Nghị định 56/2017/NĐ-CP, Điều 30 khoản 1"

CASE_STATES: Final = CodeList(
    "case_states",
    (
        Code("open", "Đang xử lý", "Open", "Nghị định 56/2017/NĐ-CP, Điều 27"),
        Code("closing_proposed", "Đề nghị kết thúc", "Closing proposed", _CLOSING),
        Code("closed", "Đã kết thúc", "Closed", _CLOSING),
    ),
)

REPORT_STATES: Final = CodeList(
    "report_states",
    (
        Code("received", "Đã tiếp nhận", "Received", "Nghị định 56/2017/NĐ-CP, Điều 25 khoản 1"),
        Code(
            "screened",
            "Đã đưa vào hồ sơ",
            "Taken into a case",
            "Nghị định 56/2017/NĐ-CP, Điều 26 khoản 2",
        ),
        Code(
            "ended",
            "Đã kết thúc, không mở trường hợp",
            "Ended without a case",
            "Nghị định 56/2017/NĐ-CP, Điều 26 khoản 2",
        ),
    ),
)

_EMERGENCY = "Nghị định 56/2017/NĐ-CP, Điều 26 khoản 3, Điều 31 khoản 1"

MEASURES: Final = CodeList(
    "measures",
    (
        Code(
            "emergency",
            "Áp dụng biện pháp bảo vệ khẩn cấp",
            "Emergency protective measures apply",
            _EMERGENCY,
        ),
        Code(
            "none",
            "Không áp dụng biện pháp khẩn cấp",
            "No emergency measures",
            _EMERGENCY,
        ),
    ),
)

DECISION_WAYS: Final = CodeList(
    "decision_ways",
    (
        Code("telephone", "Qua điện thoại", "By telephone", _EMERGENCY, confirmed=False),
        Code("paper", "Trên giấy", "On paper", _EMERGENCY, confirmed=False),
    ),
)
"""How the chair gave a decision that another person enters; the decree asks for no form."""
