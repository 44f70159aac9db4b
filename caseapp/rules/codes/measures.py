"""Codes of measures in a case: separation, what follows it, and where a child is placed."""

from typing import Final

from caseapp.rules.codes.code_list import Code, CodeList

_ART_32 = "Nghị định 56/2017/NĐ-CP, Điều 32"
_FORM_07 = "Nghị định 56/2017/NĐ-CP, Mẫu số 07"
_ART_52 = "Luật Trẻ em 2016, Điều 52 khoản 3; Nghị định 147/2025/NĐ-CP"
_OWN = "Nghị định 56/2017/NĐ-CP, Điều 32 (quy ước của phần mềm)"

PARTED_FROM: Final = CodeList(
    "parted_from",
    (
        Code("father", "Cha", "Father", _FORM_07),
        Code("mother", "Mẹ", "Mother", _FORM_07),
        Code("carer", "Người chăm sóc", "Carer", _FORM_07),
    ),
)

KEPT_WITH: Final = CodeList(
    "kept_with",
    (
        Code("person", "Cá nhân", "A person", _FORM_07, confirmed=False),
        Code("family", "Gia đình", "A family", _FORM_07, confirmed=False),
        Code("facility", "Cơ sở", "A facility", _FORM_07, confirmed=False),
    ),
)

SEPARATION_STATES: Final = CodeList(
    "separation_states",
    (
        Code("submitted", "Chờ Chủ tịch quyết định", "Waits for the chair's decision", _ART_32),
        Code("returned", "Chủ tịch trả lại", "Returned by the chair", _ART_32),
        Code("withdrawn", "Đã rút", "Withdrawn", _OWN),
        Code("refused", "Không cách ly", "Not to be separated", _ART_32),
        Code("in_force", "Đang cách ly tạm thời", "Separated", _ART_32),
        Code("lifted", "Đã hủy bỏ việc cách ly", "Lifted", _ART_32),
        Code(
            "passed_on",
            "Đã có quyết định của cơ quan có thẩm quyền",
            "The competent body has decided",
            _ART_52,
        ),
    ),
)

ORDER_KINDS: Final = CodeList(
    "order_kinds",
    (
        Code("extension", "Gia hạn thời gian cách ly", "Extension", _ART_32),
        Code("lifting", "Hủy bỏ việc cách ly", "Lifting", _ART_32),
        Code("court_request", "Đề nghị Tòa án, cơ quan có thẩm quyền", "Request", _ART_52),
    ),
)

ORDER_STATES: Final = CodeList(
    "order_states",
    (
        Code("submitted", "Chờ Chủ tịch quyết định", "Waits for the chair's decision", _ART_32),
        Code("withdrawn", "Đã rút", "Withdrawn", _OWN),
        Code("refused", "Chủ tịch không đồng ý", "Not agreed by the chair", _ART_32),
        Code("decided", "Chủ tịch đã quyết định", "Decided by the chair", _ART_32),
        Code("sent", "Đã gửi, chờ trả lời", "Sent, waits for the answer", _ART_52),
        Code("answered", "Đã có trả lời", "Answered", _ART_52),
    ),
)

COURT_BODIES: Final = CodeList(
    "court_bodies",
    (
        Code("court", "Tòa án nhân dân", "People's Court", _ART_52),
        Code("other_body", "Cơ quan có thẩm quyền khác", "Another competent body", _ART_32),
    ),
)

COURT_ANSWERS: Final = CodeList(
    "court_answers",
    (
        Code("granted", "Quyết định tiếp tục cách ly trẻ em", "The child stays separated", _ART_52),
        Code("rejected", "Không chấp nhận đề nghị", "The request is rejected", _ART_52),
    ),
)

PLACEMENT_STATES: Final = CodeList(
    "placement_states",
    (
        Code("current", "Trẻ đang ở", "The child stays there", _OWN),
        Code("ended", "Đã kết thúc", "Ended", _OWN),
    ),
)

CHILD_SEEN: Final = CodeList(
    "child_seen",
    (
        Code("seen", "Có gặp trẻ", "The child was seen", _OWN),
        Code("not_seen", "Không gặp được trẻ", "The child was not seen", _OWN),
    ),
)
