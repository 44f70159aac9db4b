"""The demo tells of children in alternative care and on the way to it, and of registered carers."""

from __future__ import annotations

from sqlalchemy import select

from caseapp.records.carers import Carer
from caseapp.records.case_clocks import CaseClock
from caseapp.records.papers import Paper
from caseapp.upkeep.demo import make_demo
from caseapp.upkeep.demo.measures import WARD
from tests.factories.house import NOW, House
from tests.factories.reports import kept


def test_four_children_of_the_first_ward(house: House) -> None:
    with house.app.app_context():
        make_demo(house.settings, NOW, children=120, seed=1)
    states = select(Paper.area_id, Paper.state).where(Paper.kind == "care").order_by(Paper.state)
    assert kept(house, states) == [
        (WARD, "decided"), (WARD, "in_care"), (WARD, "returned"), (WARD, "submitted"),
    ]  # fmt: skip
    running = select(CaseClock.clock).where(
        CaseClock.clock.in_(("care_hand_over", "follow_up")), CaseClock.stopped_at.is_(None)
    )
    assert sorted(kept(house, running)) == [("care_hand_over",), ("follow_up",)]
    sealed = kept(house, select(Carer.content, Carer.home))
    assert len(sealed) == 3
    assert all(content and home for content, home in sealed)
    wrong = select(Paper.id).where(Paper.kind == "care", Paper.decided_by == Paper.submitted_by)
    assert not kept(house, wrong)
