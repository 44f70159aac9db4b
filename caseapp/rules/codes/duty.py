"""Codes of the night: who stands on a duty list, how a call was answered, numbers of the nation."""

from typing import Final

from caseapp.rules.codes.code_list import Code, CodeList

_DECIDES = "Nghị định 56/2017/NĐ-CP, Điều 26 và Điều 31"
_CHECKS = "Nghị định 56/2017/NĐ-CP, Điều 25 khoản 2"
_STANDS_IN = "Luật Tổ chức chính quyền địa phương 72/2025/QH15"
_AT_ONCE = "Nghị định 56/2017/NĐ-CP, Điều 25 khoản 1 và Điều 26 khoản 1"

DUTY_ROLES: Final = CodeList(
    "duty_roles",
    (
        Code("chair", "Chủ tịch UBND", "Chair", _DECIDES),
        Code("deputy", "Phó chủ tịch UBND", "Deputy chair", _STANDS_IN, confirmed=False),
        Code("officer", "Cán bộ bảo vệ trẻ em", "Child-protection officer", _DECIDES),
        Code("police", "Công an cấp xã", "Police of the commune", _CHECKS),
        Code("health", "Trạm y tế", "Health station", _CHECKS),
        Code("supervisor", "Người giám sát trực của thành phố", "Duty supervisor", _AT_ONCE),
        Code("city_phone", "Điện thoại trực của thành phố", "Duty phone of the city", _AT_ONCE),
    ),
)
"""In the order in which they are called."""

_NUMBERS = "Thông tư 22/2014/TT-BTTTT"

NATIONAL_NUMBERS: Final = CodeList(
    "national_numbers",
    (
        Code(
            "111",
            "Tổng đài điện thoại quốc gia bảo vệ trẻ em",
            "National child helpline",
            "Nghị định 56/2017/NĐ-CP, Điều 25 khoản 1",
        ),
        Code("113", "Công an (khẩn cấp)", "Police (emergency)", _NUMBERS, confirmed=False),
        Code("115", "Cấp cứu y tế", "Ambulance", _NUMBERS, confirmed=False),
    ),
)
"""The code is the number: it answers day and night, whatever a list lacks."""

CALL_ANSWERS: Final = CodeList(
    "call_answers",
    (
        Code("reached", "Đã nói chuyện được", "Reached", _AT_ONCE),
        Code("no_answer", "Không nghe máy", "No answer", _AT_ONCE),
        Code("engaged", "Máy bận", "Engaged", _AT_ONCE),
        Code("other_number", "Cho số khác để gọi", "Another number to call", _AT_ONCE),
    ),
)
