"""What changed is said with its sign and cause, units in Vietnamese order, the split last."""

from __future__ import annotations

from datetime import date

from caseapp.rules.freezing import CAUSES
from caseapp.rules.values import Period
from caseapp.statistics.freezing import Edition
from caseapp.statistics.frozen_reading import Change, Frozen, PopulationChange
from caseapp.statistics.kept_sheet import Kept
from caseapp.web.statistics import frozen_page
from caseapp.web.statistics.doors import Doors
from tests.factories.house import NOW, House
from tests.statistics.test_kept_sheet import a_kept_sheet

SHUT = Doors(Period.parse("2025"), "received", open=False)


def _frozen(kept: Kept, *changes: Change, **more: object) -> Frozen:
    edition = Edition(1, Period.parse("2025"), "received", 1, "x", "", NOW, "", None)
    told = {"whole": True, "used": (), "populations": (), "definition_now": "x", **more}
    return Frozen(edition, kept.sheet, changes=changes, **told)  # type: ignore[arg-type]


def test_causes_in_words_with_their_sign(house: House) -> None:
    with house.app.test_request_context():
        names = frozen_page.names_on(date(2025, 12, 31))
        found = _frozen(
            a_kept_sheet(),
            Change("92", "9", "counted", 41, 1_040, (("entered", 1_001), ("moved", -2))),
            Change("unassigned", "8a", "counted", 2, 1, (("taken_out", -1),)),
            Change("31135", "12", "fulfilled", 0, 1, (("helped", 1),)),
            populations=(PopulationChange("31135", None, 300),),
        )
        said = frozen_page.differences(found, names, SHUT)
        assert said
        assert not frozen_page.differences(_frozen(a_kept_sheet()), names, SHUT)
        assert frozen_page.differences(_frozen(a_kept_sheet(), definition_now="y"), names, SHUT)
    (city,) = said.first
    assert (city.then, city.now) == ("41", "1.040")
    assert city.causes[0].startswith("+1.001 nhập")
    assert city.causes[1].startswith("−2 ")
    assert [line.area for line in said.others] == ["Phường Ninh Kiều", names["unassigned"]]
    assert [line.causes for line in said.populations] == [("nhập sau khi chốt",)]
    assert set(frozen_page.CAUSES) == set(CAUSES)
