"""Population figures: one for each unit, day, sex and age band, never below nought."""

from __future__ import annotations

from caseapp.records.populations import Population
from tests.factories.house import NOW
from tests.factories.rows import DAY, NINH_KIEU, stored
from tests.factories.wards import Wards, unkept


def a_figure(**fields: object) -> Population:
    values = {"unit_id": NINH_KIEU, "reference_date": DAY, "children": 0, "entered_at": NOW}
    return Population(**values | fields)


def test_a_cell_has_one_figure(books: Wards) -> None:
    stored(books.session, a_figure(sex="female"))
    stored(books.session, a_figure(sex="male"))
    stored(books.session, a_figure())
    unkept(books.session, a_figure(children=7))


def test_there_are_never_less_than_no_children(books: Wards) -> None:
    unkept(books.session, a_figure(children=-1))
