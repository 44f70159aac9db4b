"""Codes of what else is kept of a child: names, birth registration, school, health, people."""

from typing import Final

from caseapp.rules.codes.code_list import Code, CodeList

_LAW: Final = "Luật Trẻ em 102/2016/QH13"
_NUMBER: Final = "Luật Căn cước 26/2023/QH15, Điều 12"
_CIVIL: Final = "Luật Hộ tịch 60/2014/QH13, Điều 13"
_SCHOOL: Final = f"{_LAW}, Điều 16"
_DISABLED: Final = "Luật Người khuyết tật 51/2010/QH12, Điều 3"
_CODE_136: Final = "Bộ luật Dân sự (Luật 91/2015/QH13), Điều 136"

Row = tuple[str, str, str, str]


def _codes(*rows: Row, confirmed: bool = False) -> tuple[Code, ...]:
    return tuple(Code(*row, confirmed=confirmed) for row in rows)


NAME_KINDS: Final = CodeList(
    "name_kinds",
    _codes(
        ("home", "Tên gọi ở nhà", "Name used at home", f"{_LAW}, Điều 13"),
        ("former", "Tên khai sinh cũ", "Former registered name", _CIVIL),
        ("religious", "Pháp danh, tên thánh", "Religious name", f"{_LAW}, Điều 13"),
        ("other", "Tên khác", "Other name", f"{_LAW}, Điều 13"),
    ),
)

NUMBER_MISSING: Final = CodeList(
    "number_missing",
    _codes(
        ("abandoned", "Bị bỏ rơi, chưa rõ thân nhân", "Abandoned, family unknown", _NUMBER),
        ("unregistered", "Chưa đăng ký khai sinh", "Birth not registered", _NUMBER),
        ("foreigner", "Người nước ngoài", "Foreigner", _NUMBER),
        ("unknown", "Chưa biết số", "Number not known yet", _NUMBER),
    ),
)
"""Why a child has no personal number in the file."""

BIRTH_REGISTRATION: Final = CodeList(
    "birth_registration",
    _codes(
        ("registered", "Đã đăng ký khai sinh", "Registered", _CIVIL),
        ("pending", "Đang làm thủ tục đăng ký", "Being registered", _CIVIL),
        ("unregistered", "Chưa đăng ký khai sinh", "Not registered", _CIVIL),
        ("unknown", "Không biết", "Not known", _CIVIL),
    ),
)

ATTENDANCE: Final = CodeList(
    "attendance",
    _codes(
        ("attends", "Đang đi học", "Goes to school", _SCHOOL),
        ("interrupted", "Tạm nghỉ học", "Interrupted", _SCHOOL),
        ("dropped_out", "Đã bỏ học", "Left school", _SCHOOL),
        ("not_yet", "Chưa đến tuổi đi học", "Not of school age yet", _SCHOOL),
        ("never", "Chưa từng đi học", "Never went to school", _SCHOOL),
        ("unknown", "Không biết", "Not known", _SCHOOL),
    ),
)
"""Whether a child goes to school."""

IN_SCHOOL: Final = frozenset({"attends", "interrupted"})
"""Codes with which the school's name belongs."""

DISABILITY_TYPES: Final = CodeList(
    "disability_types",
    _codes(
        ("movement", "Vận động", "Movement", f"{_DISABLED} khoản 1 điểm a"),
        ("hearing_speech", "Nghe, nói", "Hearing, speech", f"{_DISABLED} khoản 1 điểm b"),
        ("sight", "Nhìn", "Sight", f"{_DISABLED} khoản 1 điểm c"),
        ("mental", "Thần kinh, tâm thần", "Neurological, mental", f"{_DISABLED} khoản 1 điểm d"),
        ("intellectual", "Trí tuệ", "Intellectual", f"{_DISABLED} khoản 1 điểm đ"),
        ("other", "Khác", "Other", f"{_DISABLED} khoản 1 điểm e"),
    ),
)

DISABILITY_LEVELS: Final = CodeList(
    "disability_levels",
    _codes(
        ("very_severe", "Đặc biệt nặng", "Very severe", f"{_DISABLED} khoản 2 điểm a"),
        ("severe", "Nặng", "Severe", f"{_DISABLED} khoản 2 điểm b"),
        ("mild", "Nhẹ", "Mild", f"{_DISABLED} khoản 2 điểm c"),
    ),
)

GROUNDS: Final = CodeList(
    "representation_grounds",
    _codes(
        ("parent", "Cha, mẹ", "Parent", f"{_CODE_136} khoản 1"),
        ("guardian", "Người giám hộ", "Guardian", f"{_CODE_136} khoản 2"),
        ("court", "Người do Tòa án chỉ định", "Appointed by the court", f"{_CODE_136} khoản 3"),
        (
            "alternative_care",
            "Người nhận chăm sóc thay thế được giao đại diện",
            "Alternative carer entrusted with it",
            f"{_LAW}, Điều 64",
        ),
    ),
)
"""By which ground somebody speaks for a child."""
