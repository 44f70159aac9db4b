"""How days, moments, figures, codes and running clocks are written for people."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from babel.numbers import format_decimal
from flask import has_request_context
from flask_babel import get_locale, gettext, ngettext

from caseapp.rules.clocks import Standing, in_words
from caseapp.rules.codes import LISTS
from caseapp.rules.values import LOCAL

if TYPE_CHECKING:
    from flask import Flask

_AS_DAYS: Final = 48
"""Hours from which a length of time is easier to grasp as days."""


def page_language() -> str:
    """Return the language of the page, "vi" or "en"; Vietnamese outside a request."""
    locale = get_locale() if has_request_context() else None
    return str(locale.language) if locale else "vi"


def day(value: date | None) -> str:
    """Write a day as dd/MM/yyyy in both languages, a moment as its local day; empty for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = _local(value)
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def moment(value: datetime | None) -> str:
    """Write an aware moment as dd/MM/yyyy HH:mm in Cần Thơ's time; empty for None.

    Raises ValueError for a naive one: nobody could say which hour it means.
    """
    return "" if value is None else f"{day(value)} {_local(value):%H:%M}"


def end_moment(value: datetime) -> str:
    """Write the end of a limit: one at midnight as the end of the day before, which it means."""
    local = _local(value)
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        return str(gettext("the end of %(day)s", day=day(local - timedelta(days=1))))
    return moment(value)


def official_day(value: date) -> str:
    """Write "ngày 05 tháng 02 năm 2026": days below 10 and months 1 and 2 bear a nought.

    Decree 30/2020/NĐ-CP, Annex I, on place and date; a moment is taken to its local day.
    """
    if isinstance(value, datetime):
        value = _local(value)
    month = f"{value.month:02}" if value.month <= 2 else str(value.month)  # noqa: PLR2004 - 10–12 begin with 1
    return f"ngày {value.day:02} tháng {month} năm {value.year}"


def machine_moment(value: datetime) -> str:
    """Write an aware moment as <time datetime> wants it: local time with its offset."""
    return _local(value).isoformat(timespec="minutes")


def decimal(value: Decimal | float | None, places: int | None = None) -> str:
    """Write a figure in the language of the page: 1.234,5 in Vietnamese; empty for None.

    `places` fixes the number of decimals; without it as many as the figure has, at most six.
    """
    if value is None:
        return ""
    pattern = "#,##0.######" if places is None else "#,##0" + ("." + "0" * places if places else "")
    return format_decimal(value, format=pattern, locale=page_language())


def code_label(name: str, code: str | None) -> str:
    """Return the label of a code of list `name` in the page's language; empty without a code."""
    return LISTS[name].label(code, page_language()) if code else ""


def clock_words(standing: Standing) -> str:
    """Say how a clock stands: "Còn 9 giờ", "Quá hạn 5 giờ", "Đã xong đúng hạn"."""
    kind, unit, number = in_words(standing)
    if kind == "kept":
        return str(gettext("Done in time"))
    span = _span(unit, number)
    if kind == "missed":
        return str(gettext("Done, late by %(span)s", span=span))
    if kind == "late":
        return str(gettext("Overdue by %(span)s", span=span))
    return str(gettext("%(span)s left", span=span))


def span_words(length: timedelta) -> str:
    """Write a length of time in whole minutes, hours or days, cut and never rounded up."""
    minutes = max(length, timedelta()) // timedelta(minutes=1)
    return _span("hours", minutes // 60) if minutes >= 60 else _span("minutes", minutes)  # noqa: PLR2004 - an hour


def register_filters(app: Flask) -> None:
    """Give the templates these filters, and `page_language()` and `code_label(list, code)`."""
    app.jinja_env.filters.update(
        day=day,
        moment=moment,
        machine_moment=machine_moment,
        end_moment=end_moment,
        decimal=decimal,
        code_label=code_label,
        clock_words=clock_words,
        span_words=span_words,
    )
    app.jinja_env.globals.update(page_language=page_language, code_label=code_label)


def _local(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError(f"a moment without its zone cannot be shown: {value}")
    return value.astimezone(LOCAL)


def _span(unit: str, number: int) -> str:
    """Write whole hours or minutes; from two days on as days, cut and never rounded up."""
    if unit == "minutes":
        if number == 0:
            return str(gettext("less than a minute"))
        return str(ngettext("%(num)d minute", "%(num)d minutes", number))
    if number >= _AS_DAYS:
        return str(ngettext("%(num)d day", "%(num)d days", number // 24))
    return str(ngettext("%(num)d hour", "%(num)d hours", number))
