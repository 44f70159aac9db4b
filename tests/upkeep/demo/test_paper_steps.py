"""A made-up paper says step by step what it said, and what stood before is kept."""

from __future__ import annotations

from datetime import timedelta

from caseapp.casework.as_of import PastCase, case_as_of
from caseapp.rules.access import Role
from caseapp.upkeep.demo.paper_steps import Was, _texts, waited
from tests.factories.house import NOW, an_actor
from tests.upkeep.demo.conftest import Demo

HOUR = timedelta(hours=1)


def test_words_come_with_their_step() -> None:
    before = [waited(NOW + HOUR, NOW), Was(NOW + 2 * HOUR, {}), Was(NOW + 3 * HOUR, {}, ("how",))]
    said = {"why": "A", "number": "3", "how": "B"}
    assert list(_texts(said, NOW, before)) == [
        (NOW, {"why": "A"}),
        (NOW + HOUR, {"why": "A", "number": "3"}),
        (NOW + 3 * HOUR, said),
    ]


def test_a_lifted_separation_and_a_child_in_care_are_told_of_each_past_day(demo: Demo) -> None:
    supervisor = an_actor(Role.SUPERVISOR)
    asked = (
        "SELECT c.code, count(*) FROM cases c JOIN papers p ON p.case_id = c.id"
        " WHERE (p.kind, p.state) IN (VALUES (?, ?)) GROUP BY c.code"
    )

    def past(kind: str, state: str, days: float) -> PastCase:
        ((code, _),) = demo.ask(asked, kind, state)
        with demo.house.app.app_context():
            return case_as_of(supervisor, code, NOW - days * timedelta(days=1), now=NOW)

    told = [past("separation", "lifted", days) for days in (40.02, 39, 31.02, 1)]
    states = [
        (
            each.papers.measures.separations[0].state,
            len(each.papers.measures.separations[0].orders),
            [one.state for one in each.papers.measures.placements],
        )
        for each in told
    ]
    assert states == [
        ("submitted", 0, []),
        ("in_force", 0, ["current"]),
        ("in_force", 1, ["current"]),
        ("lifted", 1, ["ended"]),
    ]
    cared = [past("care", "in_care", days) for days in (76.98, 76, 1)]
    found = [each.papers.measures.cares[0] for each in cared]
    assert [each.paper.state for each in found] == ["submitted", "decided", "in_care"]
    assert [each.handed != "" for each in found] == [False, False, True]
    assert [each.gaps for each in told + cared] == [[]] * 7
