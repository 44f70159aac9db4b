"""What made-up plans say, soberly worded: demo data, not the interface."""

from __future__ import annotations

from typing import Final

PROBLEMS: Final = (
    "Trẻ sợ hãi, ngủ không yên, ngại đến trường; người gây hại còn sống gần nhà.",
    "Trẻ thường ở nhà một mình đến tối, ăn uống thất thường, hay nghỉ học.",
    "Trẻ mất người chăm sóc chính, đang ở nhờ nhà ông bà già yếu.",
)
NEEDS: Final = (
    "Được an toàn ở nơi đang sống",
    "Được khám và theo dõi sức khỏe",
    "Được tư vấn tâm lý",
    "Được trở lại trường học đều đặn",
    "Gia đình được hỗ trợ sinh kế",
)
GOALS: Final = (
    "Trẻ không còn bị người gây hại tiếp cận",
    "Trẻ ăn, ngủ ổn định và nói được về việc đã xảy ra",
    "Trẻ đi học đều trở lại",
    "Người chăm sóc biết cách bảo vệ và chăm sóc trẻ",
)
ACTIVITIES: Final = (
    ("Thăm nhà mỗi tuần, ghi nhận tình trạng của trẻ", "risk_reduction",
     "Người làm công tác bảo vệ trẻ em", "Cộng tác viên khu vực", "Không phát sinh kinh phí"),
    ("Khám sức khỏe tại trạm y tế", "care", "Trạm y tế", "Gia đình", "Bảo hiểm y tế"),
    ("Tư vấn tâm lý mỗi tuần một buổi", "care", "Trung tâm Công tác xã hội",
     "Người làm công tác bảo vệ trẻ em", "Trung tâm chi trả"),
    ("Làm việc với nhà trường về việc học của trẻ", "reunion", "Giáo viên chủ nhiệm",
     "Hội Phụ nữ", "Không phát sinh kinh phí"),
    ("Hướng dẫn cha mẹ kỹ năng chăm sóc, kỷ luật tích cực", "parenting", "Hội Phụ nữ",
     "Cộng tác viên khu vực", "Tài liệu có sẵn"),
    ("Hỗ trợ gia đình lập hồ sơ hưởng chính sách", "family_assistance",
     "Công chức văn hóa - xã hội", "Trưởng khu vực", "Ngân sách phường, xã"),
    ("Nhắc người gây hại không đến gần trẻ, theo dõi việc chấp hành", "warning", "Công an",
     "Trưởng khu vực", "Không phát sinh kinh phí"),
)  # fmt: skip
"""What is done, by which measure, who is responsible, who cooperates, with which means."""

ORGANISED: Final = (
    "Người làm công tác bảo vệ trẻ em theo dõi, hằng tháng báo cáo Chủ tịch Ủy ban nhân dân."
)
ASSIGNED: Final = "Giao người làm công tác bảo vệ trẻ em chủ trì, các đơn vị có tên phối hợp."
COMMENT: Final = "Bổ sung nguồn lực và người thay thế khi cán bộ vắng mặt, rồi trình lại."
RESULTS: Final = (
    "Đã thực hiện đủ; trẻ hợp tác.",
    "Đã thực hiện; gia đình cam kết làm theo.",
    "Đã thực hiện; cần tiếp tục theo dõi.",
)
DROPPED: Final = "Gia đình đề nghị thôi; đã thống nhất cách khác."
MET: Final = {
    "place": "Trụ sở Ủy ban nhân dân",
    "chaired_by": "Chủ tịch Ủy ban nhân dân",
    "present": "Người làm công tác bảo vệ trẻ em\nCông an\nTrưởng trạm y tế\nĐại diện khu dân cư",
    "opinions": "Các thành viên nhất trí về mức độ nguy cơ và nhu cầu của trẻ.",
}
AGREED: Final = "Lập kế hoạch hỗ trợ, can thiệp; phân công theo dõi hằng tuần cho đến khi ổn định."
