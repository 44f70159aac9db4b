"""A notice is kept by its ward, once for each cause, and holds no text."""

from __future__ import annotations

import pytest
from sqlalchemy import LargeBinary, Text, select

from caseapp.records.notices import Notice
from caseapp.records.scope import BY_AREA, OutOfScope
from tests.factories.house import NOW
from tests.factories.rows import CAI_KHE, NINH_KIEU
from tests.factories.wards import Wards, unkept


def a_notice(area: int, cause: str) -> Notice:
    return Notice(kind="report_logged", mark="BC-26-X", area_id=area, cause=cause, entered_at=NOW)


def test_a_ward_sees_its_own_notices_alone(wards: Wards) -> None:
    assert Notice in BY_AREA
    assert set(wards.session.scalars(select(Notice.area_id))) == {NINH_KIEU}


def test_a_notice_is_not_put_into_another_ward(wards: Wards) -> None:
    wards.session.add(a_notice(CAI_KHE, "forged"))
    with pytest.raises(OutOfScope):
        wards.session.flush()


def test_the_same_cause_is_kept_once_in_a_unit(books: Wards) -> None:
    unkept(books.session, a_notice(NINH_KIEU, "once"), a_notice(NINH_KIEU, "once"))


def test_no_column_holds_a_text_of_any_length() -> None:
    kinds = {type(column.type) for column in Notice.__table__.columns}
    assert not kinds & {Text, LargeBinary}
