"""A stand-in's row: it follows its report to another unit, and lies among the public tables."""

from __future__ import annotations

from caseapp.records.file_stand_ins import FileStandIn
from caseapp.records.scoped import PUBLIC


def test_it_is_asked_before_anything_of_the_file_is_open_and_holds_no_text_of_it() -> None:
    assert FileStandIn in PUBLIC
    assert {name for name, column in FileStandIn.__table__.columns.items() if column.info} == set()


def test_its_unit_is_that_of_the_report() -> None:
    (key,) = [key for key in FileStandIn.__table__.foreign_key_constraints if len(key.columns) == 2]
    named = [element.target_fullname for element in key.elements]
    assert named == ["reports.id", "reports.area_id"]
    assert key.onupdate == "CASCADE"
