"""The extract of a child's data as the HTML of its print: its parts, and what is left out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from caseapp.casework.data_extracts import Extract
from caseapp.rules.codes import LISTS
from caseapp.rules.codes.code_list import PENDING
from caseapp.web.filters import day, known_day, moment
from caseapp.web.pdf_answer import footing
from caseapp.web.printing import Sheet, data_extract_html

TITLE: Final = "Bản trích dữ liệu cá nhân của trẻ em"

LEFT_OUT: Final = {
    "reporter": (
        "Người báo tin, tố giác",
        "Thông tin về người báo tin được giữ bí mật (Nghị định 56/2017/NĐ-CP)",
    ),
    "third_persons": (
        "Họ tên, số điện thoại của người khác quanh trẻ em",
        f"Là dữ liệu cá nhân của người khác (Luật 91/2025/QH15; {PENDING})",
    ),
    "safe_place": (
        "Nơi lánh nạn, nơi chăm sóc thay thế và người chăm sóc tại đó",
        "Bảo đảm an toàn cho trẻ em (Luật Trẻ em 102/2016/QH13, Điều 33)",
    ),
    "own_words": (
        "Lời kể của trẻ em, đánh giá và ghi chép nghiệp vụ",
        f"Có thể gây nguy hại cho trẻ em hoặc người khác (Luật Trẻ em, Điều 21; {PENDING})",
    ),
    "proceedings": (
        "Nội dung vụ việc, người bị nghi, biện pháp đang quyết định",
        f"Phục vụ bảo vệ trẻ em và tố tụng (Luật 91/2025/QH15; {PENDING})",
    ),
    "whereabouts": (
        "Nơi ở, trường học, sức khỏe, nơi hỗ trợ",
        "Người yêu cầu có xung đột lợi ích với trẻ em",
    ),
}
"""What is not handed out, and why, by the codes of casework.data_extracts."""


def extract_html(found: Extract, *, now: datetime, demo: bool) -> str:
    """Draw the extract; an empty part says that nothing is recorded."""
    conflict = "whereabouts" in found.left_out
    return data_extract_html(
        Sheet(now, demo, footing(found.request, found.printed)),
        title=TITLE,
        heading=found.letterhead.heading,
        found=found,
        asker=_of("data_askers", found.asker),
        parts=[
            (title, lines(found)) for title, lines in _PARTS if not (conflict and title in _WHERE)
        ],
        left_out=[LEFT_OUT[code] for code in found.left_out],
    )


def _of(name: str, code: str) -> str:
    """Return the Vietnamese label of a code; the code itself where the list has none."""
    return LISTS[name][code].vi if code in LISTS[name] else code


def _identity(found: Extract) -> list[str]:
    view = found.view
    told = (
        ("Họ và tên", view.full_name),
        ("Sinh", known_day(view.born, view.birth_precision)),
        ("Giới tính", _of("sex", view.sex)),
        ("Dân tộc", view.ethnicity),
        ("Số định danh cá nhân", view.personal_id),
        ("Đăng ký khai sinh", _of("birth_registration", view.birth_registration)),
        ("Địa chỉ", view.address),
    )
    return [f"{label}: {value}" for label, value in told if value]


def _stays(found: Extract) -> list[str]:
    return [
        f"{each.unit}: từ {day(each.valid_from)}{_until(each.valid_until)}"
        for each in found.view.stays
    ]


def _until(last: object) -> str:
    return f" đến {day(last)}" if last else ""  # type: ignore[arg-type]  # a date where there is one


def _circumstances(found: Extract) -> list[str]:
    return [
        f"{_of('groups', each.group_code)} ({_of('circumstance_status', each.status).lower()}): "
        f"từ {day(each.valid_from)}{_until(each.valid_until)}"
        for each in found.view.circumstances
    ]


def _schools(found: Extract) -> list[str]:
    return [
        ", ".join(filter(None, (_of("attendance", each.attendance), each.school, each.grade)))
        + f": từ {day(each.valid_from)}{_until(each.valid_until)}"
        for each in found.schools
    ]


def _health(found: Extract) -> list[str]:
    return [
        ", ".join(
            filter(
                None,
                (each.entry.text, *(_of("disability_types", kind) for kind in each.entry.types)),
            )
        )
        for each in found.health
    ]


def _helps(found: Extract) -> list[str]:
    return [
        ", ".join(filter(None, (_of("assistance_kinds", each.kind), each.in_kind, each.provider)))
        + f": {day(each.given_on)}{_until(each.given_until)}"
        for each in found.view.assistance
    ]


def _files(found: Extract) -> list[str]:
    cases = [
        f"Hồ sơ {code}, mở ngày {moment(opened_at)}: {_of('case_states', state)}"
        for code, state, opened_at in found.view.cases
    ]
    return [*cases, *(f"Tin báo tiếp nhận ngày {day(each)}" for each in found.reported_on)]


def _consents(found: Extract) -> list[str]:
    return [
        f"{_of('consent_purposes', purpose)}: {_of('consent_standings', stands)}"
        for purpose, stands in found.consents
    ]


def _shared(found: Extract) -> list[str]:
    return [
        f"{each.agency}, {moment(each.shared_at)}: "
        + "; ".join(_of("shared_fields", field) for field in each.fields)
        for each in found.shared
    ]


_PARTS: Final[tuple[tuple[str, Callable[[Extract], list[str]]], ...]] = (
    ("Nhân thân", _identity),
    ("Nơi cư trú", _stays),
    ("Hoàn cảnh đặc biệt", _circumstances),
    ("Học tập", _schools),
    ("Sức khỏe", _health),
    ("Hỗ trợ đã nhận", _helps),
    ("Hồ sơ, tin báo đang lưu", _files),
    ("Sự đồng ý", _consents),
    ("Đã chia sẻ với cơ quan khác", _shared),
)
_WHERE: Final = frozenset(
    {
        "Nơi cư trú",
        "Học tập",
        "Sức khỏe",
        "Hồ sơ, tin báo đang lưu",
        "Đã chia sẻ với cơ quan khác",
    }
)
"""Parts that tell where the child can be met, or who was told of it and when."""
