"""Units as rows: a code names one unit a day, and who is referred to stays."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from caseapp.records.areas import Area, AreaLink
from tests.factories.rows import NINH_KIEU
from tests.factories.wards import Wards, unkept


def an_area(**fields: object) -> Area:
    return Area(**{"code": "99999", "kind": "xã", "name": "Thử", "folded": "xa thu"} | fields)


def test_a_code_begins_once_a_day(books: Wards) -> None:
    since = date(2025, 7, 1)
    unkept(books.session, an_area(code="31135", valid_from=since))
    books.session.add(an_area(code="31135", valid_from=date(2030, 1, 1)))
    books.session.flush()


def test_a_kind_of_unit_is_one_of_the_laws(books: Wards) -> None:
    unkept(books.session, an_area(kind="khu vực"))


def test_a_unit_that_rows_refer_to_is_not_deleted(books: Wards) -> None:
    with pytest.raises(IntegrityError):
        books.session.execute(delete(Area).where(Area.id == NINH_KIEU))


def test_a_link_ties_two_units_that_exist(books: Wards) -> None:
    unkept(books.session, AreaLink(old_id=999_999, new_id=NINH_KIEU, whole=True))
    assert books.session.scalars(select(AreaLink.new_id).where(AreaLink.new_id == NINH_KIEU)).all()
