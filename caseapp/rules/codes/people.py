"""Codes that describe a person: sex, how birth is known, relation to the child, ethnic group."""

import unicodedata
from dataclasses import dataclass
from typing import Final

from caseapp.rules.codes.code_list import Code, CodeList

_FORM_01 = "Nghị định 56/2017/NĐ-CP, Mẫu số 01"

SEX: Final = CodeList(
    "sex",
    (
        Code("male", "Nam", "Male", f"{_FORM_01}, mục 2 (Giới tính)"),
        Code("female", "Nữ", "Female", f"{_FORM_01}, mục 2 (Giới tính)"),
        Code("unknown", "Không biết", "Not known", f"{_FORM_01}, mục 2 (Giới tính)"),
    ),
)

_BIRTH = f"{_FORM_01}, mục 2 (Ngày tháng năm sinh hoặc ước lượng tuổi)"

BIRTH_PRECISION: Final = CodeList(
    "birth_precision",
    (
        Code("day", "Biết đủ ngày, tháng, năm sinh", "Day, month and year are known", _BIRTH),
        Code("month", "Chỉ biết tháng và năm sinh", "Only month and year are known", _BIRTH),
        Code("year", "Chỉ biết năm sinh", "Only the year is known", _BIRTH),
        Code("estimated", "Ước lượng theo tuổi", "Estimated from the age", _BIRTH),
    ),
)

_CARER = "Luật Trẻ em 102/2016/QH13, Điều 4 (người chăm sóc trẻ em)"
_SUBSTITUTE = "Luật Trẻ em 102/2016/QH13, Điều 4 khoản 3 (chăm sóc thay thế)"

RELATION: Final = CodeList(
    "relation",
    (
        Code("father", "Cha", "Father", f"{_FORM_01}, mục 2 (Họ và tên cha)"),
        Code("mother", "Mẹ", "Mother", f"{_FORM_01}, mục 2 (Họ và tên mẹ)"),
        Code("grandparent", "Ông, bà", "Grandparent", _CARER),
        Code("sibling", "Anh, chị, em", "Brother or sister", _CARER),
        Code("relative", "Người thân thích khác", "Other relative", _CARER),
        Code("foster_carer", "Người nhận chăm sóc thay thế", "Foster carer", _SUBSTITUTE),
        Code("facility_carer", "Người chăm sóc tại cơ sở", "Carer in a facility", _SUBSTITUTE),
        Code("other", "Người khác", "Other person", _CARER),
        Code("unknown", "Không biết", "Not known", _CARER),
    ),
)


@dataclass(frozen=True, kw_only=True)
class EthnicGroup(Code):
    """One of the 54 groups; `others`: further official spellings that registers still carry."""

    others: tuple[str, ...] = ()


# Order and spelling follow the list that the statistics office uses since the 2019 census.
_GROUPS: tuple[tuple[str, ...], ...] = (
    ("Kinh", "Việt", "Kinh (Việt)"),
    ("Tày",),
    ("Thái",),
    ("Mường",),
    ("Khmer", "Khơ-me"),
    ("Hoa", "Hán", "Hoa (Hán)"),
    ("Nùng",),
    ("Mông", "Hmông", "H'mông"),
    ("Dao",),
    ("Gia Rai",),
    ("Ê Đê",),
    ("Ba Na",),
    ("Sán Chay",),
    ("Chăm",),
    ("Cơ Ho",),
    ("Xơ Đăng",),
    ("Sán Dìu",),
    ("Hrê",),
    ("Raglay", "Ra Glay", "Ra-glai", "Raglai"),
    ("Mnông",),
    ("Xtiêng",),
    ("Bru Vân Kiều",),
    ("Thổ",),
    ("Khơ Mú",),
    ("Cơ Tu",),
    ("Giáy",),
    ("Gié Triêng", "Giẻ Triêng"),
    ("Tà Ôi", "Ta-ôi"),
    ("Mạ",),
    ("Co",),
    ("Chơ Ro",),
    ("Xinh Mun",),
    ("Hà Nhì",),
    ("Chu Ru",),
    ("Lào",),
    ("Kháng",),
    ("La Chí",),
    ("Phù Lá",),
    ("La Hủ",),
    ("La Ha",),
    ("Pà Thẻn",),
    ("Chứt",),
    ("Lự",),
    ("Lô Lô",),
    ("Mảng",),
    ("Cờ Lao", "Cơ Lao"),
    ("Bố Y",),
    ("Cống",),
    ("Ngái",),
    ("Si La",),
    ("Pu Péo",),
    ("Rơ Măm",),
    ("Brâu",),
    ("Ơ Đu",),
)


def _ethnic_group(name: str, *others: str) -> EthnicGroup:
    return EthnicGroup(
        code=name,
        vi=name,
        en=f"{name} (ethnic group)",
        source="Quyết định 121-TCTK/PPCĐ ngày 02/3/1979, Danh mục các dân tộc Việt Nam",
        others=others,
    )


ETHNICITY: Final = CodeList("ethnicity", (_ethnic_group(*names) for names in _GROUPS))


def _comparable(text: str) -> str:
    """Composed, without case; hyphens, apostrophes and extra blanks make no difference."""
    composed = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    for sign in "-\N{HYPHEN}\N{EN DASH}":
        composed = composed.replace(sign, " ")
    for sign in "'\N{RIGHT SINGLE QUOTATION MARK}":
        composed = composed.replace(sign, "")
    return " ".join(composed.split())


_BY_NAME: Final = {
    _comparable(name): group.code for group in ETHNICITY for name in (group.code, *group.others)
}


def find_ethnicity(text: str) -> str | None:
    """The official name of the ethnic group that the text names, or None.

    Case and Unicode form make no difference, nor do hyphens; diacritics do, for without them
    names of different groups come too close to one another.
    """
    return _BY_NAME.get(_comparable(text))
