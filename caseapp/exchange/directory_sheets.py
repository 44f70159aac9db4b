"""The sheets of the directory of agencies as data (docs/directory.md)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from caseapp.exchange.sheets import Column, Kind, Sheet
from caseapp.rules.codes.agencies import AGENCY_KINDS
from caseapp.rules.codes.code_list import Code, CodeList

YES: Final = "yes"
NO: Final = "no"
_YES_OR_NO: Final = CodeList("yes_or_no", (Code(YES, "Có", "Yes", ""), Code(NO, "Không", "No", "")))

_AGENCY: Final = Column("agency", "Tên cơ quan", required=True)
_PHONE: Final = 40

_AGENCIES: Final = Sheet(
    "agencies",
    ("agency",),
    (
        _AGENCY,
        Column("kind", "Loại cơ quan", Kind.CODE, codes=AGENCY_KINDS),
        Column("phone", "Điện thoại", limit=_PHONE),
        Column("address", "Địa chỉ", limit=300),
        Column("area_code", "Mã đơn vị nơi đặt", Kind.AREA),
        Column("verified_on", "Ngày xác minh", Kind.DAY),
    ),
)

_SERVICES: Final = Sheet(
    "services",
    ("agency", "service"),
    (
        _AGENCY,
        Column("service", "Dịch vụ", required=True),
        Column("eligibility", "Dành cho ai", Kind.TEXT, limit=1000),
        Column("area_codes", "Mã các đơn vị được phục vụ", Kind.AREAS, limit=1000),
        Column("all_day", "Mở cửa 24 giờ", Kind.CODE, codes=_YES_OR_NO),
        Column("schedule", "Ngày giờ làm việc"),
        Column("phone", "Điện thoại", limit=_PHONE),
        Column("verified_on", "Ngày xác minh", Kind.DAY),
        Column("last_day", "Ngày cuối còn cung cấp", Kind.DAY),
    ),
)

DIRECTORY_SHEETS: Final[Mapping[str, Sheet]] = MappingProxyType(
    {sheet.name: sheet for sheet in (_AGENCIES, _SERVICES)}
)
"""Every sheet of the directory, in the order in which it is written and read."""
