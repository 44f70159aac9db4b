"""Codes of a plan: its states, those of its activities, and the measures that an activity takes."""

from dataclasses import dataclass
from typing import Final

from caseapp.rules.codes.code_list import Code, CodeList

_LAW = "Luật Trẻ em 102/2016/QH13"
_PLAN = "Nghị định 56/2017/NĐ-CP, Điều 28"
_CARRIED_OUT = "Nghị định 56/2017/NĐ-CP, Điều 29"
_ROUND = "Nghị định 56/2017/NĐ-CP, Điều 30 khoản 1"

PLAN_STATES: Final = CodeList(
    "plan_states",
    (
        Code("draft", "Bản dự thảo", "Draft", _PLAN, confirmed=False),
        Code("submitted", "Đã trình, chờ phê duyệt", "Submitted", _PLAN, confirmed=False),
        Code("returned", "Trả lại để sửa", "Returned", _PLAN, confirmed=False),
        Code("approved", "Đã phê duyệt, đang thực hiện", "Approved", _PLAN, confirmed=False),
        Code("replaced", "Đã có kế hoạch mới thay thế", "Replaced", _ROUND, confirmed=False),
        Code("withdrawn", "Đã rút", "Withdrawn", _PLAN, confirmed=False),
    ),
)

ACTIVITY_STATES: Final = CodeList(
    "activity_states",
    (
        Code("planned", "Chưa xong", "To be done", _CARRIED_OUT, confirmed=False),
        Code("done", "Đã thực hiện", "Done", _CARRIED_OUT, confirmed=False),
        Code("dropped", "Không thực hiện", "Dropped", _CARRIED_OUT, confirmed=False),
    ),
)

SIGHTS: Final = CodeList(
    "sights",
    (
        Code("seen", "Có gặp trẻ em", "Child seen", _CARRIED_OUT, confirmed=False),
        Code("not_seen", "Không gặp trẻ em", "Child not seen", _CARRIED_OUT, confirmed=False),
    ),
)
"""Whether the child itself was seen at a contact or a visit: a line of ours, asked by no form."""

LEVELS: Final = CodeList(
    "levels",
    (
        Code("prevention", "Phòng ngừa", "Prevention", f"{_LAW}, Điều 47, 48"),
        Code("support", "Hỗ trợ", "Support", f"{_LAW}, Điều 47, 49"),
        Code("intervention", "Can thiệp", "Intervention", f"{_LAW}, Điều 47, 50"),
    ),
)
"""The levels of protection; the law names them in this order (Art. 47.1)."""


@dataclass(frozen=True)
class PlanMeasure(Code):
    """A measure of the law, with the level that it belongs to."""

    level: str = ""


def _measure(level: str, code: str, vi: str, en: str, article: str) -> PlanMeasure:
    """Return a measure whose wording is still to be compared with the law."""
    return PlanMeasure(code, vi, en, f"{_LAW}, {article}", confirmed=False, level=level)


PLAN_MEASURES: Final = CodeList(
    "plan_measures",
    (
        _measure(
            "prevention", "awareness",
            "Truyền thông về mối nguy hiểm và trách nhiệm thông báo, tố giác",
            "Communication on dangers and the duty to report", "Điều 48 điểm a",
        ),
        _measure(
            "prevention", "knowledge",
            "Cung cấp kiến thức cho cha mẹ, giáo viên, người chăm sóc",
            "Knowledge for parents, teachers and carers", "Điều 48 điểm b",
        ),
        _measure(
            "prevention", "parenting",
            "Giáo dục, tư vấn kỹ năng làm cha mẹ",
            "Parenting skills", "Điều 48 điểm c",
        ),
        _measure(
            "prevention", "self_protection",
            "Giáo dục kỹ năng tự bảo vệ cho trẻ em",
            "Self-protection skills for the child", "Điều 48 điểm d",
        ),
        _measure(
            "prevention", "safe_environment",
            "Xây dựng môi trường sống an toàn, phù hợp với trẻ em",
            "A safe environment for the child", "Điều 48 điểm đ",
        ),
        _measure(
            "support", "warning",
            "Cảnh báo nguy cơ; tư vấn cho trẻ em, cha mẹ, người chăm sóc",
            "Warning of risks, advice to the child and the carers", "Điều 49",
        ),
        _measure(
            "support", "risk_reduction",
            "Đánh giá và áp dụng biện pháp cần thiết để giảm, loại bỏ nguy cơ",
            "Assessment and measures that reduce or remove the risk", "Điều 49",
        ),
        _measure(
            "support", "policies",
            "Hỗ trợ trẻ em tiếp cận chính sách trợ giúp",
            "Access of the child to policies", "Điều 49",
        ),
        _measure(
            "support", "family_assistance",
            "Hỗ trợ gia đình tiếp cận trợ giúp xã hội, cải thiện điều kiện sống",
            "Access of the family to social assistance", "Điều 49",
        ),
        _measure(
            "intervention", "care",
            "Chăm sóc y tế, trị liệu tâm lý, phục hồi thể chất và tinh thần",
            "Medical care, psychological therapy and recovery", "Điều 50 điểm a",
        ),
        _measure(
            "intervention", "shelter",
            "Bố trí nơi tạm trú an toàn, cách ly khỏi môi trường, đối tượng đe dọa",
            "Safe temporary shelter away from the threat", "Điều 50 điểm b",
        ),
        _measure(
            "intervention", "alternative_care",
            "Bố trí chăm sóc thay thế tạm thời hoặc lâu dài",
            "Temporary or long-term alternative care", "Điều 50 điểm c",
        ),
        _measure(
            "intervention", "reunion",
            "Đoàn tụ gia đình, hòa nhập trường học, cộng đồng",
            "Family reunion, return to school and community", "Điều 50 điểm d",
        ),
        _measure(
            "intervention", "family_advice",
            "Tư vấn cho cha mẹ, gia đình về bảo vệ, chăm sóc, giáo dục hòa nhập",
            "Advice to parents and family on protection, care and inclusive education",
            "Điều 50 điểm đ",
        ),
        _measure(
            "intervention", "legal_aid",
            "Tư vấn, cung cấp kiến thức pháp luật, trợ giúp pháp lý",
            "Legal knowledge and legal aid", "Điều 50 điểm e",
        ),
    ),
)  # fmt: skip
"""The measures of Art. 48 to 50, from which an activity takes one; its level goes with it."""
