"""Decisions and requests that have no numbered form, laid out like Mẫu 05 and 07; reconstructed.

The decree names them (Art. 26.3, 30.1, 31, 32; Law on Children, Art. 52.3, 62–69) and the annex, as
far as it was seen, has no form for them. Fields marked `restricted` stand on the file's own copy
alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from caseapp.rules.codes.code_list import Code
from caseapp.rules.codes.measures import KEPT_WITH
from caseapp.rules.forms.spec import Field, Form, Section, house
from caseapp.rules.values import Edition

SOURCE: Final = "Nghị định 56/2017/NĐ-CP, Chương III (không có mẫu số; dựng lại, chờ đối chiếu)"
MOTTO: Final = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
LETTER: Final = "V/v "
"""How the title of a letter begins, which is no decision and has no articles."""
_line: Final = partial(house, source=SOURCE)
_LOCAL_GOVERNMENT: Final = "Căn cứ Luật Tổ chức chính quyền địa phương;"
_CHILDREN: Final = "Căn cứ Luật Trẻ em;"
_CHILD: Final = (
    _line("child_name", "Họ và tên trẻ em", "Child's full name"),
    _line("child_born", "Ngày, tháng, năm sinh", "Born"),
    _line("child_unit", "Nơi ở", "Where the child lives"),
)
_CARRIED_OUT: Final = (
    "Người làm công tác bảo vệ trẻ em của Ủy ban nhân dân và các cơ quan, tổ chức, cá nhân có liên "
    "quan chịu trách nhiệm thi hành Quyết định này./."
)
_EFFECT: Final = Section(
    "effect",
    "Điều 3. Hiệu lực, thi hành",
    "Article 3: effect",
    (
        _line("effect", "Quyết định có hiệu lực từ ngày", "In force from"),
        _line("carried_out", _CARRIED_OUT, "Who carries it out"),
    ),
    confirmed=False,
)
_OF_DECISION: Final = _line(
    "of_decision", "Theo quyết định cách ly ngày", "By the separation decided on"
)
_PARTED: Final = _line("names", "Khỏi ông/bà", "From whom the child is separated")


def _kept_to_the_file(field: Field) -> Field:
    return replace(field, restricted=True)


def _of_code(field: Field, codes: tuple[Code, ...]) -> Field:
    return replace(field, codes=codes)


_WHERE: Final = (
    _of_code(_line("kept_with", "Trẻ em ở với", "The child stays with"), tuple(KEPT_WITH)),
    _kept_to_the_file(_line("name", "Tên cá nhân, gia đình, cơ sở", "Person, family or facility")),
    _kept_to_the_file(_line("address", "Địa chỉ nơi tạm trú an toàn", "Address of the safe place")),
)


def _form(
    number: str, title: str, gloss: str, *sections: Section, grounds: tuple[str, ...]
) -> Form:
    return Form(
        number=number,
        title=title,
        gloss=gloss,
        edition=Edition("56/2017", date(2017, 7, 1), None, SOURCE),
        confirmed=False,
        source=SOURCE,
        sections=sections,
        motto=MOTTO,
        grounds=(_LOCAL_GOVERNMENT, _CHILDREN, *grounds),
    )


def _article(key: str, title: str, gloss: str, *fields: Field) -> Section:
    return Section(key, title, gloss, fields, confirmed=False)


EMERGENCY: Final = _form(
    "QĐ-KC",
    "QUYẾT ĐỊNH Về việc áp dụng biện pháp can thiệp khẩn cấp đối với trẻ em",
    "Decision on emergency measures for a child",
    _article(
        "measure",
        "Điều 1. Áp dụng biện pháp can thiệp khẩn cấp",
        "Article 1: emergency measures",
        *_CHILD,
        _line("ground", "Vì", "On what ground the law lets it be decided"),
        _kept_to_the_file(_line("why", "Lý do", "The chair's reason")),
    ),
    _article(
        "steps",
        "Điều 2. Biện pháp bảo đảm an toàn",
        "Article 2: what is done for the child's safety",
        _line("steps", "Biện pháp", "What is done and by whom"),
        _kept_to_the_file(_line("place", "Nơi ở an toàn", "Where the child is safe")),
    ),
    _EFFECT,
    grounds=("Căn cứ khoản 3 Điều 26 và Điều 31 Nghị định số 56/2017/NĐ-CP;",),
)
EXTENSION: Final = _form(
    "QĐ-GH",
    "QUYẾT ĐỊNH Về việc gia hạn thời gian tạm thời cách ly trẻ em khỏi cha, mẹ, người chăm sóc "
    "trẻ em",
    "Decision that extends a temporary separation",
    _article(
        "extension",
        "Điều 1. Gia hạn thời gian tạm thời cách ly",
        "Article 1: the extension",
        *_CHILD,
        _PARTED,
        _OF_DECISION,
        _line("last_day", "Gia hạn đến hết ngày", "New last day"),
        _line("why", "Lý do", "Reason"),
    ),
    _article(
        "kept", "Điều 2. Tiếp tục chăm sóc thay thế", "Article 2: who keeps the child", *_WHERE
    ),
    _EFFECT,
    grounds=("Căn cứ Điều 32 Nghị định số 56/2017/NĐ-CP;",),
)
LIFTING: Final = _form(
    "QĐ-HB",
    "QUYẾT ĐỊNH Về việc hủy bỏ việc tạm thời cách ly trẻ em khỏi cha, mẹ, người chăm sóc trẻ em",
    "Decision that lifts a temporary separation",
    _article(
        "lifting",
        "Điều 1. Hủy bỏ việc tạm thời cách ly",
        "Article 1: the lifting",
        *_CHILD,
        _PARTED,
        _OF_DECISION,
        _line("assessed_on", "Đánh giá an toàn ngày", "Safety assessed on"),
        _line("why", "Lý do", "Reason"),
    ),
    _article(
        "return",
        "Điều 2. Giao trẻ em trở về",
        "Article 2: the child's return",
        _line("back_to", "Người nhận lại trẻ em", "Who takes the child back"),
        _kept_to_the_file(_line("name", "Người đang chăm sóc giao trẻ em", "Who hands over")),
        _kept_to_the_file(_line("address", "Nơi giao trẻ em", "Where from")),
    ),
    _EFFECT,
    grounds=("Căn cứ Điều 32 Nghị định số 56/2017/NĐ-CP;",),
)
REQUEST: Final = _form(
    "CV-ĐN",
    f"{LETTER}đề nghị quyết định việc cách ly trẻ em khỏi cha, mẹ, người chăm sóc trẻ em",
    "Request to the court or another competent body",
    _article(
        "child", "", "Of whom the letter speaks", *_CHILD, _PARTED, _OF_DECISION,
        _line("last_day", "Thời hạn cách ly đến hết ngày", "The separation holds until"),
    ),
    _article("why", "", "Why it is asked for", _line("why", "Lý do đề nghị", "Reason")),
    _article("kept", "", "Where the child is kept", *_WHERE),
    grounds=("Căn cứ khoản 3 Điều 52 Luật Trẻ em và Điều 32 Nghị định số 56/2017/NĐ-CP;",),
)  # fmt: skip
GIVING: Final = _form(
    "QĐ-CS",
    "QUYẾT ĐỊNH Về việc giao, nhận chăm sóc thay thế trẻ em",
    "Decision that gives a child into alternative care",
    _article(
        "care",
        "Điều 1. Giao chăm sóc thay thế",
        "Article 1: the care",
        *_CHILD,
        _line("form_of_care", "Hình thức chăm sóc thay thế", "Form of care"),
        _line("first_day", "Từ ngày", "First day"),
        _line("why", "Lý do", "Reason"),
    ),
    _article(
        "carer",
        "Điều 2. Người nhận chăm sóc thay thế",
        "Article 2: the carer",
        _kept_to_the_file(_line("name", "Họ và tên người nhận", "Carer")),
        _kept_to_the_file(_line("address", "Nơi ở của người nhận", "Where the carer lives")),
        _line(
            "duties",
            "Người nhận chăm sóc thay thế thực hiện trách nhiệm theo Luật Trẻ em.",
            "Duties",
        ),
    ),
    _EFFECT,
    grounds=("Căn cứ các Điều 62 đến 69 Luật Trẻ em;", "Căn cứ Nghị định số 56/2017/NĐ-CP;"),
)
ENDING: Final = _form(
    "QĐ-CD",
    "QUYẾT ĐỊNH Về việc chấm dứt, chuyển hình thức chăm sóc thay thế trẻ em",
    "Decision that ends alternative care or changes its form",
    _article(
        "ending",
        "Điều 1. Chấm dứt, chuyển hình thức chăm sóc thay thế",
        "Article 1: the end",
        *_CHILD,
        _line("way", "Nội dung", "Whether it ends or changes"),
        _line("last_day", "Ngày cuối cùng", "Last day"),
        _line("why", "Lý do", "Reason"),
    ),
    _article(
        "carer",
        "Điều 2. Bàn giao trẻ em",
        "Article 2: handing over",
        _kept_to_the_file(_line("name", "Người đang chăm sóc", "Carer")),
        _line("next", "Người, cơ sở tiếp nhận", "Who takes over"),
    ),
    _EFFECT,
    grounds=("Căn cứ các Điều 62 đến 69 Luật Trẻ em;",),
)
CLOSING: Final = _form(
    "QĐ-KT",
    "QUYẾT ĐỊNH Về việc kết thúc hỗ trợ, can thiệp đối với trẻ em",
    "Decision that ends support and intervention",
    _article(
        "closing",
        "Điều 1. Kết thúc hỗ trợ, can thiệp",
        "Article 1: the end",
        *_CHILD,
        _line("reviewed_on", "Rà soát, đánh giá ngày", "Reviewed on"),
        _kept_to_the_file(_line("why", "Lý do", "Reason")),
    ),
    _article(
        "after",
        "Điều 2. Theo dõi, hồ sơ",
        "Article 2: what follows",
        _line(
            "after",
            "Tiếp tục theo dõi trẻ em tại nơi ở; hồ sơ lưu tại Ủy ban nhân dân.",
            "The child is still looked after; the file is kept",
        ),
    ),
    _EFFECT,
    grounds=("Căn cứ khoản 1 Điều 30 Nghị định số 56/2017/NĐ-CP;",),
)

DECISIONS: Final[Mapping[str, tuple[Form, ...]]] = {
    "emergency": (EMERGENCY,),
    "extension": (EXTENSION,),
    "lifting": (LIFTING,),
    "court_request": (REQUEST,),
    "care": (GIVING,),
    "care_end": (ENDING,),
    "closing": (CLOSING,),
}
"""The editions of each by what is decided: a new one is a new row, the newest last."""


def decision_form(kind: str, day: date) -> Form:
    """Return the form of a decision in the edition that holds on its own day.

    Raises KeyError for a kind that has none, or none on that day.
    """
    for known in reversed(DECISIONS[kind]):
        if known.edition.covers(day):
            return known
    raise KeyError(f"no form of {kind} in force on {day.isoformat()}")


def is_letter(form: Form) -> bool:
    """Tell whether a paper is a letter: its title says what it regards, and it has no articles."""
    return form.title.startswith(LETTER)
