"""Made-up data show a file with faults, and one that could be taken in."""

from __future__ import annotations

from caseapp.casework import jobs
from caseapp.cli.demo_imports import bring_files
from caseapp.exchange.import_jobs import read_import
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.web import CITY, make_user


def test_one_file_waits_to_be_mended_and_one_to_be_taken_in(house: House) -> None:
    people = {
        name: actor_of(house, make_user(house, role, CITY, username=name))
        for name, role in (("thongke", "statistician"), ("giamsat", "supervisor"))
    }
    with house.app.app_context():
        bring_files(NOW)
        found = {}
        for name, person in people.items():
            (job,) = jobs.list_own(person, "import_check", now=NOW)
            found[name] = read_import(person, job.number, now=NOW)[1]
        assert found["thongke"]
        assert {(f.row, f.column) for f in found["thongke"].result.faults} == {
            (3, "children"),
            (4, "area_code"),
            (5, "reference_date"),
        }
        assert found["giamsat"]
        assert found["giamsat"].result.sheets == {"agencies": {"new": 1, "changed": 0, "same": 0}}
