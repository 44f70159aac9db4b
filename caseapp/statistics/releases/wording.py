"""What public files call codes, columns and layouts, in Vietnamese and English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from caseapp.rules.codes.abuse import ABUSE_TYPES
from caseapp.rules.codes.circumstances import GROUPS
from caseapp.rules.codes.code_list import CodeList
from caseapp.rules.codes.people import SEX
from caseapp.rules.codes.statistics import AGE_BANDS
from caseapp.rules.units import territory
from caseapp.rules.values import Period
from caseapp.statistics.ages import UNKNOWN
from caseapp.statistics.disclosure.layout import AREA, TOTAL
from caseapp.statistics.releases.layouts import CLUSTER
from caseapp.statistics.releases.policy import Policy
from caseapp.statistics.releases.tables import IN_TIME, LATE, NO, SEVERAL, YES
from caseapp.statistics.territory import UNASSIGNED_CODE


class Words(NamedTuple):
    """One thing in both languages."""

    vi: str
    en: str


COLUMNS: Final[Mapping[str, Words]] = {
    AREA: Words("Đơn vị", "Area"),
    CLUSTER: Words("Cụm", "Cluster"),
    "sex": Words("Giới tính", "Sex"),
    "age_band": Words("Nhóm tuổi", "Age band"),
    "group": Words("Nhóm hoàn cảnh đặc biệt", "Group of special circumstances"),
    "abuse_type": Words("Hình thức xâm hại", "Type of abuse"),
    "assisted": Words("Được trợ giúp trong kỳ", "Assisted in the period"),
    "relief": Words("Cứu trợ kịp thời", "Relieved in time"),
}
HIDDEN: Final = Words("Bảo mật", "Confidential")
ALL: Final = Words("Tất cả", "All")
CITY: Final = Words("Toàn thành phố Cần Thơ", "City of Cần Thơ")

_OWN: Final[Mapping[str, Mapping[str, Words]]] = {
    AREA: {
        UNASSIGNED_CODE: Words(
            "Chưa xếp được vào đơn vị hiện nay (đơn vị cũ đã bị chia)",
            "Not to be placed in a unit of today (the former unit was split)",
        ),
        TOTAL: CITY,
    },
    "age_band": {UNKNOWN: Words("Chưa rõ tuổi", "Age not known")},
    "group": {
        SEVERAL: Words("Thuộc từ hai nhóm trở lên", "In two groups or more"),
    },
    "abuse_type": {
        SEVERAL: Words("Từ hai hình thức trở lên", "Two types or more"),
        UNKNOWN: Words("Chưa rõ hình thức", "Type not known"),
    },
    "assisted": {
        YES: Words("Được trợ giúp", "Assisted"),
        NO: Words("Chưa được trợ giúp", "Not assisted"),
    },
    "relief": {
        IN_TIME: Words("Kịp thời", "In time"),
        LATE: Words("Không kịp thời", "Not in time"),
    },
}
_LISTS: Final[Mapping[str, CodeList[Any]]] = {
    "sex": SEX,
    "age_band": AGE_BANDS,
    "group": GROUPS,
    "abuse_type": ABUSE_TYPES,
}

TITLES: Final[Mapping[str, Words]] = {
    "9": Words(
        "Trẻ em có tin báo xâm hại đã được xác định", "Children with a confirmed report of abuse"
    ),
    "8": Words("Trẻ em có hoàn cảnh đặc biệt", "Children in special circumstances"),
    "12": Words("Trẻ em bị ảnh hưởng bởi thiên tai, thảm họa", "Children affected by disasters"),
}
COUNTED: Final[Mapping[str, Words]] = {
    "9": Words(
        "Số trẻ em, mỗi em tính một lần, có ít nhất một tin báo xâm hại đã được xác định, nhận "
        "trong kỳ (chỉ tiêu 9), theo nơi cư trú vào ngày cuối kỳ. Tỷ lệ phần trăm tính trên số trẻ "
        "em của đơn vị. Em bị nhiều hình thức xâm hại được xếp vào một dòng riêng. Số tin báo tăng "
        "có thể là do phát hiện tốt hơn; số thấp không có nghĩa là ít trẻ em bị xâm hại.",
        "Children, each once, with at least one confirmed report of abuse received in the period "
        "(indicator 9), by where they lived on its last day. Percentages are of the children of "
        "the area. A child abused in several ways stands in a row of its own. Rising counts may "
        "mean better detection; low counts do not say that few children are abused.",
    ),
    "8": Words(
        "Số trẻ em, mỗi em tính một lần, có hoàn cảnh đặc biệt đã xác nhận vào ngày cuối kỳ (chỉ "
        "tiêu 8a), theo nơi cư trú ngày đó; tỷ lệ phần trăm tính trên số trẻ em của đơn vị. Được "
        "trợ giúp: có ít nhất một hỗ trợ trong kỳ (chỉ tiêu 8b); tỷ lệ tính trên số em có hoàn "
        "cảnh đặc biệt. Em thuộc nhiều nhóm được xếp vào một dòng riêng.",
        "Children, each once, with a confirmed special circumstance on the last day of the period "
        "(indicator 8a), by where they lived that day; percentages are of the children of the "
        "area. Assisted: with at least one assistance in the period (indicator 8b); percentages "
        "are of the children in special circumstances. A child in several groups stands in a row "
        "of its own.",
    ),
    "12": Words(
        "Số trẻ em, mỗi em tính một lần, bị ảnh hưởng bởi thiên tai, thảm họa trong kỳ, theo nơi "
        "cư trú vào ngày bị ảnh hưởng đầu tiên. Kịp thời: mọi lần bị ảnh hưởng đều được cứu trợ "
        "trong số ngày thành phố quy định (chỉ tiêu 12).",
        "Children, each once, affected by a disaster in the period, by where they lived on the "
        "first such day. In time: every impact was relieved within the days set by the city "
        "(indicator 12).",
    ),
}


@dataclass(frozen=True)
class Wording:
    """What the codes of a release are called; names of units hold for the period's last day."""

    period: Period
    policy: Policy

    def of(self, dimension: str, code: str) -> Words:
        """Return what a code is called; the code itself where it has no name."""
        own = _OWN.get(dimension, {})
        if code in own:
            return own[code]
        if dimension == AREA:
            return self._area(code)
        if code == TOTAL:
            return ALL
        found = _LISTS.get(dimension)
        if found is None or code not in found:
            return Words(code, code)
        return Words(found.label(code), found.label(code, "en"))

    def _area(self, code: str) -> Words:
        for cluster in self.policy.clusters:
            if cluster.code == code:
                return Words(cluster.name, cluster.name)
        unit = territory().at(code, self.period.end)
        if unit is None:
            return Words(code, code)
        name = f"{unit.kind[:1].upper()}{unit.kind[1:]} {unit.name}"
        return Words(name, name)


_DEFINITIONS: Final = (
    (r"(\w+) version (\S+)", r"\1 bản \2"),
    (r"basis of 9: received", "chỉ tiêu 9 theo ngày tiếp nhận"),
    (r"relief of 12 in time within (\d+) days", r"chỉ tiêu 12: kịp thời là trong \1 ngày"),
)


def vietnamese_definitions(text: str) -> str:
    """Say a sheet's line of definitions in Vietnamese; what is not known stands as it was written.

    The pages have the same by their catalogue (web.definition_words), which files do without.
    """
    for pattern, words in _DEFINITIONS:
        text = re.sub(rf"(?<![^;\s]){pattern}(?=;|$)", words, text)
    return text
