"""Mẫu 03, the detailed assessment in a case (annex of Decree 56/2017/NĐ-CP).

Confirmed are the title and what Art. 27.1 names under (a) and (b); the rows are a reconstruction
and wait to be compared with the annex.
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
    told,
)
from caseapp.rules.forms.spec import Form, Section
from caseapp.rules.values import Edition

ANNEX: Final = "Nghị định 56/2017/NĐ-CP, Phụ lục, Mẫu số 03"
_FACTS: Final = "Nghị định 56/2017/NĐ-CP, Điều 27 khoản 1, Phụ lục, Mẫu số 03"

_GATHERED = Section(
    "gathered",
    "1. Thu thập thông tin",
    "1. What was found out",
    (
        told("body", "Tình trạng thể chất của trẻ em", "The child's body", _FACTS),
        told("mind", "Tình trạng tâm lý của trẻ em", "The child's mind", _FACTS),
        told("feelings", "Tình trạng tình cảm của trẻ em", "The child's feelings", _FACTS),
        told(
            "family", "Hoàn cảnh gia đình, các mối quan hệ", "The family and its relations", _FACTS
        ),
        told(
            "parents",
            "Năng lực bảo vệ trẻ em của cha mẹ và các thành viên gia đình",
            "How well parents and family can protect the child",
            _FACTS,
        ),
        told(
            "care", "Môi trường chăm sóc, người chăm sóc hiện tại", "Care, and who gives it", ANNEX
        ),
        told("school", "Trường học, cộng đồng", "School and community", ANNEX),
        told("history", "Lịch sử vụ việc", "What happened before", ANNEX),
        told("services", "Dịch vụ trẻ em đang có", "Services that the child has", ANNEX),
    ),
    confirmed=False,
)
_HARM = Section(
    HARM,
    "2a. Đánh giá mức độ tổn hại",
    "2a. How badly the child is harmed",
    (
        row(
            "harm_degree",
            "2a.1. Mức độ trẻ em bị xâm hại",
            "2a.1. How badly the child is abused",
            (
                "trẻ em bị xâm hại nghiêm trọng",
                "trẻ em bị xâm hại nhưng ít nghiêm trọng",
                "trẻ em bị xâm hại không nghiêm trọng hoặc không bị xâm hại",
            ),
            ("seriously", "less seriously", "not seriously, or not at all"),
            ANNEX,
        ),
        row(
            "harm_access",
            "2a.2. Khả năng tiếp cận trẻ em của đối tượng xâm hại trong tương lai",
            "2a.2. Whether the abuser can reach the child in future",
            (
                "đối tượng xâm hại có khả năng tiếp cận trẻ em dễ dàng và thường xuyên",
                "đối tượng xâm hại có cơ hội tiếp cận trẻ em, nhưng không thường xuyên",
                "đối tượng xâm hại ít hoặc không có khả năng tiếp cận trẻ em",
            ),
            ("easily and often", "at times, but not often", "hardly or not at all"),
            ANNEX,
        ),
        row(
            "harm_growth",
            "2a.3. Tác động của hành vi xâm hại đến sự phát triển của trẻ em "
            "(thể chất, tâm lý, tình cảm)",
            "2a.3. What the abuse does to the child's development",
            (
                "có tác động nghiêm trọng đến sự phát triển của trẻ em",
                "có một vài tác động đến sự phát triển của trẻ em",
                "có ít hoặc không có tác động đến sự phát triển của trẻ em",
            ),
            ("serious effects", "some effects", "little or no effect"),
            ANNEX,
        ),
        row(
            "harm_care",
            "2a.4. Những trở ngại trong môi trường chăm sóc trẻ em đối với việc bảo đảm an toàn "
            "cho trẻ em",
            "2a.4. What stands in the way of safety where the child is cared for",
            (
                "môi trường chăm sóc có nhiều trở ngại để bảo đảm an toàn cho trẻ em",
                "có một vài trở ngại, nhưng trẻ em vẫn có được sự bảo vệ nhất định",
                "có ít hoặc không có trở ngại nào cho việc bảo vệ trẻ em",
            ),
            (
                "much stands in the way",
                "something does, but the child has some protection",
                "little or nothing does",
            ),
            ANNEX,
        ),
        row(
            "harm_alone",
            "2a.5. Không có người sẵn sàng hoặc có khả năng bảo vệ trẻ em",
            "2a.5. Nobody is ready or able to protect the child",
            (
                "không có người nào có thể bảo vệ trẻ em, hoặc có nhưng không đáng tin cậy",
                "có người có thể bảo vệ trẻ em, nhưng khả năng và độ tin cậy chưa cao",
                "có người bảo vệ được trẻ em",
            ),
            (
                "nobody can, or nobody who can be trusted",
                "somebody can, but not very well or reliably",
                "somebody can protect the child",
            ),
            ANNEX,
        ),
    ),
    confirmed=False,
)
_PROTECTION = Section(
    PROTECTION,
    "2b. Đánh giá khả năng tự bảo vệ, phục hồi của trẻ em",
    "2b. How well the child can protect itself and recover",
    (
        row(
            "protect_self",
            "2b.1. Khả năng tự bảo vệ của trẻ em trước hành động của đối tượng xâm hại",
            "2b.1. Whether the child can protect itself from the abuser",
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
            "2b.2. Khả năng biết được người có khả năng bảo vệ mình",
            "2b.2. Whether the child knows who can protect it",
            (
                "trẻ em biết rõ người có khả năng bảo vệ mình",
                "trẻ em biết ít về người có khả năng bảo vệ mình",
                "trẻ em không biết người nào có khả năng bảo vệ mình",
            ),
            ("it knows well", "it knows a little", "it knows nobody"),
            ANNEX,
        ),
        row(
            "protect_bond",
            "2b.3. Khả năng thiết lập mối quan hệ với người có thể bảo vệ mình",
            "2b.3. Whether the child can build a bond with who can protect it",
            (
                "trẻ em sẵn sàng và có khả năng thiết lập mối quan hệ",
                "trẻ em ngại ngần khi thiết lập mối quan hệ",
                "trẻ em không có khả năng thiết lập mối quan hệ",
            ),
            ("it is ready and able to", "it is shy to", "it cannot"),
            ANNEX,
        ),
        row(
            "protect_asks",
            "2b.4. Khả năng nhờ người lớn bảo vệ mình",
            "2b.4. Whether the child can ask an adult for protection",
            (
                "trẻ em có khả năng liên hệ và nhờ người lớn bảo vệ mình",
                "trẻ em có một phần khả năng nhờ người lớn bảo vệ mình",
                "trẻ em không có khả năng nhờ người lớn bảo vệ mình",
            ),
            ("it can", "it can in part", "it cannot"),
            ANNEX,
        ),
        row(
            "protect_watched",
            "2b.5. Có sự theo dõi, sẵn sàng giúp đỡ của hàng xóm, thầy cô và những người khác",
            "2b.5. Whether neighbours, teachers and others look after the child",
            (
                "mọi người thường xuyên quan sát được và sẵn sàng giúp đỡ trẻ em",
                "mọi người chỉ quan sát được trẻ em ở một số thời điểm",
                "trẻ em ít được mọi người trông thấy",
            ),
            (
                "they see the child often and are ready to help",
                "they see the child at times",
                "people hardly see the child",
            ),
            ANNEX,
        ),
    ),
    confirmed=False,
)
_PROBLEMS = Section(
    "problems",
    "4. Các vấn đề của trẻ em",
    "4. The child's problems",
    (told("problems", "Các vấn đề của trẻ em", "The child's problems", ANNEX),),
    confirmed=False,
)
_NEEDS = Section(
    "needs",
    "5. Nhu cầu của trẻ em",
    "5. What the child needs",
    (
        told(
            "needs",
            "Nhu cầu của trẻ em theo thứ tự ưu tiên",
            "What the child needs, the most urgent first",
            ANNEX,
        ),
    ),
    confirmed=False,
)

FORM: Final = Form(
    number="03",
    title="THU THẬP THÔNG TIN, ĐÁNH GIÁ NGUY CƠ CỤ THỂ",
    gloss="Gathering of information, detailed assessment of risk",
    edition=Edition("56/2017", date(2017, 7, 1), None, ANNEX),
    confirmed=False,
    source=ANNEX,
    sections=(
        CHILD,
        head(ANNEX),
        _GATHERED,
        _HARM,
        _PROTECTION,
        conclusion("3. Kết luận", "3. Conclusion", ANNEX),
        _PROBLEMS,
        _NEEDS,
    ),
)
