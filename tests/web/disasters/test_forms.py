"""What is asked about a disaster: among the own units, or all of them at once."""

from __future__ import annotations

from datetime import date

from werkzeug.datastructures import MultiDict

from caseapp.web.disasters.forms import ALL, DisasterForm
from tests.factories.house import House
from tests.factories.web import boxes

UNITS = [("31135", "Phường Ninh Kiều"), ("31120", "Phường Cái Khế")]


def _entered(house: House, units: list[tuple[str, str]], *chosen: str) -> tuple[str, ...]:
    sent = MultiDict({"name": "Lũ", "kind": "flood", **boxes("started_on", "2026-11-16")})
    sent.setlist("units", list(chosen))
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context(method="POST", data=sent):
        form = DisasterForm(units)
        assert form.validate(), form.errors
        entry = form.entry()
        assert (entry.started_on, entry.ended_on) == (date(2026, 11, 16), None)
        return entry.units


def test_all_units_are_chosen_by_one_tick_where_there_are_several(house: House) -> None:
    assert _entered(house, UNITS, "31120") == ("31120",)
    assert _entered(house, UNITS, ALL) == ("31135", "31120")
    with house.app.test_request_context(method="POST"):
        assert [code for code, _ in DisasterForm(UNITS[:1]).units.choices] == ["31135"]
