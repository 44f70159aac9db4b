"""Codes of personal data: what is asked of a record, by whom and how, and what a breach was."""

from __future__ import annotations

from typing import Final

from caseapp.rules.codes.code_list import Code, CodeList

_DATA: Final = "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15"
_DECREE: Final = "Nghị định 356/2025/NĐ-CP"
_OWN: Final = f"{_DATA}; danh mục của phần mềm"


def _codes(source: str, *rows: tuple[str, str, str]) -> tuple[Code, ...]:
    return tuple(Code(code, vi, en, source, confirmed=False) for code, vi, en in rows)


DATA_REQUEST_KINDS: Final = CodeList(
    "data_request_kinds",
    _codes(
        f"{_DATA}; {_DECREE}",
        ("access", "Xem, cung cấp dữ liệu", "Access to the data"),
        ("correction", "Chỉnh sửa dữ liệu", "Correction of the data"),
        ("restriction", "Hạn chế xử lý dữ liệu", "Restriction of the processing"),
        ("objection", "Phản đối xử lý dữ liệu", "Objection to the processing"),
        ("withdrawal", "Rút lại sự đồng ý", "Withdrawal of consent"),
        ("erasure", "Xóa, hủy dữ liệu", "Erasure of the data"),
    ),
)

DATA_ASKERS: Final = CodeList(
    "data_askers",
    _codes(
        f"{_DATA}, Điều 24",
        ("child", "Chính trẻ em", "The child"),
        ("representative", "Người đại diện theo pháp luật", "The legal representative"),
        ("other", "Người khác được ủy quyền", "Somebody else with authority"),
    ),
)

DATA_CHANNELS: Final = CodeList(
    "data_channels",
    _codes(
        _OWN,
        ("in_person", "Trực tiếp tại cơ quan", "In person"),
        ("letter", "Bằng văn bản, đơn", "By letter"),
        ("telephone", "Qua điện thoại", "By telephone"),
        ("online", "Qua cổng dịch vụ, thư điện tử", "Online or by e-mail"),
    ),
)

DATA_REQUEST_STATES: Final = CodeList(
    "data_request_states",
    _codes(
        _OWN,
        ("received", "Mới tiếp nhận", "Received"),
        ("prepared", "Đã trình trả lời", "Answer prepared"),
        ("accepted", "Đã chấp nhận, đang thực hiện", "Accepted, to be carried out"),
        ("refused", "Đã từ chối", "Refused"),
        ("executed", "Đã thực hiện xong", "Carried out"),
    ),
)

DATA_REFUSALS: Final = CodeList(
    "data_refusals",
    _codes(
        f"{_DATA}; {_DECREE}",
        ("authority", "Người yêu cầu không có thẩm quyền", "Who asks has no authority"),
        ("child_harm", "Gây nguy hại cho trẻ em", "It would harm the child"),
        ("third_person", "Ảnh hưởng dữ liệu của người khác", "It would touch others' data"),
        ("proceedings", "Đang phục vụ tố tụng", "Proceedings need the data"),
        ("duty", "Nhiệm vụ của cơ quan nhà nước theo luật", "A state agency's duty by law"),
        ("not_held", "Không lưu giữ dữ liệu này", "The data are not held"),
    ),
)

BREACH_KINDS: Final = CodeList(
    "breach_kinds",
    _codes(
        _OWN,
        ("disclosed", "Lộ, gửi nhầm dữ liệu", "Disclosed, or sent to the wrong person"),
        ("seen", "Xem, sử dụng trái phép", "Seen or used without right"),
        ("lost", "Mất thiết bị, giấy tờ", "Device or papers lost"),
        ("attacked", "Bị tấn công, xâm nhập", "Attacked or broken into"),
        ("destroyed", "Hỏng, mất dữ liệu", "Data damaged or destroyed"),
    ),
)

BREACH_ADDENDA: Final = CodeList(
    "breach_addenda",
    _codes(
        _OWN,
        ("told", "Đã thông báo A05 (Bộ Công an)", "A05 (Ministry of Public Security) was told"),
        (
            "untold",
            "Rút lại: ghi nhầm là đã thông báo A05",
            "Taken back: that A05 was told was entered by mistake",
        ),
        ("measure", "Biện pháp đã thực hiện", "Measure taken"),
        ("correction", "Đính chính, bổ sung", "Correction"),
    ),
)
