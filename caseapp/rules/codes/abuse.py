"""Codes of abuse and of how word of it came: types, settings, certainty, channels."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from caseapp.rules.codes.code_list import Code, CodeList

_LAW = "Luật Trẻ em 102/2016/QH13, Điều 4 khoản"

ABUSE_TYPES: Final = CodeList(
    "abuse_types",
    (
        Code("violence", "Bạo lực", "Violence", f"{_LAW} 6"),
        Code("exploitation", "Bóc lột", "Exploitation", f"{_LAW} 7"),
        Code("sexual_abuse", "Xâm hại tình dục", "Sexual abuse", f"{_LAW} 8"),
        Code("trafficking", "Mua bán", "Trafficking", f"{_LAW} 5; Bộ luật Hình sự, Điều 151"),
        Code("abandonment", "Bỏ rơi", "Abandonment", f"{_LAW} 9"),
        Code("neglect", "Bỏ mặc", "Neglect", f"{_LAW} 9"),
        Code("other", "Hình thức gây tổn hại khác", "Other form of harm", f"{_LAW} 5"),
    ),
)

_SETTING = "Thông tư 13/2021/TT-BLĐTBXH, Phụ lục IV chỉ tiêu 0101 (phân tổ môi trường xâm hại)"


def _setting(code: str, vi: str, en: str) -> Code:
    # The circular divides by setting; the values that it prints have not been seen.
    return Code(code, vi, en, _SETTING, confirmed=False)


SETTINGS: Final = CodeList(
    "settings",
    (
        _setting("family", "Gia đình", "Family"),
        _setting("school", "Trường học", "School"),
        _setting("community", "Cộng đồng", "Community"),
        _setting("facility", "Cơ sở chăm sóc, nuôi dưỡng trẻ em", "Care facility"),
        _setting("online", "Môi trường mạng", "Online"),
        _setting("other", "Nơi khác", "Elsewhere"),
        _setting("unknown", "Chưa rõ", "Not known"),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Certainty(Code):
    """How sure it is that a child was abused; of several, the one of greatest strength counts."""

    strength: int


_VERIFIED = "Nghị định 56/2017/NĐ-CP, Điều 25 khoản 2 (phối hợp kiểm tra tính xác thực)"

CERTAINTY: Final = CodeList(
    "certainty",
    (
        Certainty(code="suspected", vi="Nghi ngờ", en="Suspected", source=_VERIFIED, strength=1),
        Certainty(code="confirmed", vi="Đã xác định", en="Confirmed", source=_VERIFIED, strength=2),
        Certainty(
            code="unfounded",
            vi="Không có căn cứ",
            en="Unfounded",
            source=_VERIFIED,
            strength=0,
        ),
    ),
)


def strongest(codes: Iterable[str]) -> str:
    """The certainty a report counts with: that of its strongest incident.

    KeyError for an unknown code, ValueError when there is none.
    """
    return max((CERTAINTY[code] for code in codes), key=lambda row: row.strength).code


_RECEIVED = "Nghị định 56/2017/NĐ-CP, Điều 25 khoản 1"
_THROUGH = "Nghị định 56/2017/NĐ-CP, Mẫu số 01, mục 1 (Thông qua)"

CHANNELS: Final = CodeList(
    "channels",
    (
        Code(
            "hotline_111",
            "Tổng đài điện thoại quốc gia bảo vệ trẻ em 111",
            "National child protection hotline 111",
            _RECEIVED,
        ),
        Code("police", "Công an", "Police", _RECEIVED),
        Code("in_person", "Gặp trực tiếp", "In person", _THROUGH),
        Code("phone", "Điện thoại", "Telephone", _THROUGH),
        Code("school", "Trường học", "School", _THROUGH),
        Code("health", "Cơ sở y tế", "Health facility", _THROUGH),
        Code("collaborator", "Cộng tác viên bảo vệ trẻ em", "Local collaborator", _THROUGH),
        Code("other", "Nguồn khác", "Other source", _THROUGH),
    ),
)
