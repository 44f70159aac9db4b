"""What a statement touches, however it is written: as entities, by columns, by a bare name."""

from __future__ import annotations

import pytest
from sqlalchemy import column, func, literal_column, select, table, true
from sqlalchemy.sql.elements import quoted_name

from caseapp.records.areas import Area
from caseapp.records.cases import Case
from caseapp.records.scope import OutOfScope
from caseapp.records.touching import named, table_name, touched
from tests.factories.wards import Wards, each, key


@each
def test_a_bare_table_beside_its_entity_is_found(wards: Wards, model: object) -> None:
    bare = model.__table__  # type: ignore[attr-defined]
    for statement in (
        select(key(model)).select_from(bare),
        select(model).join(bare, true()),  # type: ignore[call-overload]
        select(model).from_statement(select(bare)),  # type: ignore[call-overload]
    ):
        assert touched(statement).bare == {bare.name}
        with pytest.raises(OutOfScope):
            wards.session.execute(statement)
    columns = touched(select(key(model), bare.c[0]))
    assert (columns.entities, columns.columns) == ({bare.name}, {bare.name})


def test_an_entity_is_no_bare_table() -> None:
    found = touched(select(Case.id, func.count()).select_from(Case).where(Case.level == ""))
    assert (found.entities, found.columns, found.bare) == ({"cases"}, set(), set())
    assert not touched(select(Area.id, literal_column("1")))


@pytest.mark.parametrize(
    "known",
    [
        table("cases"),
        table("CASES"),
        table("Cases", schema="main"),
        table(quoted_name("main.cases", quote=False)),
        table(quoted_name('"main"."Cases"', quote=False)),
    ],
)
def test_a_table_is_known_in_any_case_of_letters(known: object) -> None:
    assert table_name(known) == "cases"
    assert touched(select(column("id")).select_from(known)).bare == {"cases"}  # type: ignore[arg-type]


def test_a_text_is_searched_for_names_of_tables() -> None:
    assert named('SELECT * FROM "Cases" JOIN [reports]') == {"cases", "reports"}
    assert named("SELECT name FROM cases_search") == {"cases"}
    assert named("SELECT wrapped FROM subject_keys") == {"subject_keys"}
    assert named("SELECT sqlcipher_export('x')") == {"sqlcipher_export"}
    assert named("SELECT name FROM areas WHERE upper_cases = 1") == set()


def test_what_is_kept_of_a_select_is_not_taken_for_another_s() -> None:
    plain = select(Area.id)
    with_cases = plain.join(Case, Case.area_id == Area.id)
    for _ in range(2):
        assert not touched(plain)
        assert touched(with_cases).entities == {"cases"}
    assert touched(plain) is touched(plain)
