"""An erased child is in no export, and the export is whole without it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from caseapp.exchange.exporting import export_path
from caseapp.records.children import Child
from caseapp.records.db import db
from caseapp.records.reach import Reach, reaching
from tests.exchange.folders import faults_of, read_folder
from tests.exchange.houses import another_house, exported
from tests.factories.children import enter_child
from tests.factories.erasures import a_finished_file, city_people, erase
from tests.factories.house import NOW, SYSTEM, House, Template


def test_an_erased_child_is_left_out_and_the_rest_comes_in(
    house: House, template: Template, tmp_path: Path
) -> None:
    code, told = a_finished_file(house)
    other = enter_child(house, told.officer, full_name="Danh Văn Còn Lại")
    with house.app.app_context():
        before = exported(tmp_path)
    erase(house, code, *city_people(house))
    path = tmp_path / "after"
    with house.app.app_context():
        sheets = export_path(SYSTEM, path, now=NOW).sheets
        with reaching(Reach(None, "figures")), db.engine.connect() as connection:
            stays = connection.execute(
                select(Child.__table__.c.full_name).where(Child.__table__.c.code == code)
            ).scalar_one()
    assert stays.startswith("Hồ sơ đã xóa")  # the row itself stays, for the figures
    after = read_folder(path)
    assert {row["child_ref"] for row in before["children"]} == {code, other}
    for name in ("reports", "circumstances"):
        assert any(row["child_ref"] == code for row in before[name])
    for rows in after.values():
        assert not any(code in row.values() for row in rows)
        assert not any("Hồ sơ đã xóa" in value for row in rows for value in row.values())
    assert [row["child_ref"] for row in after["children"]] == [other]
    assert (sheets["children"], sheets["reports"]) == (1, 0)
    with another_house(template, tmp_path):
        assert faults_of(path) == []
        assert exported(tmp_path)["children"] == after["children"]
