from __future__ import annotations

import pytest

from caseapp.exchange.queries import REGISTERS
from caseapp.exchange.sheets import SHEETS

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
