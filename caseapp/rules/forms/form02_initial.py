"""Mẫu 02, the initial assessment of risk and harm (annex of Decree 56/2017/NĐ-CP).

Only the title was seen in an official source; the rows are a reconstruction after Mẫu 06 and wait
to be compared with the annex.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from caseapp.rules.forms.assessment_parts import (
    CHILD,
    HARM,
    PROTECTION,
    conclusion,
    head,
    row,
)
from caseapp.rules.forms.spec import Field, Form, Section
from caseapp.rules.values import Edition

ANNEX: Final = "Nghị định 56/2017/NĐ-CP, Phụ lục, Mẫu số 02"

_HARM = Section(
    HARM,
    "1. Đánh giá mức độ tổn hại",
    "1. How badly the child is harmed",
    (
        row(
            "harm_degree",
            "1.1. Mức độ tổn hại của trẻ em",
            "1.1. How badly the child is harmed",
            (
                "trẻ em bị tổn hại nghiêm trọng, đe dọa tính mạng",
                "trẻ em bị tổn hại nhưng không nghiêm trọng",
                "trẻ em ít hoặc không bị tổn hại",
            ),
            (
                "the child is seriously harmed, its life is in danger",
                "the child is harmed, but not seriously",
                "the child is harmed little or not at all",
            ),
            ANNEX,
        ),
        row(
            "harm_again",
            "1.2. Nguy cơ trẻ em tiếp tục bị xâm hại nếu ở trong tình trạng hiện thời",
            "1.2. Risk of further abuse if things stay as they are",
            (
                "đối tượng xâm hại dễ dàng tiếp cận trẻ em",
                "đối tượng xâm hại có cơ hội tiếp cận trẻ em, nhưng không thường xuyên",
                "đối tượng xâm hại ít hoặc không có khả năng tiếp cận trẻ em",
            ),
            (
                "the abuser reaches the child easily",
                "the abuser has occasions to reach the child, but not often",
                "the abuser can hardly or not at all reach the child",
            ),
            ANNEX,
        ),
    ),
    confirmed=False,
)
_PROTECTION = Section(
    PROTECTION,
    "2. Đánh giá khả năng tự bảo vệ, phục hồi của trẻ em",
    "2. How well the child can protect itself and recover",
    (
        row(
            "protect_self",
            "2.1. Khả năng tự bảo vệ của trẻ em trước hành động của đối tượng xâm hại",
            "2.1. Whether the child can protect itself from the abuser",
            (
                "trẻ em có khả năng ngăn chặn hành động của đối tượng xâm hại",
                "trẻ em có một phần khả năng ngăn chặn hành động của đối tượng xâm hại",
                "trẻ em không có khả năng ngăn chặn hành động của đối tượng xâm hại",
            ),
            (
                "the child can stop the abuser",
                "the child can stop the abuser in part",
                "the child cannot stop the abuser",
            ),
            ANNEX,
        ),
        row(
            "protect_others",
            "2.2. Khả năng biết được, tìm được người có khả năng bảo vệ hiệu quả",
            "2.2. Whether the child knows and finds somebody who can protect it",
            (
                "trẻ em tìm được người lớn có khả năng bảo vệ hiệu quả cho mình",
                "trẻ em có một phần khả năng tìm được người lớn bảo vệ",
                "trẻ em không có khả năng tìm người bảo vệ",
            ),
            (
                "the child finds an adult who protects it well",
                "the child can find such an adult in part",
                "the child can find nobody",
            ),
            ANNEX,
        ),
    ),
    confirmed=False,
)
NEEDS: Final = (
    ("home", "Nơi ở", "A place to stay"),
    ("food", "Ăn uống", "Food and drink"),
    ("safety", "An toàn thể chất", "Bodily safety"),
    ("health", "Chăm sóc y tế", "Medical care"),
    ("mind", "Chăm sóc tinh thần", "Emotional care"),
)


def _need(key: str, label: str, gloss: str) -> tuple[Field, Field]:
    """Return a row of the table of needs: which service meets it, and who gives that."""
    service = Field(
        f"{key}_service", "Dịch vụ cung cấp", f"{gloss}: service", "text", ANNEX,
        ask=f"{label}: dịch vụ cung cấp",
    )  # fmt: skip
    giver = Field(
        f"{key}_giver", "Đơn vị cung cấp", f"{gloss}: who gives it", "text", ANNEX,
        ask=f"{label}: đơn vị cung cấp",
    )  # fmt: skip
    return service, giver


_MEASURES = Section(
    "measures",
    "4. Biện pháp bảo đảm an toàn tạm thời",
    "4. What keeps the child safe for now",
    tuple(field for need in NEEDS for field in _need(*need)),
    confirmed=False,
)

FORM: Final = Form(
    number="02",
    title="ĐÁNH GIÁ NGUY CƠ BAN ĐẦU, MỨC ĐỘ TỔN HẠI CỦA TRẺ EM",
    gloss="Initial assessment of risk and harm",
    edition=Edition("56/2017", date(2017, 7, 1), None, ANNEX),
    confirmed=False,
    source=ANNEX,
    sections=(
        CHILD,
        head(ANNEX),
        _HARM,
        _PROTECTION,
        conclusion("3. Kết luận", "3. Conclusion", ANNEX),
        _MEASURES,
    ),
)
