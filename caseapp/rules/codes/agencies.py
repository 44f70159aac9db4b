"""Codes of the kinds of agencies to which a child may be referred."""

from typing import Final

from caseapp.rules.codes.code_list import Code, CodeList

# The law obliges them to work together and names most of them; it has no list of their kinds.
_LAW = "Luật Trẻ em 102/2016/QH13, Điều 52; Nghị định 56/2017/NĐ-CP, Điều 28"

AGENCY_KINDS: Final = CodeList(
    "agency_kinds",
    (
        Code(code, vi, en, _LAW, confirmed=False)
        for code, vi, en in (
            ("helpline", "Tổng đài 111", "Helpline 111"),
            ("health_station", "Trạm y tế", "Health station"),
            ("hospital", "Bệnh viện", "Hospital"),
            ("police", "Công an", "Police"),
            ("justice", "Tòa án, viện kiểm sát", "Court, procuracy"),
            ("legal_aid", "Trợ giúp pháp lý", "Legal aid"),
            ("social_work", "Trung tâm công tác xã hội", "Social-work centre"),
            ("reception", "Cơ sở tiếp nhận, trợ giúp xã hội", "Reception centre"),
            ("school", "Trường học", "School"),
            ("women", "Hội Liên hiệp Phụ nữ", "Women's union"),
            ("youth", "Đoàn Thanh niên", "Youth union"),
            ("front", "Mặt trận Tổ quốc", "Fatherland Front"),
            ("other", "Cơ quan, tổ chức khác", "Other"),
        )
    ),
)
"""In the order in which they are offered."""
