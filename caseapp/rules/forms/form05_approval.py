"""Mẫu 05, the decision that approves a plan (annex of Decree 56/2017/NĐ-CP), reconstructed."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Final

from caseapp.rules.forms.spec import Field, Form, Section, house
from caseapp.rules.values import Edition

ANNEX: Final = "Nghị định 56/2017/NĐ-CP, Phụ lục, Mẫu số 05 (dựng lại, chưa thấy bản chính thức)"
_printed: Final = partial(house, source=ANNEX)
EFFECT: Final = (
    "Quyết định này có hiệu lực kể từ ngày ký. Các cơ quan, tổ chức, cá nhân có tên tại Điều 2 "
    "chịu trách nhiệm thi hành Quyết định này./."
)
"""The words of Article 3, which leave nothing to fill in."""

FORM: Final = Form(
    number="05",
    title="QUYẾT ĐỊNH Về việc phê duyệt kế hoạch hỗ trợ, can thiệp đối với trẻ em bị xâm hại hoặc "
    "có nguy cơ bị bạo lực, bóc lột, bỏ rơi và trẻ em có hoàn cảnh đặc biệt",
    gloss="Decision that approves the plan of support and intervention",
    edition=Edition("56/2017", date(2017, 7, 1), None, ANNEX),
    confirmed=False,
    source=ANNEX,
    sections=(
        Section(
            "head",
            "",
            "Head of the decision",
            (
                _printed("agency_name", "ỦY BAN NHÂN DÂN", "People's Committee"),
                # The office's clerk gives it once the paper is signed (Decree 30/2020, Art. 15).
                _printed("decision_number", "Số: …/QĐ-UBND", "Number of the decision"),
                _printed("place_and_day", "…, ngày … tháng … năm 20…", "Place and day"),
                _printed("grounds", "Căn cứ", "Legal grounds"),
                _printed("proposed_by", "Xét đề nghị của", "On the proposal of"),
            ),
        ),
        Section(
            "approved",
            "Điều 1. Phê duyệt kế hoạch hỗ trợ, can thiệp kèm theo, đối với:",
            "Article 1: the approved plan, and for whom",
            (
                _printed("child_name", "Họ và tên trẻ em", "Child's full name"),
                _printed("child_born", "Ngày, tháng, năm sinh", "Born"),
                _printed("child_unit", "Nơi ở", "Where the child lives"),
            ),
            confirmed=False,
        ),
        Section(
            "assigned",
            "Điều 2. Phân công tổ chức thực hiện",
            "Article 2: who carries it out",
            (
                Field(
                    "assignment",
                    "Điều 2. Phân công tổ chức thực hiện",
                    "Article 2: who carries it out",
                    "long_text",
                    ANNEX,
                    class_a=True,
                ),
            ),
            confirmed=False,
        ),
        Section(
            "effect",
            "Điều 3. Hiệu lực, thi hành",
            "Article 3: effect",
            (_printed("effect", EFFECT, "In force from its signing, and who carries it out"),),
            confirmed=False,
        ),
        Section(
            "signing",
            "",
            "Signature",
            (
                _printed("recipients", "Nơi nhận", "Who gets the decision"),
                _printed("chair_signature", "CHỦ TỊCH (Ký, đóng dấu)", "The chair"),
            ),
        ),
    ),
    motto=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
    grounds=(
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "Căn cứ Luật Trẻ em;",
        "Căn cứ Điều 28 Nghị định số 56/2017/NĐ-CP;",
    ),
)
