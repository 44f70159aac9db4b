"""What the template tells of each sheet and column: a paper for people, so in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from caseapp.exchange.sheets import Kind

TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "population": "Số trẻ em theo đơn vị",
        "children": "Trẻ em",
        "residences": "Những lần chuyển nơi ở về sau",
        "circumstances": "Hoàn cảnh đặc biệt và nguy cơ",
        "assistance": "Hỗ trợ đã nhận",
        "reports": "Tin báo xâm hại",
        "disasters": "Thiên tai, thảm họa",
        "impacts": "Ảnh hưởng của thiên tai đến trẻ em",
        "referrals": "Phiếu chuyển gửi",
        "agencies": "Cơ quan, cơ sở",
        "services": "Dịch vụ của các cơ quan",
    }
)
"""What each sheet holds."""

KINDS: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.LINE: "Chữ, một dòng",
        Kind.TEXT: "Chữ, có thể nhiều dòng",
        Kind.DAY: "Ngày: NN/TT/NNNN (ví dụ 05/03/2026) hoặc NNNN-TT-NN",
        Kind.UNTIL: "Ngày: NN/TT/NNNN, hoặc chữ open",
        Kind.MOMENT: "Ngày và giờ: NNNN-TT-NNTgg:pp (ví dụ 2026-03-05T08:30)",
        Kind.CODE: "Một mã chọn trong danh sách",
        Kind.CODES: "Một hoặc nhiều mã, cách nhau bằng dấu ;",
        Kind.SUBGROUP: "Mã trường hợp, ví dụ 03.10",
        Kind.ETHNICITY: "Tên dân tộc chọn trong danh sách",
        Kind.PERSONAL_ID: "12 chữ số, ghi dạng chữ để giữ số 0 ở đầu",
        Kind.COUNT: "Số nguyên từ 0 trở lên",
        Kind.AREA: "Mã đơn vị chọn trong danh sách, hoặc mã của đơn vị trước ngày 01/07/2025",
        Kind.AREAS: "Một hoặc nhiều mã đơn vị, cách nhau bằng dấu ;",
    }
)
"""How a cell of each kind is written."""

NOTES: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        ("population", "area_code"): "92 là toàn thành phố",
        ("population", "reference_date"): "Ngày mà số liệu có giá trị",
        ("population", "sex"): "Để trống: mọi giới tính",
        ("population", "age_band"): "Để trống: mọi tuổi; tuổi tròn năm, trẻ em là người dưới 16",
        ("children", "child_ref"): "Mã riêng của tệp, mỗi trẻ một mã; nhập lần sau nhận ra dòng cũ",
        ("children", "date_of_birth"): "Để trống khi không biết",
        ("children", "birth_precision"): "Ngày sinh biết rõ đến đâu",
        ("children", "area_code"): "Nơi ở đầu tiên, theo mã có hiệu lực vào ngày “Ở từ ngày”",
        ("children", "resident_from"): "Ngày bắt đầu ở đơn vị này; khi đó trẻ chưa đủ 16 tuổi",
        ("residences", "child_ref"): "Mã của trẻ ở trang children hoặc đã có trong hệ thống",
        ("residences", "to"): "Ngày đầu tiên không còn ở đó; để trống: đến lần chuyển sau",
        ("circumstances", "subgroup"): "Trường hợp thuộc đúng nhóm ở cột trước",
        ("circumstances", "to"): "Ngày đầu tiên không còn thuộc diện; để trống: còn tiếp diễn",
        (
            "assistance",
            "until",
        ): "Ngày cuối cùng; open: còn tiếp tục; để trống: chỉ một ngày",
        ("reports", "report_ref"): "Mã riêng của tệp, mỗi tin báo một mã",
        ("reports", "child_ref"): "Để trống khi chưa rõ trẻ nào",
        ("reports", "event_area_code"): "Theo mã có hiệu lực vào ngày tiếp nhận",
        (
            "reports",
            "received_at",
        ): "Tin nhập vào là tin cũ: không mở thời hạn, không báo cho ai",
        ("disasters", "disaster_ref"): "Mã riêng của tệp, mỗi đợt thiên tai một mã",
        ("impacts", "listed_on"): "Ngày trẻ được ghi vào danh sách cần cứu trợ",
        ("referrals", "referral_ref"): "Mã riêng của tệp, mỗi lần giới thiệu một mã",
        ("referrals", "agency"): "Tên chưa có trong danh bạ sẽ được thêm, chưa xác minh",
        ("referrals", "state"): "Phải khớp với các ngày đã ghi",
        ("agencies", "agency"): "Mỗi tên một dòng; so tên không phân biệt hoa, thường và dấu",
        ("agencies", "phone"): "Số cũ được giữ lại cùng người đã đổi",
        ("agencies", "area_code"): "Phường, xã nơi đặt trụ sở",
        ("agencies", "verified_on"): "Ngày đã hỏi lại cơ quan và thấy đúng; trống: chưa xác minh",
        ("services", "agency"): "Cơ quan có ở trang agencies hoặc đã có trong danh bạ",
        ("services", "area_codes"): "Để trống: phục vụ toàn thành phố",
        ("services", "phone"): "Chỉ ghi khi khác số của cơ quan",
        ("services", "last_day"): "Để trống khi còn cung cấp",
    }
)
"""What more is to be known of a column."""

INTRODUCTION: Final = (
    "Mỗi trang tính là một loại dòng; trang nào không dùng thì để trống hoặc xóa đi.",
    "Không đổi tên trang tính và dòng tiêu đề. Cột có dấu * là bắt buộc.",
    "Các ô có danh sách: chọn trong danh sách, hoặc ghi riêng mã đứng trước dấu gạch.",
    "Không gộp ô, không để công thức, không ghi gì ngoài các cột có tiêu đề.",
    "Khi nhập, toàn bộ tệp được kiểm tra thử trước, từng ô sai được chỉ ra, chưa ghi gì.",
    "Nhập lại cùng một tệp không làm thay đổi gì.",
)
"""What stands above the table of columns."""
