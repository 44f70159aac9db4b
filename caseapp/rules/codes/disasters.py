"""Codes of disasters: their kinds, the harm to a child, the relief given."""

from typing import Final

from caseapp.rules.codes.code_list import Code, CodeList

_DISASTER = "Luật Phòng, chống thiên tai 33/2013/QH13, Điều 3 khoản 1"
_EPIDEMIC = "Luật Phòng, chống bệnh truyền nhiễm 03/2007/QH12"
_RELIEF = "Nghị định 20/2021/NĐ-CP, Điều"

DISASTER_KINDS: Final = CodeList(
    "disaster_kinds",
    (
        Code(code, vi, en, source, confirmed=False)
        for code, vi, en, source in (
            ("flood", "Lũ, ngập lụt", "Flood", _DISASTER),
            ("storm", "Bão, lốc, áp thấp nhiệt đới", "Storm, whirlwind", _DISASTER),
            ("landslide", "Sạt lở đất, sụt lún", "Landslide, subsidence", _DISASTER),
            ("erosion", "Sạt lở bờ sông, bờ biển", "Bank or coast erosion", _DISASTER),
            ("drought", "Hạn hán", "Drought", _DISASTER),
            ("salinity", "Xâm nhập mặn", "Salt-water intrusion", _DISASTER),
            ("fire", "Hỏa hoạn", "Fire", f"{_RELIEF} 12 khoản 1"),
            ("epidemic", "Dịch bệnh", "Epidemic", _EPIDEMIC),
            ("other", "Thiên tai, thảm họa khác", "Other disaster", _DISASTER),
        )
    ),
)

HARMS: Final = CodeList(
    "harms",
    (
        Code(code, vi, en, source, confirmed=False)
        for code, vi, en, source in (
            ("death", "Tử vong", "Death", f"{_RELIEF} 14"),
            ("injury", "Bị thương", "Injury", f"{_RELIEF} 13"),
            ("orphaned", "Cha, mẹ chết", "Orphaned", f"{_RELIEF} 16"),
            ("parent_missing", "Cha, mẹ mất tích", "A parent is missing", f"{_RELIEF} 16"),
            (
                "house_collapsed",
                "Nhà ở bị đổ, sập, trôi, cháy",
                "House collapsed, washed away or burnt",
                f"{_RELIEF} 15",
            ),
            ("displaced", "Phải di dời chỗ ở", "Displaced", f"{_RELIEF} 15"),
            ("food_shortage", "Thiếu đói", "Short of food", f"{_RELIEF} 12"),
            (
                "school_interrupted",
                "Gián đoạn học tập",
                "School interrupted",
                "Quyết định 608/QĐ-UBND ngày 18/3/2021, chỉ tiêu 12",
            ),
            ("other", "Thiệt hại khác", "Other harm", f"{_RELIEF} 12"),
        )
    ),
)

_TARGET = "Quyết định 608/QĐ-UBND ngày 18/3/2021, chỉ tiêu 12"

RELIEF_KINDS: Final = CodeList(
    "relief_kinds",
    (
        Code(code, vi, en, source, confirmed=False)
        for code, vi, en, source in (
            ("food", "Lương thực, thực phẩm", "Food", f"{_RELIEF} 12"),
            ("cash", "Tiền mặt", "Cash", f"{_RELIEF} 12"),
            ("shelter", "Chỗ ở, sửa chữa nhà ở", "Shelter, repair of the house", f"{_RELIEF} 15"),
            ("health_care", "Chăm sóc y tế", "Health care", f"{_RELIEF} 13"),
            ("psychosocial", "Hỗ trợ tâm lý", "Psychological support", _TARGET),
            ("school_supplies", "Sách vở, đồ dùng học tập", "School supplies", _TARGET),
            ("clothing", "Quần áo, chăn màn", "Clothing, blankets", f"{_RELIEF} 12"),
            ("other", "Cứu trợ khác", "Other relief", _TARGET),
        )
    ),
)
