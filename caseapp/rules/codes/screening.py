"""Codes of screening: how a forwarding stands, what is proposed of a report, what became of it."""

from typing import Final

from caseapp.rules.codes.code_list import Code, CodeList

_PASSED_ON = "Nghị định 56/2017/NĐ-CP, Điều 26 khoản 1"
_ASSESSED = "Nghị định 56/2017/NĐ-CP, Điều 26 khoản 2"
_CLOSING = "Nghị định 56/2017/NĐ-CP, Điều 30 khoản 1"
_OWN = "Nghị định 56/2017/NĐ-CP, Điều 26 (không ai xóa tin báo: quy ước của phần mềm)"

FORWARDING_STATES: Final = CodeList(
    "forwarding_states",
    (
        Code("waiting", "Chờ nơi nhận tiếp nhận", "Waits to be received", _PASSED_ON),
        Code("received", "Nơi nhận đã tiếp nhận", "Received", _PASSED_ON),
        Code("refused", "Nơi nhận từ chối", "Refused", _PASSED_ON),
        Code("withdrawn", "Nơi gửi đã rút lại", "Withdrawn", _PASSED_ON),
        Code("assigned", "Giám sát đã phân công", "Assigned by the supervisor", _PASSED_ON),
    ),
)

PROPOSAL_KINDS: Final = CodeList(
    "proposal_kinds",
    (
        Code("no_case", "Không mở trường hợp", "No case", _ASSESSED),
        Code("unfounded", "Không có căn cứ", "Unfounded", _ASSESSED),
        Code("closing", "Kết thúc trường hợp", "Closing of a case", _CLOSING),
        Code("mistake", "Nhập nhầm", "Entered by mistake", _OWN),
    ),
)

PROPOSAL_STATES: Final = CodeList(
    "proposal_states",
    (
        Code("proposed", "Chờ quyết định", "Waits for a decision", _OWN),
        Code("agreed", "Đồng ý", "Agreed", _OWN),
        Code("refused", "Không đồng ý", "Not agreed", _OWN),
        Code("lapsed", "Không còn hiệu lực", "Lapsed", _OWN),
        Code("taken_back", "Đã khôi phục", "Taken back", _OWN),
    ),
)
