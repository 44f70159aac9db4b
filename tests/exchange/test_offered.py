from __future__ import annotations

import pytest

from caseapp.exchange.offered import template_for
from caseapp.exchange.sheets import ASIDE, SHEETS
from caseapp.rules.access import Denied, Role
from tests.factories.books import opened
from tests.factories.house import NOW, House, an_actor


def offered_units(content: bytes) -> list[str]:
    page = opened(content)["Danh mục"]
    at = next(cell.column for cell in page[1] if cell.value.startswith("units"))
    column = page.iter_rows(min_row=2, min_col=at, max_col=at, values_only=True)
    return [value for (value,) in column if value]


@pytest.mark.only("sqlite")
def test_each_is_offered_the_sheets_and_units_of_their_own(house: House) -> None:
    with house.app.app_context():
        whole = template_for(an_actor(Role.SUPERVISOR), now=NOW)
        ward = template_for(an_actor(Role.OFFICER, 31135), now=NOW)
        with pytest.raises(Denied):
            template_for(an_actor(Role.ADMINISTRATOR), now=NOW)
    assert set(opened(whole).sheetnames) - ASIDE == set(SHEETS)
    assert set(opened(ward).sheetnames) - ASIDE == {"population"}
    assert offered_units(ward) == ["31135 – Phường Ninh Kiều"]
    assert len(offered_units(whole)) == 104
    assert "92 – Toàn thành phố" in offered_units(whole)
