"""Codes of transfers: how the hand-over of a case stands, and why it is asked for."""

from typing import Final

from caseapp.rules.codes.code_list import Code, CodeList

_OWN = "Nghị định 56/2017/NĐ-CP, Điều 26 khoản 1 (bàn giao hồ sơ: quy ước của phần mềm)"
_WHERE = "Nghị định 56/2017/NĐ-CP, Điều 26 khoản 1"
_MERGER = "Luật Tổ chức chính quyền địa phương 2025; Nghị quyết 1668/NQ-UBTVQH15"

TRANSFER_STATES: Final = CodeList(
    "transfer_states",
    (
        Code("proposed", "Giám sát đề xuất, chờ nơi gửi", "Proposed, waits for the sender", _OWN),
        Code("waiting", "Chờ nơi nhận trả lời", "Waits for the receiving unit", _OWN),
        Code("accepted", "Nơi nhận đã tiếp nhận", "Accepted", _OWN),
        Code("refused", "Bị từ chối, chờ giám sát", "Refused, waits for the supervisor", _OWN),
        Code("passed", "Giám sát quyết định chuyển", "The supervisor decided: it passes", _OWN),
        Code("stays", "Giám sát quyết định giữ lại", "The supervisor decided: it stays", _OWN),
        Code("withdrawn", "Đã rút lại", "Withdrawn", _OWN),
        Code("letter_sent", "Đã gửi công văn, chờ xác nhận", "Letter sent, no receipt yet", _OWN),
        Code("letter_received", "Nơi nhận đã xác nhận", "Receipt recorded", _OWN),
        Code("letter_withdrawn", "Đã rút công văn", "Letter withdrawn", _OWN),
    ),
)

TRANSFER_REASONS: Final = CodeList(
    "transfer_reasons",
    (
        Code("residence", "Trẻ sống ở phường, xã khác", "The child lives elsewhere", _WHERE),
        Code("moved", "Trẻ chuyển nơi ở", "The child has moved", _WHERE),
        Code("merger", "Đơn vị hành chính thay đổi", "The units have changed", _MERGER),
        Code("other", "Lý do khác", "Another reason", _OWN),
    ),
)
