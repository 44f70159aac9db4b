"""Codes of alternative care: its states, what a carer must fulfil, what is lacking."""

from typing import Final

from caseapp.rules.codes.code_list import Code, CodeList

_ACT = "Luật Trẻ em 2016, Điều 62–69; Thông tư 14/2020/TT-BLĐTBXH"
_ART_63 = "Luật Trẻ em 2016, Điều 63"
_OWN = "Thông tư 14/2020/TT-BLĐTBXH (quy ước của phần mềm)"

CARE_STATES: Final = CodeList(
    "care_states",
    (
        Code("submitted", "Chờ Chủ tịch quyết định", "Waits for the chair's decision", _ACT),
        Code("returned", "Chủ tịch đã trả lại", "Returned by the chair", _OWN),
        Code("withdrawn", "Đã rút", "Withdrawn", _OWN),
        Code("refused", "Chủ tịch không đồng ý", "Not agreed by the chair", _ACT),
        Code("decided", "Đã quyết định, chờ giao trẻ", "Decided, hand-over awaited", _ACT),
        Code("in_care", "Đang được chăm sóc thay thế", "In alternative care", _ACT),
        Code("ended", "Đã chấm dứt", "Ended", _ACT),
    ),
)

CARE_END_STATES: Final = CodeList(
    "care_end_states",
    (
        Code("submitted", "Chờ Chủ tịch quyết định", "Waits for the chair's decision", _ACT),
        Code("returned", "Chủ tịch đã trả lại", "Returned by the chair", _OWN),
        Code("withdrawn", "Đã rút", "Withdrawn", _OWN),
        Code("refused", "Chủ tịch không đồng ý", "Not agreed by the chair", _ACT),
        Code("decided", "Chủ tịch đã quyết định", "Decided by the chair", _ACT),
    ),
)

CARE_END_WAYS: Final = CodeList(
    "care_end_ways",
    (
        Code("end", "Chấm dứt chăm sóc thay thế", "End", _ACT, confirmed=False),
        Code("change", "Chuyển hình thức chăm sóc thay thế", "Change", _ACT, confirmed=False),
    ),
)

CARE_CONDITIONS: Final = CodeList(
    "care_conditions",
    (
        Code(
            "able",
            "Cư trú tại Việt Nam, có sức khỏe và năng lực hành vi dân sự đầy đủ",
            "Resides in Viet Nam, in good health, with full civil capacity",
            _ART_63,
            confirmed=False,
        ),
        Code(
            "moral",
            "Tư cách đạo đức tốt, không bị hạn chế quyền của cha, mẹ, không bị kết án về tội "
            "nêu tại Điều 63",
            "Of good character, parental rights not restricted, no conviction named in Art. 63",
            _ART_63,
            confirmed=False,
        ),
        Code(
            "home",
            "Có chỗ ở và điều kiện kinh tế phù hợp",
            "Has a fitting home and means",
            _ART_63,
            confirmed=False,
        ),
        Code(
            "willing",
            "Tự nguyện, các thành viên trong gia đình đồng thuận",
            "Willing, and all of the family agree",
            _ART_63,
            confirmed=False,
        ),
        Code(
            "age",
            "Người thân thích đã thành niên; người khác hơn trẻ từ 20 tuổi trở lên",
            "A relative of full age; anybody else at least 20 years older than the child",
            _ART_63,
            confirmed=False,
        ),
    ),
)

JUDICIAL_RECORD: Final = CodeList(
    "judicial_record",
    (
        Code("not_needed", "Không cần", "Not needed", _ACT, confirmed=False),
        Code("needed", "Cần, chưa nộp", "Needed, not received", _ACT, confirmed=False),
        Code("received", "Đã nộp", "Received", _ACT, confirmed=False),
    ),
)

CARER_LACKS: Final = CodeList(
    "carer_lacks",
    (
        Code("form08", "Chưa nhận Mẫu 08", "Form 08 not received", _ACT),
        Code("health", "Chưa có giấy khám sức khỏe", "No health certificate", _ACT),
        Code(
            "health_old",
            "Giấy khám sức khỏe đã quá 6 tháng",
            "The health certificate is more than 6 months old",
            _ACT,
        ),
        Code("judicial", "Chưa nộp phiếu lý lịch tư pháp", "Judicial record not received", _ACT),
        Code(
            "conditions",
            "Chưa xác nhận đủ các điều kiện của Điều 63",
            "Not all conditions of Art. 63 are confirmed",
            _ART_63,
            confirmed=False,
        ),
    ),
)
