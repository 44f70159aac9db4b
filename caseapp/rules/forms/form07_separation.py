"""Mẫu 07, the decision on temporary separation (annex of Decree 56/2017/NĐ-CP), reconstructed.

Title, deadline and ceiling were seen (Art. 32), the body was not. Where the child is kept stands on
the copy of the file alone, never on the one that is served on the parents.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from caseapp.rules.codes.code_list import Code
from caseapp.rules.codes.measures import KEPT_WITH, PARTED_FROM
from caseapp.rules.forms.spec import Field, Form, Kind, Section, house
from caseapp.rules.values import Edition

ANNEX: Final = "Nghị định 56/2017/NĐ-CP, Phụ lục, Mẫu số 07 (dựng lại, chưa thấy bản chính thức)"
_printed: Final = partial(house, source=ANNEX)


def _asked(
    key: str, label: str, gloss: str, kind: Kind = "text", codes: tuple[Code, ...] = ()
) -> Field:
    longest = {"text": 300}.get(kind, 0)
    return Field(key, label, gloss, kind, ANNEX, codes=codes, required=True, longest=longest)


_NAMES: Final = replace(
    _asked("names", "Họ và tên, năm sinh", "Their names and years of birth"), class_a=True
)
_WHY: Final = replace(_asked("why", "Lý do", "Reason", "long_text"), class_a=True)


def _of_place(key: str, label: str, gloss: str, kind: Kind = "text") -> Field:
    """Where the child is: on the copy of the file alone."""
    known = _asked(key, label, gloss, kind)
    return replace(known, restricted=True, class_a=True, required=key != "phone")


FORM: Final = Form(
    number="07",
    title="QUYẾT ĐỊNH Về việc tạm thời cách ly trẻ em khỏi cha, mẹ, người chăm sóc trẻ em",
    gloss="Decision on the temporary separation of a child from its parents or carer",
    edition=Edition("2017", date(2017, 7, 1), None, ANNEX),
    confirmed=False,
    source=ANNEX,
    sections=(
        Section(
            "head",
            "",
            "Head of the decision",
            (
                _printed("agency_name", "ỦY BAN NHÂN DÂN", "People's Committee"),
                _printed("decision_number", "Số: …/QĐ-UBND", "Number of the decision"),
                _printed("place_and_day", "…, ngày … tháng … năm 20…", "Place and day"),
                _printed("grounds", "Căn cứ", "Legal grounds"),
                _printed("proposed_by", "Xét đề nghị của", "On the proposal of"),
            ),
        ),
        Section(
            "separation",
            "Điều 1. Tạm thời cách ly trẻ em",
            "Article 1: the separation",
            (
                _printed("child_name", "Họ và tên trẻ em", "Child's full name"),
                _printed("child_born", "Ngày, tháng, năm sinh", "Born"),
                _printed("child_unit", "Nơi ở", "Where the child lives"),
                _asked(
                    "parted_from", "Cách ly khỏi", "Separated from", "choices", tuple(PARTED_FROM)
                ),
                _NAMES,
                _WHY,
                _asked("first_day", "Thời hạn: từ ngày", "From", "date"),
                _asked("last_day", "Đến hết ngày", "Until the end of", "date"),
            ),
            confirmed=False,
        ),
        Section(
            "kept",
            "Điều 2. Giao chăm sóc thay thế",
            "Article 2: who takes the child in",
            (
                _asked("kept_with", "Giao cho", "The child stays with", "choice", tuple(KEPT_WITH)),
                _of_place("name", "Tên cá nhân, gia đình, cơ sở", "Person, family or facility"),
                _of_place("address", "Địa chỉ nơi tạm trú an toàn", "Address of the safe place"),
                _of_place("phone", "Điện thoại", "Telephone there", "phone"),
            ),
            confirmed=False,
        ),
        Section(
            "effect",
            "Điều 3. Hiệu lực, thi hành",
            "Article 3: effect",
            (_printed("effect", "Quyết định có hiệu lực từ ngày", "In force from"),),
            confirmed=False,
        ),
        Section(
            "signing",
            "",
            "Signature",
            (_printed("chair_signature", "CHỦ TỊCH (Ký, đóng dấu)", "The chair"),),
        ),
    ),
    motto=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
)
