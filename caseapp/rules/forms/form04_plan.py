"""Mẫu 04, the plan of support and intervention (annex of Decree 56/2017/NĐ-CP), reconstructed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from caseapp.rules.codes.plans import PLAN_MEASURES
from caseapp.rules.forms.spec import Field, Form, Kind, Section, house
from caseapp.rules.values import Edition, msgid

ANNEX: Final = "Nghị định 56/2017/NĐ-CP, Phụ lục, Mẫu số 04 (dựng lại, chưa thấy bản chính thức)"
_printed: Final = partial(house, source=ANNEX)
_TABLE: Final = "IV. Hoạt động"


def _asked(key: str, label: str, gloss: str, kind: Kind = "text", *, hint: str = "") -> Field:
    """One thing that the officer writes: it tells of the child, so the child's key seals it."""
    longest = 1_000 if kind == "text" else 0
    codes = tuple(PLAN_MEASURES) if kind == "list" else ()
    return Field(
        key, label, gloss, kind, ANNEX, codes=codes, longest=longest, hint=hint, class_a=True
    )


_HEAD: Final = Section(
    "head",
    "",
    "Head of the form",
    (
        _printed("agency_name", "ỦY BAN NHÂN DÂN", "People's Committee"),
        _printed("plan_number", "Số: …/KH-UBND", "Number of the plan"),
        _printed("place_and_day", "…, ngày … tháng … năm 20…", "Place and day"),
        _printed("grounds", "Căn cứ", "Legal grounds"),
        _printed("child_name", "Họ và tên trẻ em", "Child's full name"),
    ),
)
SITUATION: Final = Section(
    "situation",
    "I. Tình trạng, vấn đề của trẻ em",
    "I. The child's situation and problems",
    (
        _asked(
            "situation",
            "Tình trạng, vấn đề của trẻ em",
            "The child's situation and problems",
            "long_text",
        ),
    ),
    level=1,
)
NEED: Final = Section(
    "need",
    "II. Nhu cầu theo thứ tự ưu tiên",
    "II. Needs, the most urgent first",
    (_asked("need", "Nhu cầu", "Need"),),
    level=1,
)
GOAL: Final = Section(
    "goal",
    "III. Mục tiêu",
    "III. Goal",
    (
        _asked("goal", "Mục tiêu cụ thể", "Goal"),
        _asked("goal_due", "Thời hạn đạt mục tiêu", "By when the goal is reached", "date"),
    ),
    level=1,
)
ACTIVITY: Final = Section(
    "activity",
    _TABLE,
    "IV. Activity",
    (
        _asked("what", "Hoạt động, dịch vụ", "Activity or service"),
        _asked(
            "measure",
            "Biện pháp bảo vệ trẻ em",
            "Measure of child protection",
            "list",
            hint=msgid("Law on Children, Art. 48 to 50; the level of protection follows from it"),
        ),
        _asked("starts_on", "Thời gian thực hiện: từ ngày", "Carried out from", "date"),
        _asked("due_on", "Thời gian thực hiện: đến ngày", "Carried out until", "date"),
        _asked(
            "responsible", "Người, đơn vị chịu trách nhiệm", "Person or agency that is responsible"
        ),
        _asked("cooperates", "Đơn vị phối hợp", "Agencies that cooperate"),
        _asked("resources", "Kinh phí, nguồn lực", "Funds and other means"),
    ),
    level=2,
)
ORGANISATION: Final = Section(
    "organisation",
    "V. Tổ chức thực hiện",
    "V. How it is carried out",
    (
        _asked(
            "organisation",
            "Tổ chức thực hiện",
            "How it is carried out",
            "long_text",
        ),
    ),
    level=1,
)
_SIGNING: Final = Section(
    "signing",
    "",
    "Signature",
    (
        _printed(
            "officer_signature",
            "Người làm công tác bảo vệ trẻ em (Ký, ghi rõ họ tên)",
            "Officer (signature, full name)",
        ),
    ),
)

FORM: Final = Form(
    number="04",
    title="KẾ HOẠCH HỖ TRỢ, CAN THIỆP",
    gloss="Plan of support and intervention",
    edition=Edition("56/2017", date(2017, 7, 1), None, ANNEX),
    confirmed=False,
    source=ANNEX,
    sections=(_HEAD, SITUATION, NEED, GOAL, ACTIVITY, ORGANISATION, _SIGNING),
    motto=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
    grounds=(
        "Căn cứ Luật Trẻ em;",
        "Căn cứ Điều 28 Nghị định số 56/2017/NĐ-CP;",
        "Căn cứ kết quả thu thập thông tin, đánh giá nguy cơ cụ thể (Mẫu số 03).",
    ),
)


def place(*numbers: int) -> str:
    """Return how a row is named: "2" a need or goal, "2_1" the first activity of that goal."""
    return "_".join(str(number) for number in numbers)


def laid_out(needs: int, activities: Sequence[int]) -> Form:
    """Return the form with so many needs, and for each goal its number of activities.

    Each row's fields bear its place in their keys ("goal_2", "what_2_1") and in their words.
    """
    return replace(FORM, sections=tuple(_sections(needs, activities)))


def _sections(needs: int, activities: Sequence[int]) -> Iterator[Section]:
    yield SITUATION
    rows = [_numbered(NEED, each) for each in range(1, needs + 1)]
    yield replace(NEED, fields=tuple(field for row in rows for field in row.fields))
    for goal, number in enumerate(activities, start=1):
        yield _numbered(GOAL, goal)
        for activity in range(1, number + 1):
            yield _numbered(ACTIVITY, goal, activity)
    yield ORGANISATION


def _numbered(section: Section, *numbers: int) -> Section:
    shown = ".".join(str(number) for number in numbers)
    fields = tuple(
        replace(
            field,
            key=f"{field.key}_{place(*numbers)}",
            label=f"{field.label} ({shown})",
            gloss=f"{field.gloss} ({shown})",
        )
        for field in section.fields
    )
    return replace(
        section,
        key=f"{section.key}_{place(*numbers)}",
        title=f"{section.title} {shown}",
        gloss=f"{section.gloss} {shown}",
        fields=fields,
    )
