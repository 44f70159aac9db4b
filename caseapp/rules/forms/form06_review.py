"""Mẫu 06, the review after the plan was carried out (annex of Decree 56/2017/NĐ-CP).

The head and the rows of harm are worded as printed; the rest is a reconstruction. What closing
rests on is Art. 30.1: no risk of abuse, and body, mind, understanding and feelings stable.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from caseapp.rules.codes.code_list import Code
from caseapp.rules.forms.assessment_parts import (
    CHILD,
    HARM,
    PROTECTION,
    choice,
    conclusion,
    happened,
    row,
    short,
)
from caseapp.rules.forms.spec import Field, Form, Section, house
from caseapp.rules.values import Edition

ANNEX: Final = "Nghị định 56/2017/NĐ-CP, Phụ lục, Mẫu số 06"
ART_30: Final = "Nghị định 56/2017/NĐ-CP, Điều 30 khoản 1"

RISK_LEFT: Final = (
    Code("none", "Không còn nguy cơ bị xâm hại", "No risk of abuse remains", ART_30),
    Code("remains", "Vẫn còn nguy cơ bị xâm hại", "A risk of abuse remains", ART_30),
)
STEADY: Final = (
    Code("stable", "Ổn định", "Stable", ART_30),
    Code("unstable", "Chưa ổn định", "Not stable yet", ART_30),
)
PROPOSALS: Final = (
    Code("close", "Đề nghị kết thúc", "Close the case", ART_30),
    Code("go_on", "Tiếp tục: vòng đánh giá, kế hoạch mới", "Go on: a new round", ART_30),
)

_HEAD = Section(
    "head",
    "",
    "Head of the form",
    (
        house("child_name", "Họ và tên trẻ em", "Child's full name", ANNEX),
        house("officer_name", "Họ và tên cán bộ thực hiện", "Officer who reviews", ANNEX),
        short("place", "Địa điểm rà soát", "Place of the review", ANNEX),
        happened("Ngày tháng năm thực hiện", "Day and hour of the review", ANNEX),
    ),
)
_STILL_SERIOUS: Final = (
    "tổn hại của trẻ em vẫn còn rất nghiêm trọng, ảnh hưởng đến sự phát triển của trẻ em"
)
_HARM = Section(
    HARM,
    "1a. Đánh giá mức độ tổn hại của trẻ em",
    "1a. How badly the child is harmed",
    (
        row(
            "harm_degree",
            "1. Mức độ tổn hại của trẻ em có còn nghiêm trọng không",
            "1. Whether the harm to the child is still serious",
            (
                _STILL_SERIOUS,
                "tổn hại của trẻ em còn ít nghiêm trọng",
                "tổn hại của trẻ em không còn nghiêm trọng",
            ),
            (
                "it is still very serious and affects the child's development",
                "it is less serious",
                "it is serious no more",
            ),
            ANNEX,
            confirmed=True,
        ),
        row(
            "harm_access",
            "2. Khả năng tiếp cận trẻ em của đối tượng xâm hại",
            "2. Whether the abuser can reach the child",
            (
                "đối tượng xâm hại vẫn có khả năng tiếp cận trẻ em và thường xuyên",
                "đối tượng xâm hại có cơ hội tiếp cận trẻ em, nhưng không thường xuyên",
                "đối tượng xâm hại ít hoặc không có khả năng tiếp cận trẻ em",
            ),
            ("still, and often", "at times, but not often", "hardly or not at all"),
            ANNEX,
            confirmed=True,
        ),
        row(
            "harm_care",
            "3. Những trở ngại trong môi trường chăm sóc trẻ em đối với việc bảo đảm an toàn cho "
            "trẻ em",
            "3. What stands in the way of safety where the child is cared for",
            (
                "môi trường chăm sóc vẫn có nhiều trở ngại đáng kể để bảo đảm an toàn cho trẻ em",
                "có một vài trở ngại, nhưng trẻ em vẫn có được sự bảo vệ nhất định",
                "có ít hoặc không có trở ngại nào cho việc bảo vệ trẻ em",
            ),
            (
                "much still stands in the way",
                "something does, but the child has some protection",
                "little or nothing does",
            ),
            ANNEX,
            confirmed=True,
        ),
    ),
)
_PROTECTION = Section(
    PROTECTION,
    "1b. Đánh giá khả năng tự bảo vệ, phục hồi của trẻ em",
    "1b. How well the child can protect itself and recover",
    (
        row(
            "protect_self",
            "1. Khả năng tự bảo vệ của trẻ em",
            "1. Whether the child can protect itself",
            (
                "trẻ em có khả năng tự bảo vệ mình",
                "trẻ em có một phần khả năng tự bảo vệ mình",
                "trẻ em không có khả năng tự bảo vệ mình",
            ),
            ("it can", "it can in part", "it cannot"),
            ANNEX,
        ),
        row(
            "protect_knows",
            "2. Khả năng biết được người có khả năng bảo vệ mình",
            "2. Whether the child knows who can protect it",
            (
                "trẻ em biết rõ người có khả năng bảo vệ mình",
                "trẻ em biết ít về người có khả năng bảo vệ mình",
                "trẻ em không biết người nào có khả năng bảo vệ mình",
            ),
            ("it knows well", "it knows a little", "it knows nobody"),
            ANNEX,
        ),
        row(
            "protect_watched",
            "3. Có người theo dõi, sẵn sàng giúp đỡ trẻ em",
            "3. Whether somebody looks after the child and is ready to help",
            (
                "có người thường xuyên theo dõi và sẵn sàng giúp đỡ trẻ em",
                "có người theo dõi trẻ em ở một số thời điểm",
                "ít có người theo dõi, giúp đỡ trẻ em",
            ),
            ("somebody does, often", "somebody does at times", "hardly anybody does"),
            ANNEX,
        ),
    ),
    confirmed=False,
)


def _state(key: str, label: str, gloss: str) -> Field:
    """Return one of the four states that must be stable."""
    return choice(key, label, gloss, ART_30, STEADY)


STATES: Final = (
    _state("state_body", "Thể chất của trẻ em", "The child's body"),
    _state("state_mind", "Tâm lý của trẻ em", "The child's mind"),
    _state("state_understanding", "Nhận thức của trẻ em", "The child's understanding"),
    _state("state_feelings", "Tình cảm của trẻ em", "The child's feelings"),
)
"""Asked one by one: Art. 30.1 names each."""

FORM: Final = Form(
    number="06",
    title="RÀ SOÁT, ĐÁNH GIÁ TÌNH TRẠNG CỦA TRẺ EM SAU KHI THỰC HIỆN KẾ HOẠCH",
    gloss="Review of the child's state after the plan",
    edition=Edition("56/2017", date(2017, 7, 1), None, ANNEX),
    confirmed=False,
    source=ANNEX,
    sections=(
        CHILD,
        _HEAD,
        _HARM,
        _PROTECTION,
        conclusion(
            "2. Kết luận, đề xuất",
            "2. Conclusion and proposal",
            ANNEX,
            choice("risk_left", "Nguy cơ bị xâm hại", "Risk of abuse", ART_30, RISK_LEFT),
            *STATES,
            choice("proposal", "Đề xuất", "Proposal", ART_30, PROPOSALS),
        ),
    ),
)
