"""The texts that are read out before consent is asked, with their editions.

No official text is known: these are the house's own, to be compared ("bản chờ đối chiếu"). A new
wording gets a new edition and the old one an end; what was agreed to keeps the edition it heard.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from caseapp.rules.values import Edition

_FIRST_DAY: Final = date(2026, 1, 1)
_SOURCE: Final = "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, Điều 24; Nghị định 356/2025/NĐ-CP"


@dataclass(frozen=True)
class ConsentText:
    """What is read out for a purpose: to the representative, and in a child's words."""

    purpose: str
    edition: Edition
    to_adult: str
    to_child: str
    confirmed: bool = False


_RIGHTS: Final = (
    "Ông/bà có quyền không đồng ý, và có thể rút lại đồng ý bất cứ lúc nào. Không đồng ý hoặc rút "
    "lại không làm dừng việc bảo vệ trẻ em, các biện pháp khẩn cấp và việc của công an."
)
_CHILD_RIGHTS: Final = (
    "Con có thể nói không, và nói thôi bất cứ lúc nào. Dù con nói thế nào, các cô chú vẫn giúp con "
    "được an toàn."
)


def _text(purpose: str, to_adult: str, to_child: str) -> ConsentText:
    return ConsentText(
        purpose,
        Edition(f"{purpose}-2026.1", _FIRST_DAY, None, _SOURCE),
        f"{to_adult} {_RIGHTS}",
        f"{to_child} {_CHILD_RIGHTS}",
    )


TEXTS: Final = (
    _text(
        "processing",
        "Ủy ban nhân dân lập hồ sơ về trẻ em gồm họ tên, ngày sinh, nơi ở, hoàn cảnh gia đình, sự "
        "việc đã xảy ra và những việc đã làm để bảo vệ, hỗ trợ trẻ em. Chỉ người làm công tác bảo "
        "vệ trẻ em, Chủ tịch và người giám sát có trách nhiệm được xem hồ sơ này.",
        "Các cô chú ghi lại tên con, nhà con và chuyện con kể để giúp con. Chỉ những người có việc "
        "phải giúp con mới được đọc.",
    ),
    _text(
        "referral",
        "Để trẻ em được giúp đỡ, Ủy ban nhân dân gửi cho cơ quan, cơ sở được chuyển gửi: họ tên, "
        "giới tính, ngày sinh của trẻ em và lý do cần giúp đỡ; không gửi phần khác của hồ sơ.",
        "Có một nơi có thể giúp con. Các cô chú muốn kể cho nơi đó tên con, tuổi con và con cần "
        "giúp gì, không kể thêm chuyện khác.",
    ),
    _text(
        "health",
        "Ủy ban nhân dân xin thông tin về sức khỏe, thương tích và việc điều trị của trẻ em từ cơ "
        "sở y tế, lưu kín trong hồ sơ để đánh giá và hỗ trợ trẻ em.",
        "Các cô chú muốn hỏi bác sĩ về sức khỏe của con để biết cách giúp con. Chuyện này được giữ "
        "kín.",
    ),
    _text(
        "pictures",
        "Ủy ban nhân dân chụp ảnh, ghi hình hoặc ghi âm trẻ em để lưu hồ sơ; bản gốc được giữ kín "
        "và chỉ giao cho cơ quan công an khi cần.",
        "Các cô chú muốn chụp ảnh hoặc ghi âm lời con. Ảnh và lời ghi được cất kín, không cho "
        "người ngoài xem.",
    ),
    _text(
        "publication",
        "Ủy ban nhân dân đề nghị đưa thông tin, hình ảnh của trẻ em lên mạng hoặc báo chí. Việc "
        "này chỉ được làm khi cả người đại diện và trẻ em từ đủ 7 tuổi đồng ý, và được gỡ khi có "
        "người rút lại.",
        "Các cô chú hỏi có được đưa ảnh hoặc chuyện của con lên mạng, lên báo không. Người lạ sẽ "
        "nhìn thấy. Nếu con không muốn thì sẽ không đưa.",
    ),
)
"""Every edition of every text."""


def text_on(purpose: str, day: date) -> ConsentText | None:
    """Return the text in force on the day, None before there was one."""
    covering = (row for row in TEXTS if row.purpose == purpose and row.edition.covers(day))
    return next(covering, None)


def text_of(edition: str) -> ConsentText | None:
    """Return the text that bears an edition."""
    return next((row for row in TEXTS if row.edition.id == edition), None)
