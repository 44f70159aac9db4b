"""Codes of a referral: its states, what is shared with it, how its agency answers."""

from dataclasses import dataclass
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

# Only what the purpose needs, and what is sensitive by a choice of its own.
_DATA = "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, Điều 3, Điều 24"


@dataclass(frozen=True, kw_only=True)
class SharedField(Code):
    """Something of a child that may go out with a referral.

    `sensitive` ones are not chosen beforehand; those of `class_a` are asked for apart; what tells
    of home or carer is `near` to them, and not offered where they may be the danger.
    """

    always: bool = False
    sensitive: bool = False
    class_a: bool = False
    near: bool = False


SHARED_FIELDS: Final = CodeList(
    "shared_fields",
    (
        SharedField(
            "reason", "Lý do và sự trợ giúp cần có", "Reason and help needed", _DATA,
            confirmed=False, always=True,
        ),
        SharedField("name", "Họ và tên trẻ em", "Name of the child", _DATA, confirmed=False),
        SharedField("sex", "Giới tính", "Sex", _DATA, confirmed=False),
        SharedField("birth", "Ngày sinh, tuổi", "Birth, age", _DATA, confirmed=False),
        SharedField(
            "home", "Xã, phường nơi ở", "Ward or commune of residence", _DATA,
            confirmed=False, sensitive=True, near=True,
        ),
        SharedField(
            "address", "Địa chỉ", "Address", _DATA,
            confirmed=False, sensitive=True, near=True,
        ),
        SharedField(
            "school", "Trường, lớp", "School and class", _DATA, confirmed=False, sensitive=True
        ),
        SharedField(
            "carer", "Người chăm sóc và số điện thoại an toàn", "Carer and safe telephone", _DATA,
            confirmed=False, sensitive=True, near=True,
        ),
        SharedField(
            "risk", "Mức độ nguy cơ", "Level of risk", _DATA, confirmed=False, sensitive=True
        ),
        SharedField(
            "measures", "Biện pháp đang áp dụng", "Measures in force", _DATA,
            confirmed=False, sensitive=True,
        ),
        SharedField(
            "health", "Sức khỏe, khuyết tật", "Health and disability", _DATA,
            confirmed=False, sensitive=True, class_a=True,
        ),
    ),
)  # fmt: skip
"""What of a child may go out with a referral; nothing else does."""

ANSWER_WAYS: Final = CodeList(
    "answer_ways",
    (
        Code(code, vi, en, _LAW, confirmed=False)
        for code, vi, en in (
            ("account", "Qua tài khoản của cơ quan", "By the agency's account"),
            ("link", "Qua đường dẫn trả lời", "By the answer link"),
            ("phone", "Qua điện thoại", "By telephone"),
            ("paper", "Bằng văn bản giấy", "On paper"),
            ("person", "Trực tiếp", "In person"),
        )
    ),
)
"""How an agency's answer came; the last three are recorded by the sender."""

RECORDED_WAYS: Final = ("phone", "paper", "person")

ADDENDUM_KINDS: Final = CodeList(
    "addendum_kinds",
    (
        Code(code, vi, en, _LAW, confirmed=False)
        for code, vi, en in (
            ("danger", "Nguy cơ mới", "New danger"),
            ("contact", "Đầu mối liên hệ mới", "New contact"),
            ("other", "Nội dung khác", "Something else"),
        )
    ),
)
"""What is added to a referral after the agency has accepted."""

LINK_WAYS: Final = CodeList(
    "link_ways",
    (
        Code(code, vi, en, _LAW, confirmed=False)
        for code, vi, en in (
            ("revoked", "Đã thu hồi", "Revoked"),
            ("renewed", "Đã thay bằng đường dẫn mới", "Replaced by a new one"),
            ("locked", "Đã khóa vì nhập sai mã số", "Locked after wrong numbers"),
        )
    ),
)
"""How an answer link ended before its referral did."""
