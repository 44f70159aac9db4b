"""What the assessments share (Mẫu 02, 03, 06): rows of three levels, the child's own words.

Of Mẫu 06 the head and the rows of harm were seen as printed; all else is reconstructed and waits
to be compared with the official annex.
"""

from __future__ import annotations

from typing import Final

from caseapp.rules.codes.cases import RISK_LEVELS
from caseapp.rules.codes.code_list import Code
from caseapp.rules.forms.spec import Field, Kind, Rating, Section, house
from caseapp.rules.values import msgid

OURS: Final = "caseapp; Luật Trẻ em, Điều 5 khoản 4 (bản chờ đối chiếu)"
"""Where our own lines come from: a child's views and wishes are heard."""

LEVELS: Final = (
    ("high", "Cao", "High"),
    ("medium", "Trung bình", "Medium"),
    ("low", "Thấp", "Low"),
)

HARM: Final = "harm"
PROTECTION: Final = "protection"
CONCLUSION: Final = "conclusion"
VOICE: Final = "voice"
#: Sections of these keys are the two tables, the conclusion, and the child's own words.


def row(
    key: str,
    label: str,
    gloss: str,
    whys: tuple[str, str, str],
    whys_en: tuple[str, str, str],
    source: str,
    *,
    confirmed: bool = False,
) -> Field:
    """Return a row rated Cao, Trung bình or Thấp, each level with its explanation."""
    explained = zip(LEVELS, whys, whys_en, strict=True)
    codes = tuple(
        Rating(code, vi, en, source, confirmed=confirmed, why=why, why_en=why_en)
        for (code, vi, en), why, why_en in explained
    )
    return Field(key, label, gloss, "rating", source, codes=codes)


def told(key: str, label: str, gloss: str, source: str, ask: str = "", hint: str = "") -> Field:
    """Return a long account of the child, kept under the child's own key."""
    return Field(key, label, gloss, "long_text", source, ask=ask, hint=hint, class_a=True)


def short(key: str, label: str, gloss: str, source: str, kind: Kind = "text") -> Field:
    """Return a short answer."""
    return Field(key, label, gloss, kind, source)


def happened(label: str, gloss: str, source: str) -> Field:
    """Return the moment of the assessment, which cannot lie ahead."""
    return Field("happened_at", label, gloss, "moment", source, required=True, past=True)


def head(annex: str) -> Section:
    """Return the head of Mẫu 02 and 03: of whom, by whom, where and when."""
    fields = (
        house("child_name", "Họ và tên trẻ em", "Child's full name", annex),
        house("officer_name", "Họ và tên cán bộ đánh giá", "Officer who assesses", annex),
        short("place", "Địa điểm đánh giá", "Place of the assessment", annex),
        happened("Ngày, giờ đánh giá", "Day and hour of the assessment", annex),
    )
    return Section("head", "", "Head of the form", fields, confirmed=False)


CHILD: Final = Section(
    VOICE,
    "Lời của trẻ em",
    "The child's own words",
    (
        told(
            "child_words",
            "Trẻ em nói gì (ghi đúng lời trẻ)",
            "What the child says, in the child's own words",
            OURS,
            hint=msgid("Word for word. Do not press the child, and do not ask twice"),
        ),
        told("child_wish", "Trẻ em mong muốn điều gì", "What the child wishes for", OURS),
        Field("asked_by", "Ai đã hỏi trẻ", "Who asked the child", "text", OURS),
        Field("asked_at", "Hỏi lúc nào", "When the child was asked", "moment", OURS, past=True),
        told(
            "not_asked",
            "Chưa hỏi trẻ, vì",
            "The child was not asked yet, because",
            OURS,
            hint=msgid("Only when the child was not asked: too small, asleep, in treatment…"),
        ),
    ),
    ours=True,
)
"""Stands first on the chair's page, and on paper as our own line."""


def conclusion(title: str, gloss: str, source: str, *more: Field) -> Section:
    """Return the conclusion: the officer's level, its words, and why it differs from the count."""
    fields = (
        Field(
            "level",
            "Mức độ nguy cơ",
            "Level of risk",
            "choice",
            source,
            codes=tuple(RISK_LEVELS),
            required=True,
        ),
        Field(
            "conclusion",
            "Kết luận",
            "Conclusion",
            "long_text",
            source,
            required=True,
            class_a=True,
        ),
        told(
            "level_reason",
            "Lý do chọn mức khác với mức phần mềm đếm được",
            "Why the level differs from the one that was counted",
            OURS,
            hint=msgid("Only when your level is another than the proposed one"),
        ),
        *more,
    )
    return Section(CONCLUSION, title, gloss, fields, confirmed=False)


def choice(key: str, label: str, gloss: str, source: str, codes: tuple[Code, ...]) -> Field:
    """Return a required choice."""
    return Field(key, label, gloss, "choice", source, codes=codes, required=True)
