"""Codes of consent: for what it is asked, what was said, and the bases without it."""

from dataclasses import dataclass
from typing import Final

from caseapp.rules.codes.code_list import Code, CodeList

_DATA: Final = "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15"
_DECREE: Final = "Nghị định 56/2017/NĐ-CP"
_LAW: Final = "Luật Trẻ em 102/2016/QH13"


@dataclass(frozen=True, kw_only=True)
class Purpose(Code):
    """What consent is asked for; `shares`: it lets something of the record go out to an agency."""

    shares: bool = False


PURPOSES: Final = CodeList(
    "consent_purposes",
    (
        Purpose(
            "processing",
            "Lập và sử dụng hồ sơ của trẻ em để bảo vệ trẻ em",
            "Keeping and using the child's record to protect the child",
            f"{_DATA}, Điều 24; {_DECREE}, Điều 33",
            confirmed=False,
            shares=True,
        ),
        Purpose(
            "referral",
            "Chia sẻ thông tin với cơ quan, cơ sở được chuyển gửi",
            "Sharing with an agency to which the child is referred",
            f"{_DATA}, Điều 24; {_DECREE}, Điều 33",
            confirmed=False,
            shares=True,
        ),
        Purpose(
            "health",
            "Thu thập, lưu thông tin sức khỏe từ cơ sở y tế",
            "Collecting health information from health facilities",
            f"{_DATA}, Điều 24; {_DECREE}, Điều 33",
            confirmed=False,
        ),
        Purpose(
            "pictures",
            "Chụp ảnh, ghi hình, ghi âm trẻ em để lưu hồ sơ",
            "Pictures and recordings of the child for the record",
            f"{_DECREE}, Điều 33",
            confirmed=False,
        ),
        Purpose(
            "publication",
            "Đưa thông tin, hình ảnh của trẻ em lên mạng, báo chí",
            "Publishing information or pictures of the child",
            f"{_DECREE}, Điều 36 khoản 1; {_LAW}, Điều 6",
            confirmed=False,
        ),
    ),
)
"""For what consent is asked, one by one: the law wants a specific purpose."""

SHARING: Final = tuple(row.code for row in PURPOSES if row.shares)
"""Purposes whose withdrawal holds the child's open referrals."""

ENTRY_KINDS: Final = CodeList(
    "consent_kinds",
    (
        Code("given", "Đồng ý", "Agrees", f"{_DATA}, Điều 24", confirmed=False),
        Code("refused", "Không đồng ý", "Does not agree", f"{_DATA}, Điều 24", confirmed=False),
        Code("withdrawn", "Rút lại đồng ý", "Withdraws", f"{_DATA}, Điều 24", confirmed=False),
        Code(
            "basis",
            "Căn cứ khác, không cần đồng ý",
            "Legal basis without consent",
            f"{_DATA}, Điều 19 khoản 1",
            confirmed=False,
        ),
        Code(
            "allowed",
            "Chủ tịch quyết định: được thực hiện",
            "Decided by the chair: may be done",
            f"{_LAW}, Điều 5",
            confirmed=False,
        ),
        Code(
            "forbidden",
            "Chủ tịch quyết định: không thực hiện",
            "Decided by the chair: may not be done",
            f"{_LAW}, Điều 5",
            confirmed=False,
        ),
    ),
)

SAID: Final = ("given", "refused", "withdrawn")
"""What a child or a representative says; the others are the office's own."""

BASES: Final = CodeList(
    "consent_bases",
    (
        Code(
            "emergency",
            "Bảo vệ tính mạng, sức khỏe, danh dự, nhân phẩm của trẻ em trong trường hợp cấp bách",
            "Protecting life, health or dignity in an emergency",
            f"{_DATA}, Điều 19 khoản 1",
            confirmed=False,
        ),
        Code(
            "duty",
            "Nhiệm vụ của cơ quan nhà nước theo Luật Trẻ em",
            "Duty of a state agency under the Law on Children",
            f"{_DATA}, Điều 19 khoản 1; {_LAW}, Điều 51, 52",
            confirmed=False,
        ),
        Code(
            "proceedings",
            "Theo yêu cầu của cơ quan tiến hành tố tụng",
            "Requested by a body that conducts proceedings",
            f"{_DATA}, Điều 19 khoản 1",
            confirmed=False,
        ),
        Code(
            "disaster",
            "Thiên tai, thảm họa, dịch bệnh, tình trạng khẩn cấp",
            "Disaster, epidemic or state of emergency",
            f"{_DATA}, Điều 19 khoản 1",
            confirmed=False,
        ),
    ),
)
"""Bases without consent. Publishing has none: it rests on consent alone."""

WITH_CONSENT_ALONE: Final = frozenset({"publication"})

STANDINGS: Final = CodeList(
    "consent_standings",
    tuple(
        Code(code, vi, en, f"{_DATA}, Điều 19, 24", confirmed=False)
        for code, vi, en in (
            ("open", "Chưa hỏi", "Not asked yet"),
            ("partial", "Còn chờ ý kiến", "Somebody is still to be asked"),
            ("given", "Đã đồng ý", "Agreed"),
            ("refused", "Không đồng ý", "Refused"),
            ("withdrawn", "Đã rút lại đồng ý", "Withdrawn"),
            ("disputed", "Ý kiến khác nhau, chờ Chủ tịch", "They differ: the chair decides"),
            ("basis", "Có căn cứ khác", "Rests on another basis"),
            ("allowed", "Chủ tịch cho thực hiện", "Allowed by the chair"),
            ("forbidden", "Chủ tịch không cho thực hiện", "Not allowed by the chair"),
        )
    ),
)
"""How it stands with one purpose (rules/consents.py)."""

HOLD_WAYS: Final = CodeList(
    "hold_ways",
    tuple(
        Code(code, vi, en, f"{_DATA}, Điều 24", confirmed=False)
        for code, vi, en in (
            ("basis", "Đã nêu căn cứ khác", "Another basis was named"),
            ("closed", "Đã kết thúc chuyển gửi", "The referral was ended"),
            ("parted", "Đã hủy việc hợp nhất", "The merge that held it was undone"),
            ("agreed", "Đã có đồng ý hoặc quyết định", "Agreed to, or decided"),
        )
    ),
)
"""How a hold on a referral ended."""
