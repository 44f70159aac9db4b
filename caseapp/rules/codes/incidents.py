"""Codes of what happened and who did it: how well the day is known, who says so, the access."""

from typing import Final

from caseapp.rules.codes.code_list import Code, CodeList

_FORM_02 = "Nghị định 56/2017/NĐ-CP, Mẫu số 02"
_VERIFIED = "Nghị định 56/2017/NĐ-CP, Điều 25 khoản 2 (phối hợp kiểm tra tính xác thực)"
_WHEN = "Nghị định 56/2017/NĐ-CP, Mẫu số 01, mục 2 (thời gian xảy ra)"

OCCURRED_PRECISION: Final = CodeList(
    "occurred_precision",
    (
        Code("day", "Biết đúng ngày", "The day is known", _WHEN, confirmed=False),
        Code("month", "Chỉ biết tháng và năm", "Only month and year", _WHEN, confirmed=False),
        Code("year", "Chỉ biết năm", "Only the year", _WHEN, confirmed=False),
        Code("about", "Khoảng ngày này", "About this day", _WHEN, confirmed=False),
        Code("unknown", "Không biết", "Not known", _WHEN, confirmed=False),
    ),
)

STATED_BY: Final = CodeList(
    "stated_by",
    (
        Code(
            "officer",
            "Người làm công tác bảo vệ trẻ em cấp xã",
            "The ward's child protection officer",
            _VERIFIED,
            confirmed=False,
        ),
        Code("police", "Công an", "The police", _VERIFIED, confirmed=False),
        Code("court", "Tòa án, viện kiểm sát", "A court or prosecutor", _VERIFIED, confirmed=False),
        Code("health", "Cơ sở y tế, giám định", "Health or forensics", _VERIFIED, confirmed=False),
        Code("school", "Trường học", "The school", _VERIFIED, confirmed=False),
        Code("other", "Cơ quan, người khác", "Somebody else", _VERIFIED, confirmed=False),
    ),
)
"""Who set how certain an incident is; on what ground stands beside it in words."""

SUSPECT_ACCESS: Final = CodeList(
    "suspect_access",
    (
        Code(
            "yes",
            "Vẫn tiếp cận được trẻ em",
            "Still has access to the child",
            f"{_FORM_02}, mục 1",
            confirmed=False,
        ),
        Code(
            "no",
            "Không còn tiếp cận được trẻ em",
            "Has no access any more",
            f"{_FORM_02}, mục 1",
            confirmed=False,
        ),
        Code("unknown", "Chưa rõ", "Not known", f"{_FORM_02}, mục 1", confirmed=False),
    ),
)
