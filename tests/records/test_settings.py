"""A setting begins with one value a day; a fact of the instance is written once."""

from __future__ import annotations

from datetime import timedelta

from caseapp.records.settings import Fact, Setting
from tests.factories.house import NOW
from tests.factories.rows import DAY, stored
from tests.factories.wards import Wards, unkept


def a_setting(**fields: object) -> Setting:
    values = {"name": "relief_days", "value": "2", "valid_from": DAY, "entered_at": NOW}
    return Setting(**values | fields)


def test_a_setting_has_one_value_from_a_day(books: Wards) -> None:
    stored(books.session, a_setting())
    stored(books.session, a_setting(value="3", valid_from=DAY + timedelta(days=1)))
    unkept(books.session, a_setting(value="4"))


def test_the_environment_is_written_once(books: Wards) -> None:
    unkept(books.session, Fact(name="environment", value="production"))
