"""The directory in and out: every change named, numbers kept, nothing written that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseapp.casework.agency_reading import read_agency
from caseapp.exchange.import_results import ImportResult
from caseapp.exchange.importing import import_path
from caseapp.exchange.offered import directory_book
from caseapp.rules.access import Denied, Role
from tests.exchange.contents import rows_of
from tests.factories.books import book
from tests.factories.house import NOW, House, an_actor

KEEPER = an_actor(Role.SUPERVISOR)
HOSPITAL = {
    "agency": "Bệnh viện Nhi đồng",
    "kind": "hospital – Bệnh viện",
    "phone": "0292 3 831 000",
    "address": "Số 1, đường 30 Tháng 4",
    "area_code": "31135 – Phường Ninh Kiều",
    "verified_on": "05/10/2026",
}
CARE = {
    "agency": "benh vien NHI DONG",
    "service": "Khám và điều trị",
    "eligibility": "Mọi trẻ em",
    "area_codes": "31150;31135",
    "all_day": "yes",
    "schedule": "",
    "phone": "0292 3 831 001",
    "verified_on": "2026-10-05",
    "last_day": "31/12/2026",
}
Bring = Callable[..., ImportResult]


@pytest.fixture
def bring(house: House, tmp_path: Path) -> Bring:
    def _bring(
        actor: object = KEEPER, *, update: bool = False, dry_run: bool = False, **sheets: object
    ) -> ImportResult:
        path = tmp_path / "d.xlsx"
        path.write_bytes(book(**sheets))  # type: ignore[arg-type]
        with house.app.app_context():
            return import_path(actor, path, now=NOW, update=update, dry_run=dry_run)  # type: ignore[arg-type]

    return _bring


def test_it_comes_in_whole_and_goes_out_as_what_changes_nothing(
    house: House, bring: Bring, tmp_path: Path
) -> None:
    tried = bring(agencies=[HOSPITAL], services=[CARE], dry_run=True)
    with house.app.app_context():
        assert rows_of("agencies") == []
    done = bring(agencies=[HOSPITAL], services=[CARE])
    assert (
        tried.sheets
        == done.sheets
        == {key: {"new": 1, "changed": 0, "same": 0} for key in ("agencies", "services")}
    )
    assert done.new_agencies == ("Bệnh viện Nhi đồng",)
    with house.app.app_context():
        view = read_agency(KEEPER, 1, now=NOW)
        (service,) = view.services
        assert (view.kind, view.unit_code, view.verified_on) == (
            "hospital",
            "31135",
            date(2026, 10, 5),
        )
        assert (service.all_day, service.last_day, len(service.units)) == (
            True,
            date(2026, 12, 31),
            2,
        )
        assert service.phone == "0292 3 831 001"
        out = tmp_path / "out.xlsx"
        out.write_bytes(directory_book(KEEPER, now=NOW))
        again = import_path(KEEPER, out, now=NOW)
    assert again.faults == ()
    assert {name: counts["same"] for name, counts in again.sheets.items()} == {
        "agencies": 1,
        "services": 1,
    }


def test_another_value_is_a_fault_until_it_may_change_and_an_old_number_stays_noted(
    house: House, bring: Bring
) -> None:
    bring(agencies=[HOSPITAL], services=[CARE])
    other = {"agency": "Bệnh Viện nhi đồng", "phone": "0292 3 999 999"}
    refused = bring(agencies=[other])
    assert [(f.row, f.column) for f in refused.faults] == [(2, "phone")]
    changed = bring(agencies=[other], update=True)
    assert [(c.row, c.column, c.key) for c in changed.changes] == [
        (2, "phone", "Bệnh Viện nhi đồng")
    ]
    with house.app.app_context():
        view = read_agency(KEEPER, 1, now=NOW)
        assert view.name == "Bệnh viện Nhi đồng"  # the same name however it is written
        assert (view.phone, view.address) == ("0292 3 999 999", HOSPITAL["address"])
        assert [each.before for each in view.phones] == ["0292 3 831 000"]
        assert view.verified_on == date(2026, 10, 5)  # the file says nothing of it


@pytest.mark.only("sqlite")
def test_every_fault_is_named_and_nothing_is_written(house: House, bring: Bring) -> None:
    tomorrow = (NOW + timedelta(days=2)).date().isoformat()
    found = bring(
        agencies=[
            HOSPITAL
            | {"kind": "zoo", "area_code": "99999", "verified_on": tomorrow, "phone": "gọi"},
            HOSPITAL,
        ],
        services=[CARE | {"area_codes": "31135;92"}, {"agency": "Lạ", "service": "Khám"}],
    )
    places = {(f.sheet, f.row, f.column) for f in found.faults}
    assert places == {
        ("agencies", 2, "kind"),
        ("agencies", 2, "phone"),
        ("agencies", 2, "area_code"),
        ("agencies", 2, "verified_on"),
        ("agencies", 3, "agency"),
        ("services", 2, "area_codes"),
        ("services", 3, "agency"),
    }
    with house.app.app_context():
        assert rows_of("agencies") == []


@pytest.mark.parametrize("role", [Role.OFFICER, Role.STATISTICIAN, Role.ADMINISTRATOR])
@pytest.mark.only("sqlite")
def test_only_who_keeps_the_directory_brings_one(bring: Bring, role: Role) -> None:
    with pytest.raises(Denied):
        bring(an_actor(role), agencies=[HOSPITAL])
