from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.exchange.queries import _HANDLED, REGISTERS
from caseapp.exchange.sheets import SHEETS
from caseapp.records.reports import Report
from caseapp.rules.access import Act
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.rows import NINH_KIEU, a_file, a_report, stored

# What a select cannot say and the reading adds: from the incidents, or in another form.
ADDED = {"reports": {"certainty", "abuse_types", "setting", "occurred_on"}}


@pytest.mark.parametrize("name", SHEETS)
def test_each_select_gives_the_columns_of_its_sheet(name: str) -> None:
    columns = {column.name for column in SHEETS[name].columns} - ADDED.get(name, set())
    selected = {column.key for column in REGISTERS[name].statement().selected_columns}
    assert columns | {"id"} <= selected


def test_what_is_sealed_is_read_from_its_own_cell() -> None:
    sealed = {
        name: dict(register.sealed) for name, register in REGISTERS.items() if register.sealed
    }
    assert sealed == {
        "children": {"personal_id": "children.personal_id"},
        "assistance": {"note": "assistance.note"},
        "reports": {"narrative": "reports.narrative"},
        "referrals": {"reason": "referrals.reason"},
    }


def test_work_hangs_on_a_report_that_has_a_file(house: House) -> None:
    # Its key would else be changed by an import, and the file could not be opened any more.
    handled = select(_HANDLED).select_from(Report)
    with house.app.app_context(), desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW, dry_run=True) as door:
        report = stored(door.session, a_report(NINH_KIEU, imported=True))
        assert not door.session.scalar(handled)
        stored(door.session, a_file(NINH_KIEU, report_id=report))
        assert door.session.scalar(handled)
