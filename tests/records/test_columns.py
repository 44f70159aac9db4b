"""Moments keep their instant whatever zone they come in, and a naive one is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.exc import StatementError
from sqlalchemy.orm.exc import StaleDataError

from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.columns import Moment
from tests.factories.rows import NINH_KIEU, a_case, stored
from tests.factories.wards import Wards

SQLITE = dialect()
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))

YEARS = datetime(1990, 1, 1), datetime(2100, 1, 1)  # noqa: DTZ001 - hypothesis adds the zone


@given(st.datetimes(*YEARS, timezones=ZONES))
def test_a_moment_comes_back_as_the_same_instant_in_utc(moment: datetime) -> None:
    kept = Moment().process_bind_param(moment, SQLITE)
    assert kept is not None
    assert kept.tzinfo is None
    back = Moment().process_result_value(kept, SQLITE)
    assert back == moment
    assert back is not None
    assert back.tzinfo is UTC


def test_a_moment_without_offset_is_refused_not_guessed(books: Wards) -> None:
    naive = datetime(2026, 1, 1, 7, 0)  # noqa: DTZ001 - the point
    with pytest.raises(StatementError, match="offset"):
        stored(books.session, a_case(books.own[Child], NINH_KIEU, opened_at=naive))


def test_the_order_of_the_stored_text_is_the_order_of_time(books: Wards) -> None:
    hanoi = timezone(timedelta(hours=7))
    later = datetime(2026, 1, 1, 6, 30, tzinfo=hanoi)  # 31 December, 23:30 in UTC
    earlier = datetime(2025, 12, 31, 23, 0, tzinfo=UTC)
    for moment in (later, earlier):
        stored(books.session, a_case(books.own[Child], NINH_KIEU, opened_at=moment))
    found = books.session.scalars(
        select(Case.opened_at).where(Case.opened_at < later + timedelta(1)).order_by(Case.opened_at)
    ).all()
    assert found == [earlier, later]


def test_who_saves_an_old_version_is_told(books: Wards) -> None:
    case = a_case(books.own[Child], NINH_KIEU)
    number = stored(books.session, case)
    assert case.version == 1
    books.session.execute(text(f"UPDATE cases SET version = 2 WHERE id = {number}"))
    case.level = "high"
    with pytest.raises(StaleDataError):
        books.session.flush()
