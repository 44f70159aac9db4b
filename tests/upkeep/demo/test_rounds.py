"""The demo tells of new rounds: some with their second plan, one that waits in each of two wards."""

from __future__ import annotations

from caseapp.casework.review_rounds import list_rounds
from tests.factories.children import actor_of
from tests.factories.house import NOW
from tests.upkeep.demo.conftest import Demo


def test_a_round_of_either_kind_waits_for_an_officer(demo: Demo) -> None:
    officers = [name for (name,) in demo.ask("SELECT username FROM users")]
    kinds = []
    for name in (each for each in officers if each.startswith("canbo.")):
        with demo.house.app.app_context():
            kinds += list_rounds(actor_of(demo.house, name), now=NOW, most=20)
    assert {kind for kind, _ in kinds} == {"round_assess", "round_plan"}


def test_a_second_plan_follows_a_review_and_a_new_assessment(demo: Demo) -> None:
    second = demo.ask(
        "SELECT case_id, entered_at FROM papers "
        "WHERE kind='plan' AND state='approved' AND follows_id IS NOT NULL"
    )
    assert second
    for case, written in second:
        kinds = demo.ask(
            f"SELECT kind FROM papers WHERE case_id={case} AND signed_at < '{written}' "
            "AND kind IN ('review', 'detailed_assessment') ORDER BY signed_at DESC"
        )
        assert [kind for (kind,) in kinds][:2] == ["detailed_assessment", "review"]
