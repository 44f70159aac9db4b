"""Codes that only figures use: the age bands."""

from dataclasses import dataclass
from typing import Final

from caseapp.rules.codes.code_list import Code, CodeList


@dataclass(frozen=True, kw_only=True)
class AgeBand(Code):
    """A band of completed years, both ends included."""

    first: int
    last: int


def _band(first: int, last: int) -> AgeBand:
    return AgeBand(
        code=f"{first}-{last}",
        vi=f"Từ {first} đến {last} tuổi" if first else f"Dưới {last + 1} tuổi",
        en=f"{first} to {last} completed years",
        # The circular divides by age group; the bounds that it prints have not been seen.
        source="Thông tư 13/2021/TT-BLĐTBXH, Phụ lục IV (phân tổ theo nhóm tuổi)",
        confirmed=False,
        first=first,
        last=last,
    )


AGE_BANDS: Final = CodeList("age_bands", (_band(0, 2), _band(3, 5), _band(6, 10), _band(11, 15)))
