"""Short Vietnamese texts for made-up records, soberly worded: demo data, not the interface."""

from __future__ import annotations

from random import Random
from typing import Final

EVIDENCE: Final = {
    "01": "Có trích lục khai tử của cha và mẹ; đã đối chiếu với sổ hộ tịch.",
    "02": "Biên bản trẻ em bị bỏ rơi do công an lập; đã niêm yết tìm cha mẹ.",
    "03": "Xác nhận của trưởng khu vực; cha hoặc mẹ còn lại không có khả năng nuôi dưỡng.",
    "04": "Giấy xác nhận khuyết tật do Hội đồng xác định mức độ khuyết tật cấp.",
    "05": "Hồ sơ do cơ sở điều trị cung cấp theo quy định, lưu riêng.",
    "06": "Quyết định áp dụng biện pháp giáo dục tại phường, xã.",
    "07": "Phiếu xét nghiệm của cơ sở y tế có thẩm quyền.",
    "08": "Trường báo trẻ nghỉ học quá một học kỳ; gia đình xác nhận trẻ đi làm.",
    "09": "Kết luận của cơ sở y tế và biên bản làm việc với công an.",
    "10": "Biên bản kiểm tra nơi làm việc, có xác nhận của công an.",
    "11": "Hồ sơ do cơ quan điều tra cung cấp, lưu riêng.",
    "12": "Giấy xác nhận nạn nhân do cơ quan có thẩm quyền cấp.",
    "13": "Hồ sơ bệnh án và giấy chứng nhận hộ nghèo hoặc cận nghèo.",
    "14": "Biên bản xác minh của công an; chưa xác định được cha mẹ.",
}
AT_RISK: Final = (
    "Gia đình ly tán, trẻ thường ở nhà một mình.",
    "Cha mẹ đi làm xa, ông bà già yếu chăm sóc.",
    "Hộ nghèo, trẻ có nguy cơ nghỉ học.",
    "Cộng tác viên ghi nhận mâu thuẫn kéo dài trong gia đình.",
)
HELP: Final = (
    "Gia đình đã nhận đủ, có ký nhận.",
    "Cán bộ thăm nhà và trao tận tay.",
    "Chuyển qua tài khoản của người chăm sóc.",
    "Phối hợp với trường và trạm y tế.",
)
STATE: Final = (
    "Trẻ sợ hãi, ít nói, ngủ không yên; chưa thấy thương tích cần cấp cứu.",
    "Trẻ có vài vết bầm ở tay, đã được trạm y tế khám; tinh thần còn hoảng sợ.",
    "Trẻ ốm, thiếu ăn, thường ở nhà một mình đến tối.",
    "Trẻ vẫn đi học, nhưng thu mình và tránh tiếp xúc với bạn bè.",
    "Trẻ đang ở tạm nhà bà ngoại, được an toàn, ăn uống bình thường.",
)
CONSEQUENCES: Final = (
    "Sự việc có thể lặp lại nếu trẻ trở về ngay.",
    "Trẻ có thể bỏ học và rời khỏi nhà.",
    "Ảnh hưởng lâu dài đến tâm lý nếu không được tư vấn sớm.",
    "Sức khỏe của trẻ có thể xấu đi.",
)
FAMILY: Final = (
    "Hộ cận nghèo, cha làm thuê theo mùa, mẹ buôn bán nhỏ.",
    "Cha mẹ đã ly hôn, trẻ sống với cha.",
    "Gia đình mới chuyển đến, chưa có việc làm ổn định.",
    "Mẹ đi làm xa, trẻ sống với ông bà ngoại.",
)
ACTIONS: Final = (
    "Tổ trưởng đã đến nhà, đưa trẻ sang nhà người thân.",
    "Trạm y tế đã khám và ghi nhận.",
    "Giáo viên chủ nhiệm đã trò chuyện với trẻ.",
    "",
)
GROUNDS: Final = {
    "suspected": "Thông tin ban đầu, đang xác minh.",
    "confirmed": "Kết quả xác minh cùng công an và trạm y tế; trẻ và người chăm sóc xác nhận.",
    "unfounded": "Đã thăm nhà, gặp trẻ và giáo viên; không có dấu hiệu như tin báo.",
}
REASONS: Final = {
    "emergency": "Trẻ có nguy cơ bị gây tổn hại tiếp; cần bố trí nơi tạm trú an toàn ngay.",
    "none": "Trẻ đang an toàn với người thân; tiếp tục đánh giá, chưa cần biện pháp khẩn cấp.",
}
REFERRAL: Final = (
    "Trẻ cần được tư vấn tâm lý sau sự việc.",
    "Đề nghị khám và theo dõi sức khỏe cho trẻ.",
    "Gia đình cần được trợ giúp pháp lý.",
    "Đề nghị hỗ trợ trẻ trở lại trường học.",
)
ANSWERS: Final = {
    "accepted": "Đồng ý tiếp nhận, sẽ hẹn gia đình trong tuần.",
    "declined": "Hiện không còn chỗ; đề nghị chuyển cơ sở khác.",
    "in_service": "Đã bắt đầu, mỗi tuần một buổi.",
    "completed": "Đã kết thúc, trẻ ổn định.",
    "withdrawn": "Gia đình chuyển đi nơi khác, không còn nhu cầu.",
    "received": "Đã nhận được giấy giới thiệu.",
}
VISITS: Final = (
    "Thăm nhà: trẻ ăn ngủ tốt hơn, gia đình hợp tác.",
    "Trao đổi với giáo viên chủ nhiệm: trẻ đi học đều.",
    "Gặp người chăm sóc, nhắc lại các thỏa thuận về an toàn của trẻ.",
    "Phối hợp với Hội Phụ nữ thăm hỏi, tặng đồ dùng học tập.",
)
CHILD_WORDS: Final = (
    "Con không muốn về nhà, con sợ chú ấy.",
    "Ba say là đánh con, con trốn qua nhà bà.",
    "Con ở nhà một mình từ sáng, con đói.",
    "Con không muốn ai ở lớp biết chuyện này.",
)
CALM_WORDS: Final = (
    "Bây giờ con không sợ nữa, con ngủ được rồi.",
    "Con đi học lại rồi, con thích lớp mới.",
    "Ba không đánh con nữa.",
)
CHILD_WISHES: Final = (
    "Được ở với bà ngoại.",
    "Được đi học lại.",
    "Không gặp lại người đó.",
    "Ba đừng uống rượu nữa.",
)
NOT_ASKED: Final = (
    "Trẻ còn quá nhỏ, chưa biết nói.",
    "Trẻ đang được điều trị, bác sĩ đề nghị chưa hỏi chuyện.",
    "Trẻ đang ngủ; sẽ hỏi vào sáng mai khi có người thân bên cạnh.",
)
ASKED_BY: Final = ("Cán bộ bảo vệ trẻ em", "Cô giáo chủ nhiệm", "Nhân viên trạm y tế")
PLACES: Final = ("Nhà của trẻ", "Trạm y tế", "Trường học", "Nhà người thân của trẻ")
VISITOR: Final = "Người làm công tác bảo vệ trẻ em"
JOBS: Final = ("làm thuê", "làm ruộng", "công nhân", "buôn bán", "thợ hồ", "nội trợ", "tài xế")
REPORTERS: Final = ("hàng xóm", "giáo viên", "người thân", "cộng tác viên")


def one(rng: Random, texts: tuple[str, ...]) -> str:
    """Draw one of the texts."""
    return texts[int(rng.random() * len(texts))]


STABLE: Final = "Không còn nguy cơ bị xâm hại; thể chất, tâm lý của trẻ đã ổn định."
UNSTABLE: Final = (
    "Trẻ còn sợ hãi, người bị tố giác còn qua lại: cần một vòng đánh giá, kế hoạch mới."
)
CLOSED: Final = "Đồng ý kết thúc theo đề nghị của người làm công tác bảo vệ trẻ em."
