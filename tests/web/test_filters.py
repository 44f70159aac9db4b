from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from flask import Flask, request
from flask_babel import Babel
from hypothesis import given
from hypothesis import strategies as st

from caseapp.rules.clocks import standing
from caseapp.web import filters

DUE = datetime(2026, 7, 1, 20, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def app() -> Flask:
    made = Flask("caseapp")
    Babel(made, default_locale="vi", locale_selector=lambda: request.args.get("language"))
    filters.register_filters(made)
    return made


@pytest.fixture
def vietnamese(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"):
        yield


@pytest.fixture
def english(app: Flask) -> Iterator[None]:
    with app.test_request_context("/?language=en"):
        yield


def test_a_day_is_written_day_first() -> None:
    assert filters.day(date(2015, 9, 5)) == "05/09/2015"
    assert filters.day(None) == ""


def test_a_moment_is_that_of_can_tho() -> None:
    # 20:05 UTC is 03:05 of the next day in Cần Thơ (UTC+7, no summer time).
    assert filters.moment(DUE) == "02/07/2026 03:05"
    assert filters.day(DUE) == "02/07/2026"
    assert filters.machine_moment(DUE) == "2026-07-02T03:05+07:00"
    assert filters.moment(None) == ""


def test_a_moment_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without its zone"):
        filters.moment(datetime(2026, 7, 1, 8, 0))  # noqa: DTZ001 - this is what is refused


@given(st.datetimes(timezones=st.just(UTC)).filter(lambda value: value.year < 9999))
def test_a_day_always_has_ten_places(value: datetime) -> None:
    written = filters.day(value)
    assert len(written) == 10
    assert (written[2], written[5]) == ("/", "/")


@pytest.mark.usefixtures("vietnamese")
@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (Decimal("2.17"), None, "2,17"),
        (Decimal("2.1"), 2, "2,10"),
        (56789, None, "56.789"),
        (0, 0, "0"),
        (None, 2, ""),
    ],
)
def test_figures_have_a_decimal_comma(
    value: Decimal | None, places: int | None, written: str
) -> None:
    assert filters.decimal(value, places) == written


@pytest.mark.usefixtures("english")
def test_figures_in_english_have_a_point() -> None:
    assert filters.decimal(Decimal("1234.5"), 1) == "1,234.5"


@pytest.mark.usefixtures("vietnamese")
def test_a_code_is_named_in_vietnamese() -> None:
    assert filters.code_label("sex", "female") == "Nữ"
    assert filters.code_label("sex", None) == ""
    with pytest.raises(KeyError):
        filters.code_label("sex", "of_no_list")


@pytest.mark.usefixtures("english")
def test_a_code_has_an_english_gloss() -> None:
    assert filters.code_label("sex", "female").lower() == "female"


@pytest.mark.usefixtures("vietnamese")
@pytest.mark.parametrize(
    ("left", "words"),
    [
        # Cut, never rounded up: with 9 hours 59 minutes left nobody may read "10 giờ".
        (timedelta(hours=9, minutes=59), "Còn 9 giờ"),
        (timedelta(hours=47, minutes=59), "Còn 47 giờ"),
        (timedelta(hours=71, minutes=59), "Còn 2 ngày"),
        (timedelta(minutes=59, seconds=59), "Còn 59 phút"),
        (timedelta(seconds=59), "Còn chưa đến 1 phút"),
        (timedelta(hours=-5, minutes=-10), "Quá hạn 5 giờ"),
        (timedelta(seconds=-1), "Quá hạn 1 phút"),
        (timedelta(days=-3), "Quá hạn 3 ngày"),
    ],
)
def test_a_running_clock_says_how_it_stands(left: timedelta, words: str) -> None:
    assert filters.clock_words(standing(DUE, DUE - left)) == words


@pytest.mark.usefixtures("vietnamese")
def test_a_stopped_clock_says_whether_it_was_in_time() -> None:
    much_later = DUE + timedelta(days=30)
    assert filters.clock_words(standing(DUE, much_later, DUE)) == "Đã xong đúng hạn"
    late = standing(DUE, much_later, DUE + timedelta(hours=6))
    assert filters.clock_words(late) == "Đã xong, trễ 6 giờ"


@pytest.mark.usefixtures("english")
def test_english_knows_one_and_many() -> None:
    assert filters.clock_words(standing(DUE, DUE - timedelta(hours=1))) == "1 hour left"
    assert filters.clock_words(standing(DUE, DUE + timedelta(hours=2))) == "Overdue by 2 hours"


def test_outside_a_request_pages_are_vietnamese(app: Flask) -> None:
    with app.app_context():
        assert filters.page_language() == "vi"


def test_the_day_of_a_document_bears_noughts_where_the_decree_wants_them() -> None:
    assert filters.official_day(date(2026, 1, 9)) == "ngày 09 tháng 01 năm 2026"
    assert filters.official_day(date(2026, 3, 10)) == "ngày 10 tháng 3 năm 2026"
    moment = datetime(2026, 12, 31, 18, tzinfo=UTC)
    assert filters.official_day(moment) == "ngày 01 tháng 01 năm 2027"


def test_a_length_of_time_is_cut_and_never_rounded_up(vietnamese: None) -> None:
    told = [
        filters.span_words(timedelta(minutes=minutes, seconds=59))
        for minutes in (-9, 0, 59, 60, 9 * 60 + 5, 48 * 60)
    ]
    assert told == ["chưa đến 1 phút", "chưa đến 1 phút", "59 phút", "1 giờ", "9 giờ", "2 ngày"]
