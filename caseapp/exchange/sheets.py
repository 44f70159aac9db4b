"""The sheets of an import or export as data: their columns, kinds, keys and template headings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

from caseapp.rules.codes import CodeList, abuse, assistance, circumstances, disasters, people
from caseapp.rules.codes.referrals import REFERRAL_STATES
from caseapp.rules.codes.statistics import AGE_BANDS


class Kind(Enum):
    """What a cell may hold; `cells.py` has one reader for each."""

    LINE = "one line of text"
    TEXT = "text of several lines"
    DAY = "a local day"
    UNTIL = "a local day, or open"
    MOMENT = "a local moment"
    CODE = "one code of a list"
    CODES = "codes of a list, ';' between"
    SUBGROUP = "a sub-group of special circumstances"
    ETHNICITY = "the official name of an ethnic group"
    PERSONAL_ID = "a personal identification number"
    COUNT = "a whole number of children"
    AREA = "the code of a unit"
    AREAS = "codes of units, ';' between"


ASIDE: Final = frozenset({"Hướng dẫn", "Danh mục", "Lỗi"})
"""Sheets that the template and the marked copy bring along; an import passes over them."""

REQUIRED_MARK: Final = "*"
"""Stands behind the heading of a required column in the template."""

LABELLED: Final = " – "
"""Between a code and what it means, as the template's lists offer it: `male – Nam`."""

OPEN: Final = "open"
"""Says in `until` that help is still running."""


@dataclass(frozen=True)
class Column:
    """A column: `heading` stands in the Vietnamese template; an area bears its code on `day_of`."""

    name: str
    heading: str
    kind: Kind = Kind.LINE
    required: bool = False
    codes: CodeList[Any] | None = None
    limit: int = 200
    day_of: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A sheet: `key` names the columns that tell one row from another."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """Return the column of that name; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


_REF: Final = 100
_WORD: Final = 40
_LONG: Final = 500
_FREE: Final = 100_000

_CHILD_REF: Final = Column("child_ref", "Mã trẻ em", required=True, limit=_REF)
_DISASTER_REF: Final = Column("disaster_ref", "Mã thiên tai", required=True, limit=_REF)

_POPULATION: Final = Sheet(
    "population",
    ("area_code", "reference_date", "sex", "age_band"),
    (
        Column(
            "area_code",
            "Mã đơn vị",
            Kind.AREA,
            required=True,
            day_of="reference_date",
            also=("92",),
        ),
        Column("reference_date", "Ngày số liệu", Kind.DAY, required=True),
        Column("children", "Số trẻ em", Kind.COUNT, required=True),
        Column("sex", "Giới tính", Kind.CODE, codes=people.SEX),
        Column("age_band", "Nhóm tuổi", Kind.CODE, codes=AGE_BANDS),
        Column("source", "Nguồn số liệu"),
    ),
)

_CHILDREN: Final = Sheet(
    "children",
    ("child_ref",),
    (
        _CHILD_REF,
        Column("full_name", "Họ và tên", required=True),
        Column("sex", "Giới tính", Kind.CODE, required=True, codes=people.SEX),
        Column("date_of_birth", "Ngày sinh", Kind.DAY),
        Column("birth_precision", "Mức rõ ngày sinh", Kind.CODE, codes=people.BIRTH_PRECISION),
        Column("personal_id", "Số định danh cá nhân", Kind.PERSONAL_ID),
        Column("ethnicity", "Dân tộc", Kind.ETHNICITY),
        Column(
            "area_code",
            "Mã đơn vị nơi ở",
            Kind.AREA,
            required=True,
            day_of="resident_from",
            also=("outside", "unknown"),
        ),
        Column("resident_from", "Ở từ ngày", Kind.DAY, required=True),
        Column("address", "Địa chỉ", Kind.TEXT, limit=_LONG),
        Column("guardian_name", "Người chăm sóc"),
        Column("guardian_relation", "Quan hệ của người chăm sóc", Kind.CODE, codes=people.RELATION),
        Column("guardian_phone", "Điện thoại người chăm sóc", limit=_WORD),
    ),
)

_RESIDENCES: Final = Sheet(
    "residences",
    ("child_ref", "from"),
    (
        _CHILD_REF,
        Column(
            "area_code",
            "Mã đơn vị nơi ở",
            Kind.AREA,
            required=True,
            day_of="from",
            also=("outside", "unknown"),
        ),
        Column("from", "Từ ngày", Kind.DAY, required=True),
        Column("to", "Đến trước ngày", Kind.DAY),
    ),
)

_CIRCUMSTANCES: Final = Sheet(
    "circumstances",
    ("child_ref", "group", "status", "from"),
    (
        _CHILD_REF,
        Column("group", "Nhóm hoàn cảnh", Kind.CODE, required=True, codes=circumstances.GROUPS),
        Column("subgroup", "Trường hợp", Kind.SUBGROUP),
        Column(
            "status",
            "Tình trạng",
            Kind.CODE,
            required=True,
            codes=circumstances.CIRCUMSTANCE_STATUS,
        ),
        Column("from", "Từ ngày", Kind.DAY, required=True),
        Column("to", "Đến trước ngày", Kind.DAY),
    ),
)

_ASSISTANCE: Final = Sheet(
    "assistance",
    ("child_ref", "kind", "date", "provider"),
    (
        _CHILD_REF,
        Column("kind", "Loại hỗ trợ", Kind.CODE, required=True, codes=assistance.ASSISTANCE_KINDS),
        Column("date", "Ngày hỗ trợ", Kind.DAY, required=True),
        Column("until", "Đến hết ngày", Kind.UNTIL),
        Column("provider", "Nơi hỗ trợ"),
        Column("note", "Ghi chú", Kind.TEXT, limit=_FREE),
    ),
)

_REPORTS: Final = Sheet(
    "reports",
    ("report_ref",),
    (
        Column("report_ref", "Mã tin báo", required=True, limit=_REF),
        Column("child_ref", "Mã trẻ em", limit=_REF),
        Column("received_at", "Tiếp nhận lúc", Kind.MOMENT, required=True),
        Column(
            "event_area_code",
            "Mã đơn vị nơi xảy ra",
            Kind.AREA,
            required=True,
            day_of="received_at",
            also=("92", "outside", "unknown"),
        ),
        Column("occurred_on", "Ngày xảy ra", Kind.DAY),
        Column("abuse_types", "Hình thức xâm hại", Kind.CODES, codes=abuse.ABUSE_TYPES),
        Column("setting", "Môi trường xảy ra", Kind.CODES, codes=abuse.SETTINGS),
        Column("certainty", "Mức xác định", Kind.CODE, required=True, codes=abuse.CERTAINTY),
        Column("channel", "Nguồn tin", Kind.CODE, codes=abuse.CHANNELS),
        Column("narrative", "Nội dung", Kind.TEXT, limit=_FREE),
    ),
)

_DISASTERS: Final = Sheet(
    "disasters",
    ("disaster_ref",),
    (
        _DISASTER_REF,
        Column("name", "Tên thiên tai", required=True),
        Column("kind", "Loại thiên tai", Kind.CODE, required=True, codes=disasters.DISASTER_KINDS),
        Column("started_on", "Ngày bắt đầu", Kind.DAY, required=True),
    ),
)

_IMPACTS: Final = Sheet(
    "impacts",
    ("disaster_ref", "child_ref", "affected_on"),
    (
        _DISASTER_REF,
        _CHILD_REF,
        Column("affected_on", "Ngày bị ảnh hưởng", Kind.DAY, required=True),
        Column("listed_on", "Ngày lập danh sách", Kind.DAY),
        Column("harm", "Thiệt hại", Kind.CODE, codes=disasters.HARMS),
        Column("relieved_on", "Ngày được cứu trợ", Kind.DAY),
        Column("relief_kind", "Loại cứu trợ", Kind.CODE, codes=disasters.RELIEF_KINDS),
    ),
)

_REFERRALS: Final = Sheet(
    "referrals",
    ("referral_ref",),
    (
        Column("referral_ref", "Mã giới thiệu", required=True, limit=_REF),
        _CHILD_REF,
        Column("report_ref", "Mã tin báo", limit=_REF),
        Column("agency", "Cơ quan tiếp nhận", required=True),
        Column("service", "Dịch vụ", required=True),
        Column("reason", "Lý do", Kind.TEXT, limit=_FREE),
        Column("state", "Trạng thái", Kind.CODE, required=True, codes=REFERRAL_STATES),
        Column("sent_on", "Ngày gửi", Kind.DAY, required=True),
        Column("answered_on", "Ngày trả lời", Kind.DAY),
        Column("completed_on", "Ngày hoàn thành", Kind.DAY),
    ),
)

SHEETS: Final[Mapping[str, Sheet]] = MappingProxyType(
    {
        sheet.name: sheet
        for sheet in (
            _POPULATION,
            _CHILDREN,
            _RESIDENCES,
            _CIRCUMSTANCES,
            _ASSISTANCE,
            _REPORTS,
            _DISASTERS,
            _IMPACTS,
            _REFERRALS,
        )
    }
)
"""Every sheet, in the order in which it is described, written and loaded."""
