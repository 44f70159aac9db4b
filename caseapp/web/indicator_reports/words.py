"""What a report on the indicators says in fixed words; a report is Vietnamese whoever reads it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from caseapp.rules.indicator_reports import FIRST_YEAR, LAST_YEAR, Length, Span
from caseapp.rules.values import Period
from caseapp.statistics.indicators import INDICATORS
from caseapp.web.filters import day

HIDDEN: Final = "Bảo mật"
NO_VALUE: Final = "–"
NO_DENOMINATOR: Final = "chưa có mẫu số"
NONE_AROSE: Final = "không phát sinh"
_FIRM: Final = "\u00a0"
"""A blank at which no line breaks."""

TITLES: Final = {
    "8a": "Trẻ em có hoàn cảnh đặc biệt trên tổng số trẻ em",
    "8b": "Trẻ em có hoàn cảnh đặc biệt được chăm sóc, nuôi dưỡng, trợ giúp",
    "9": "Trẻ em bị xâm hại trên tổng số trẻ em",
    "12": "Trẻ em bị ảnh hưởng bởi thiên tai, thảm họa được cứu trợ, hỗ trợ kịp thời",
}
SHORT: Final = {
    "8a": "Có hoàn cảnh đặc biệt",
    "8b": "Được trợ giúp",
    "9": "Bị xâm hại",
    "12": "Được cứu trợ kịp thời",
}
_BELOW: Final = {"8a": ("dưới ", ""), "9": ("dưới ", "dưới ")}
"""608 sets some targets as "under": 8a for 2025, 9 for both years."""

PROGRAMME: Final = (
    "Quyết định số 608/QĐ-UBND ngày 18 tháng 3 năm 2021 của Ủy ban nhân dân thành phố Cần Thơ về "
    f"Chương trình hành động vì trẻ em thành phố Cần Thơ giai đoạn {FIRST_YEAR} - {LAST_YEAR}"
)
DEFINITIONS: Final = {
    "8a": "Chỉ tiêu 8a: trẻ em dưới 16 tuổi cư trú tại địa bàn vào ngày cuối kỳ, có ít nhất một "
    "hoàn cảnh đặc biệt đã xác nhận vào ngày đó (Điều 10 Luật Trẻ em), trên 100 trẻ em của địa "
    "bàn. Em thuộc nhiều nhóm tính một lần; em mới có nguy cơ không tính.",
    "8b": "Chỉ tiêu 8b: trong số trẻ em tính ở chỉ tiêu 8a, số em có ít nhất một hỗ trợ trong kỳ.",
    "9": "Chỉ tiêu 9: trẻ em, mỗi em tính một lần, có ít nhất một tin báo xâm hại đã xác định "
    "trong kỳ, theo nơi cư trú vào ngày cuối kỳ, trên 100 trẻ em của địa bàn. Tin mới nghi ngờ "
    "không tính.",
    "12": "Chỉ tiêu 12: trong số trẻ em bị ảnh hưởng bởi thiên tai, thảm họa trong kỳ, số em mà "
    "mọi lần bị ảnh hưởng đều được cứu trợ trong số ngày thành phố quy định. Kỳ không có thiên tai "
    "thì ghi “không phát sinh”, không ghi 0 % hay 100 %.",
}
NOTES: Final = {
    "9": "Chỉ tiêu 9: mục tiêu nói về mọi trẻ em bị xâm hại. Số vụ được phát hiện và ghi nhận thấp "
    "hơn nhiều, nên đếm số ghi nhận không thể kết luận đạt hay không đạt mục tiêu; việc đó cần "
    "điều tra mẫu. Mục tiêu chỉ nêu để đối chiếu. Số ghi nhận tăng có thể do phát hiện tốt hơn; "
    "không khen thưởng hay xếp hạng theo số thấp.",
    "8a": "Chỉ tiêu 8a phụ thuộc phạm vi định nghĩa: không so sánh với số liệu tính cả trẻ em có "
    "nguy cơ hoặc theo định nghĩa rộng hơn.",
    "basis": "Cách tính chỉ tiêu là cách hiểu của phần mềm đối với quy định hiện có (bản chờ đối "
    "chiếu với hướng dẫn thống kê của ngành). Quyết định số 608/QĐ-UBND ban hành cho thành phố Cần "
    "Thơ trước ngày 01 tháng 7 năm 2025; việc áp dụng mục tiêu cho thành phố sau sắp xếp chờ đối "
    "chiếu.",
    "split": "Trẻ em của một đơn vị cũ đã chia tách mà chưa rõ đơn vị mới được ghi ở dòng riêng và "
    "có trong tổng số toàn thành phố.",
}
"""How every report is to be read: what counting cannot tell, and what waits to be compared."""
SPLIT: Final = "Đơn vị cũ đã chia tách: chưa rõ đơn vị mới"
BASES: Final = {"received": "ngày tiếp nhận tin", "occurred": "ngày xảy ra"}


def whole(number: int | None) -> str:
    """Write a count: 1.234; a dash for none."""
    return NO_VALUE if number is None else f"{number:,}".replace(",", ".")


def plain(number: Decimal | float) -> str:
    """Write a number without noughts at its end: 1,5."""
    text = f"{Decimal(str(number)):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def rate(number: Decimal) -> str:
    """Write a number with the decimals that it was worked out to: 1,50."""
    return f"{number:f}".replace(".", ",")


def percent(number: Decimal) -> str:
    """Write a share with two decimals: 1,50 %."""
    return f"{rate(number)}{_FIRM}%"


def target_value(indicator: str, year: int) -> float:
    """Return the target of an indicator for 2025, or for 2030 in a later year, in percent."""
    found = next(each for each in INDICATORS if each.id == indicator)
    return found.target_2025 if year <= 2025 else found.target_2030  # noqa: PLR2004 - a target's year


def target(indicator: str, year: int) -> str:
    """Write the target of an indicator for 2025 or 2030."""
    below = _BELOW.get(indicator, ("", ""))[0 if year <= 2025 else 1]  # noqa: PLR2004 - as above
    return f"{below}{plain(target_value(indicator, year))} %".replace(" ", _FIRM)


def days(period: Period) -> str:
    """Say a period by its days."""
    return f"{day(period.start)} – {day(period.end)}"


def period_name(period: Period) -> str:
    """Name a period: năm 2025, 6 tháng đầu năm 2025, or by its days."""
    if found := re.fullmatch(r"(\d{4})(?:H([12]))?", period.id):
        half = {None: "", "1": "6 tháng đầu ", "2": "6 tháng cuối "}[found[2]]
        return f"{half}năm {found[1]}"
    return f"từ ngày {day(period.start)} đến ngày {day(period.end)}"


def short_period(period: Period) -> str:
    """Name a period in little room: 2025, 1–6/2025."""
    if re.fullmatch(r"\d{4}", period.id):
        return period.id
    if re.fullmatch(r"\d{4}H[12]", period.id):
        return f"{period.start.month}–{period.end.month}/{period.end.year}"
    return days(period)


def subject(span: Span) -> str:
    """Say what the report is about, as it stands below its kind."""
    what = "kết quả thực hiện các chỉ tiêu 8, 9 và 12 về bảo vệ trẻ em"
    if span.length == Length.MIDTERM:
        return f"Sơ kết {what} {span_name(span)}"
    if span.length == Length.FINAL:
        return f"Tổng kết {what} {span_name(span)}"
    return f"{what[:1].upper()}{what[1:]} {span_name(span)}"


def span_name(span: Span) -> str:
    """Name what a report is over."""
    if span.whole_programme:
        return f"giai đoạn {span.periods[0].end.year}-{span.year}"
    return period_name(span.periods[-1])
