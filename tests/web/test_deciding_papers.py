"""Decisions are drawn for their signer as their pages print them, in both copies."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.care_endings import NewEnding, decide_ending, prepare_ending
from caseapp.casework.decisions import decide_measure
from caseapp.rules.copies import Copy
from caseapp.rules.kept_papers import KINDS
from caseapp.rules.values import local_day
from caseapp.web import deciding_papers
from caseapp.web.deciding_papers import drawn_copies
from tests.factories.care import HOME, handed_over, verdict
from tests.factories.house import NOW, House
from tests.factories.measures import ADDRESS, DAY, TODAY, Desk, a_desk, decide, follow, prepare
from tests.factories.plans import approved


@pytest.fixture
def desk(house: House, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A case with a decision of every kind."""
    made = a_desk(house)
    with house.app.app_context():
        said = {"kind": "emergency", "decided_at": NOW, "reason": "Đủ lý do", "signed_at": None}
        decide_measure(made.chair, made.report, **said, now=NOW)  # type: ignore[arg-type]
    prepare(house, made)
    decide(house, made.chair, made.case)
    approved(house, made.officer, made.chair, made.case)
    follow(house, made, "extension", NOW + DAY, 1, last_day=TODAY + 15 * DAY)
    follow(house, made, "court_request", NOW + 2 * DAY, 2, body="court", body_name="TAND")
    handed_over(house, made, NOW + 2 * DAY)
    with house.app.app_context():
        at = NOW + 3 * DAY
        new = NewEnding("end", local_day(at), "Về với gia đình")
        prepare_ending(made.officer, made.case, 1, new, now=at)
        decide_ending(made.chair, made.case, 1, verdict(at=at), now=at)
    monkeypatch.setattr(deciding_papers, "render_pdf", lambda html: html.encode())
    return made


NUMBERS = {"extension": 1, "court_request": 2, "lifting": 3}


@pytest.mark.parametrize("kind", KINDS)
def test_both_copies_are_drawn_with_what_they_were_drawn_from(
    house: House, desk: Desk, kind: str
) -> None:
    code = desk.report if kind == "emergency" else desk.case
    later = NOW + timedelta(days=4)
    if kind == "lifting":  # with which a request that was not sent comes to nothing
        follow(house, desk, "lifting", NOW + 3 * DAY, 3, assessed_on=TODAY + 3 * DAY)
    with house.app.app_context():
        number = NUMBERS.get(kind, 1)
        made = drawn_copies(desk.officer, kind, code, number, now=later, demo=False)
    assert set(made) == set(Copy)
    for each in made.values():
        assert each.content.decode() == each.source
        assert "dự thảo" not in each.source
        assert "Đỗ Thị Hòa" in each.source
    assert ADDRESS not in made[Copy.SERVED].source
    if kind == "separation":
        assert ADDRESS in made[Copy.FILE].source
    if kind == "care":
        assert HOME in made[Copy.FILE].source
    assert HOME not in made[Copy.SERVED].source
