"""A chair decides on what another prepared, once, on the text that was read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp.casework.care import decide_care
from caseapp.casework.care_verdicts import CareVerdict
from caseapp.records.notices import Notice
from caseapp.records.papers import Paper
from caseapp.rules.access import Denied
from caseapp.rules.values import RuleBroken
from tests.factories.care import care_in, prepared, registered, verdict
from tests.factories.house import NOW, House
from tests.factories.measures import Desk, a_desk
from tests.factories.reports import kept


@pytest.fixture
def desk(house: House) -> Desk:
    made = a_desk(house)
    registered(house, made)
    prepared(house, made)
    return made


def test_who_decided_and_in_which_words_is_kept(house: House, desk: Desk) -> None:
    with house.app.app_context():
        with pytest.raises(Denied):
            decide_care(desk.officer, desk.case, 1, verdict(), now=NOW)
        decide_care(desk.chair, desk.case, 1, verdict(), now=NOW)
        with pytest.raises(RuleBroken):
            decide_care(desk.chair, desk.case, 1, verdict("refuse"), now=NOW)
    paper = care_in(house, desk).cares[0].paper
    assert (paper.state, paper.decision, paper.words) == (
        "decided", "36/QĐ-UBND", "Đồng ý theo đề nghị",
    )  # fmt: skip
    assert paper.decided_at == NOW
    told = select(Notice.kind).where(Notice.kind.like("care%"), Notice.ended_at.is_(None))
    assert kept(house, told) == [("care_decided",)]


@pytest.mark.parametrize(
    "bad",
    [
        verdict("hand_over"),
        replace(verdict(), words=" "),
        verdict(at=NOW + timedelta(hours=1)),
        verdict(at=NOW - timedelta(days=2)),
        verdict(version=9),
    ],
)
def test_what_cannot_be_is_refused(house: House, desk: Desk, bad: CareVerdict) -> None:
    with house.app.app_context(), pytest.raises(RuleBroken):
        decide_care(desk.chair, desk.case, 1, bad, now=NOW)
    assert kept(house, select(Paper.state).where(Paper.kind == "care")) == [("submitted",)]
