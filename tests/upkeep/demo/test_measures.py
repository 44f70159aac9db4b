"""The demo tells of separations in every state that asks for something, and keeps places sealed."""

from __future__ import annotations

from sqlalchemy import func, select

from caseapp.records.case_clocks import CaseClock
from caseapp.records.papers import Paper, PaperText
from caseapp.upkeep.demo import make_demo
from caseapp.upkeep.demo.measures import WARD
from tests.factories.house import NOW, House
from tests.factories.reports import kept


def test_the_first_ward_has_one_of_each(house: House) -> None:
    with house.app.app_context():
        make_demo(house.settings, NOW, children=120, seed=1)
    of_kind = select(Paper.kind, Paper.state, func.count()).where(Paper.area_id == WARD)
    found = {
        (kind, state): number
        for kind, state, number in kept(house, of_kind.group_by(Paper.kind, Paper.state))
    }
    assert found["separation", "submitted"] == 1
    assert found["separation", "in_force"] == 3
    assert found["separation", "lifted"] == 1
    assert found["court_request", "sent"] == found["court_request", "decided"] == 1
    assert found["extension", "submitted"] == found["lifting", "decided"] == 1
    assert found["placement", "current"] == found["placement", "ended"] == 1
    assert found["place", "kept"] == 11  # five separations, two placements, four in care
    clocks = select(func.count()).where(CaseClock.clock == "separation")
    assert kept(house, clocks) == [(4,)]
    texts = kept(house, select(PaperText.content))
    assert all(text and b"Th\xe1\xbb\xad Nghi\xe1\xbb\x87m" not in text for (text,) in texts)
