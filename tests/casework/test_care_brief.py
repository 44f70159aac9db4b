"""Alternative care in short, from given rows: what holds or waits, and nothing of what is over."""

from __future__ import annotations

from caseapp.casework.care_brief import CareBrief, brief_of_care
from caseapp.records.papers import Paper
from tests.factories.house import NOW


def a_paper(kind: str, state: str) -> Paper:
    return Paper(kind=kind, state=state, happened_at=NOW)


def test_it_tells_what_holds_and_what_waits() -> None:
    held, end = a_paper("care", "in_care"), a_paper("care_end", "submitted")
    assert brief_of_care([held]) == CareBrief("in_care", NOW)
    assert not brief_of_care([held, a_paper("care_end", "refused")]).waits
    assert brief_of_care([held, end]).waits
    assert brief_of_care([a_paper("care", "submitted")]).waits


def test_what_is_over_is_not_told() -> None:
    over = [a_paper("care", "ended"), a_paper("care", "refused"), a_paper("plan", "submitted")]
    assert brief_of_care(over) == CareBrief()
