"""Codes of the help that a child receives."""

from typing import Final

from caseapp.rules.codes.code_list import Code, CodeList

_POLICY = "Nghị định 56/2017/NĐ-CP, Chương II Mục 2"
_ALLOWANCE = "Nghị định 20/2021/NĐ-CP, Điều 5 khoản 1"
_CARE = "Luật Trẻ em 102/2016/QH13, Điều 4 khoản 3"
_EMERGENCY = "Nghị định 20/2021/NĐ-CP, Chương III (trợ giúp xã hội khẩn cấp)"
_PLAN = "Nghị định 56/2017/NĐ-CP, Điều 28"

# What counts as "cared for and helped" is not defined in any text seen: the sections cited are
# where each kind of help has its legal ground, and the choice of kinds is to be compared.
ASSISTANCE_KINDS: Final = CodeList(
    "assistance_kinds",
    (
        Code(code, vi, en, source, confirmed=False)
        for code, vi, en, source in (
            ("monthly_allowance", "Trợ cấp xã hội hằng tháng", "Monthly allowance", _ALLOWANCE),
            ("health_insurance", "Thẻ bảo hiểm y tế", "Health insurance card", _POLICY),
            ("health_care", "Chăm sóc sức khỏe", "Health care", _POLICY),
            ("rehabilitation", "Phục hồi chức năng", "Rehabilitation", _POLICY),
            (
                "education",
                "Hỗ trợ giáo dục, đào tạo và giáo dục nghề nghiệp",
                "Support of education and vocational training",
                _POLICY,
            ),
            (
                "psychosocial",
                "Tư vấn, trị liệu tâm lý",
                "Counselling and psychological therapy",
                _POLICY,
            ),
            ("legal_aid", "Trợ giúp pháp lý", "Legal aid", _POLICY),
            ("alternative_care", "Chăm sóc thay thế", "Alternative care", _CARE),
            (
                "facility_care",
                "Chăm sóc, nuôi dưỡng tại cơ sở trợ giúp xã hội",
                "Care in a social assistance facility",
                _CARE,
            ),
            ("emergency_support", "Trợ giúp khẩn cấp", "Emergency support", _EMERGENCY),
            (
                "plan_support",
                "Hỗ trợ theo kế hoạch hỗ trợ, can thiệp",
                "Support under a case plan",
                _PLAN,
            ),
            ("other", "Hỗ trợ khác", "Other help", _POLICY),
        )
    ),
)
