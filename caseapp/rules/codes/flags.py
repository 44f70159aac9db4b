"""Flags that an officer sets on a case, and those that the software raises by itself."""

from typing import Final

from caseapp.rules.codes.code_list import Code, CodeList

_SERIOUS = "Nghị định 56/2017/NĐ-CP, Điều 26 khoản 3"
_ACCESS = "Nghị định 56/2017/NĐ-CP, Mẫu số 02, mục 1"
_CHILD = "Luật Trẻ em 102/2016/QH13, Điều 1"


def _flag(code: str, vi: str, en: str, source: str) -> Code:
    # The articles say what is serious; that a file bears a flag for it is the city's practice.
    return Code(code, vi, en, source, confirmed=False)


CASE_FLAGS: Final = CodeList(
    "case_flags",
    (
        _flag("health_critical", "Sức khỏe nguy cấp", "Health in danger", _SERIOUS),
        _flag("suicide_threat", "Dọa tự tử hoặc tự làm hại mình", "Threatens suicide", _SERIOUS),
        _flag("violent_suspect", "Đối tượng hung hãn", "Violent suspect", _ACCESS),
        _flag("suspect_at_home", "Đối tượng ở cùng nhà", "Suspect lives in the home", _ACCESS),
        _flag("weapon", "Có vũ khí, vật nguy hiểm", "Weapons in the home", _ACCESS),
        _flag("runs_away", "Hay bỏ nhà đi", "Runs away", _SERIOUS),
        _flag("pregnant", "Trẻ đang mang thai", "The child is pregnant", _SERIOUS),
        _flag(
            "needs_interpreter",
            "Cần người phiên dịch, hỗ trợ giao tiếp",
            "Needs an interpreter or help to communicate",
            "Luật Trẻ em 102/2016/QH13, Điều 35",
        ),
    ),
)
"""Set and lifted by the officer, each with a reason."""

RAISED_FLAGS: Final = CodeList(
    "raised_flags",
    (
        Code("soon_sixteen", "Sắp đủ 16 tuổi", "About to turn 16", _CHILD),
        Code("sixteen", "Đã đủ 16 tuổi", "Has turned 16", _CHILD),
    ),
)
"""Raised by the software from the day of birth. Nothing is ever taken out for them."""
