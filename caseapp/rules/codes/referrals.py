"""Codes of the states of a referral."""

from typing import Final

from caseapp.rules.codes.code_list import Code, CodeList

# The law obliges the agencies to work together; it names no states of a referral.
_LAW = "Luật Trẻ em 102/2016/QH13, Điều 52; Nghị định 56/2017/NĐ-CP, Điều 28"

REFERRAL_STATES: Final = CodeList(
    "referral_states",
    (
        Code(code, vi, en, _LAW, confirmed=False)
        for code, vi, en in (
            ("draft", "Bản nháp", "Draft"),
            ("sent", "Đã gửi", "Sent"),
            ("received", "Cơ quan đã nhận phiếu", "Received by the agency"),
            ("accepted", "Đã nhận lời", "Accepted"),
            ("declined", "Bị từ chối", "Declined"),
            ("in_service", "Đang được cung cấp dịch vụ", "Service under way"),
            ("completed", "Đã hoàn thành", "Completed"),
            ("withdrawn", "Đã rút lại", "Withdrawn"),
        )
    ),
)
