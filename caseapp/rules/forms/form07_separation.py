"""Mẫu 07, the decision on temporary separation (annex of Decree 56/2017/NĐ-CP), reconstructed.

Title, deadline and ceiling were seen (Art. 32), the body was not. Where the child is kept stands on
the copy of the file alone, never on the one that is served on the parents. Page, print and
dictionary are made from this, and what is kept is laid out by its keys.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from caseapp.rules.codes.code_list import Code
from caseapp.rules.codes.measures import KEPT_WITH, PARTED_FROM
from caseapp.rules.forms.spec import Field, Form, Kind, Section, house
from caseapp.rules.values import Edition, msgid

ANNEX: Final = "Nghị định 56/2017/NĐ-CP, Phụ lục, Mẫu số 07 (dựng lại, chưa thấy bản chính thức)"
_printed: Final = partial(house, source=ANNEX)


def _asked(
    key: str,
    label: str,
    gloss: str,
    kind: Kind = "text",
    *,
    codes: tuple[Code, ...] = (),
    hint: str = "",
) -> Field:
    longest = {"text": 300}.get(kind, 0)
    return Field(
        key, label, gloss, kind, ANNEX, codes=codes, required=True, longest=longest, hint=hint
    )


def _sealed(key: str, label: str, gloss: str, kind: Kind = "text", hint: str = "") -> Field:
    """What tells of people: kept under the child's own key."""
    return replace(_asked(key, label, gloss, kind, hint=hint), class_a=True)


def _if_known(field: Field) -> Field:
    """What the decision can do without while the hours run: dots stand on the paper for it."""
    return replace(field, required=False, if_known=True)


def _of_place(field: Field) -> Field:
    """Where the child is: on the copy of the file alone."""
    return replace(field, restricted=True)


_NOT_HERE: Final = msgid("Do not write here where the child is")
_PARTED: Final = (
    _asked("parted_from", "Cách ly khỏi", "Separated from", "choices", codes=tuple(PARTED_FROM)),
    _sealed(
        "names",
        "Ông/bà (họ và tên, năm sinh)",
        "Their full names and years of birth",
        hint=msgid("Full name and year of birth of each, as the decision names them"),
    ),
    _if_known(_sealed("lives_at", "Nơi ở của ông/bà", "Where they live")),
    _if_known(
        _sealed(
            "relation",
            "Quan hệ với trẻ em",
            "Relation to the child",
            hint=msgid("For example stepfather, aunt; of each, when they are several"),
        )
    ),
    _sealed(
        "why",
        "Lý do",
        "Reason",
        "long_text",
        msgid(
            "The harm or danger, and why the child cannot stay (Decree 56/2017, Art. 32). Do not "
            "write here where the child will be"
        ),
    ),
    _of_place(
        _sealed(
            "address",
            "Địa chỉ nơi tạm trú an toàn",
            "Address of the safe place",
            hint=msgid(
                "Kept under the child's own key; shown only to the officers and chairs of the case "
                "and to the supervisor who opens it. Each look is written down"
            ),
        )
    ),
    _asked("first_day", "Thời hạn: từ ngày", "First day", "date"),
    _asked(
        "last_day",
        "Đến hết ngày",
        "Last day",
        "date",
        hint=msgid("15 days from the decision at most, extensions included"),
    ),
)
_KEPT: Final = (
    _asked("kept_with", "Giao cho", "The child stays with", "choice", codes=tuple(KEPT_WITH)),
    _of_place(_sealed("name", "Tên cá nhân, gia đình, cơ sở", "Person, family or facility")),
    _of_place(_if_known(_sealed("phone", "Điện thoại", "Telephone there", "phone"))),
    _if_known(
        _sealed(
            "duties",
            "Trách nhiệm của người nhận chăm sóc thay thế",
            "What the carer answers for",
            "long_text",
            _NOT_HERE,
        )
    ),
)


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
                *_PARTED,
            ),
            confirmed=False,
        ),
        Section(
            "kept",
            "Điều 2. Giao chăm sóc thay thế",
            "Article 2: who takes the child in",
            _KEPT,
            confirmed=False,
        ),
        Section(
            "effect",
            "Điều 3. Hiệu lực, thi hành",
            "Article 3: effect",
            (
                _printed("effect", "Quyết định có hiệu lực từ ngày", "In force from"),
                _if_known(
                    _sealed(
                        "carried_out_by",
                        "Chịu trách nhiệm thi hành",
                        "Who carries the decision out",
                        "long_text",
                        _NOT_HERE,
                    )
                ),
            ),
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
        "Căn cứ Điều 32 Nghị định số 56/2017/NĐ-CP;",
    ),
)
