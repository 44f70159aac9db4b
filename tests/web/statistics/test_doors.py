"""Counts lead to their rows where the reader reaches the area, and nought leads nowhere."""

from __future__ import annotations

from datetime import date

from caseapp.rules.values import Period
from caseapp.statistics.grouping import GROUP_CODE
from caseapp.web.statistics.doors import CLOSED, Doors, Of, Opens, made_of
from tests.factories.house import House
from tests.web.statistics.test_page import row

YEAR, HALF = Period.parse("2026"), Period.parse("2025H1")
WARD = frozenset({31135})
OURS = "/indicators/rows?of=8b&other=2026&basis=received&area=31135"


def test_only_counts_within_reach_lead_anywhere(house: House) -> None:
    own, of_8a = row("8b", 1, 2)._replace(area="31135"), row("8a", 3, 900)._replace(area="31135")
    with house.app.test_request_context():
        ward = Doors(YEAR, "received", units=WARD)
        inner = OURS.replace("of=8b", "of=8b&part=denominator")
        assert ward.of(own) == Opens(OURS, inner)
        assert ward.of(of_8a) == Opens(OURS.replace("8b", "8a"), "")
        assert ward.of(own._replace(numerator=0)) == Opens("", inner)
        for area in ("92", "31120", "unassigned"):
            assert ward.of(own._replace(area=area)) == CLOSED
        assert Doors(YEAR, "received", open=False).of(own) == CLOSED
        city = Doors(YEAR, "received")
        assert all(city.of(own._replace(area=area)).numerator for area in ("92", "unassigned"))
        cell = city.of(own._replace(by={"sex": "female", "age_band": "0-2"})).numerator
        assert cell.endswith("&by=sex&by=age_band&cell=female&cell=0-2")
        # Before the reform 31135 was Tân An: the ward's own, as it passed whole to it.
        assert ward.at(HALF).of(own).numerator.count("other=2025H1") == 1
        today = Doors(YEAR, "occurred", borders=date(2026, 11, 23))
        assert "borders=now" in today.count("suspected", "numerator", 4, "92")


def test_a_group_leads_to_all_of_its_units(house: House) -> None:
    whole = row("12", 1, 2)._replace(area=GROUP_CODE)
    with house.app.test_request_context():
        group = Doors(YEAR, "received", group=("31135", "31120"))
        assert group.of(whole).numerator.endswith("&area=31135&area=31120")
        assert group.count("suspected", "numerator", 1).endswith("&area=31135&area=31120")


def test_what_a_share_is_made_of_stays_on_one_line(house: House) -> None:
    with house.app.test_request_context():
        assert str(made_of(row("8a", 1200, None))) == "1.200\u00a0/\u00a0–"
        assert made_of(row("8a", 1, 2)) == Of("1", "2")
