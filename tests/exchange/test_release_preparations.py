"""A preparation written down and read back is the same; its progress is told step by step."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseapp.exchange.release_preparations import Made, Refusal, keep, read, stages
from caseapp.rules.access import Denied, Role
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import Period
from caseapp.statistics.releases.policy import usual_policy
from caseapp.statistics.releases.preparing import Prepared, TableShare
from tests.factories.house import SYSTEM, House, an_actor
from tests.factories.released import LAYOUT, frozen, hit_children, prepared

MADE = Made(
    layout=LAYOUT,
    version=1,
    frozen=7,
    period=Period.parse("2025H1"),
    edition=2,
    policy=usual_policy(),
    seen=3,
    prepared=Prepared(
        {"model.json": b"{}\n", "published.csv": "Cần Thơ\n".encode()},
        LAYOUT,
        1,
        40,
        12,
        (TableShare(("geo",), 10, 2), TableShare(("cluster", "relief"), 30, 10)),
        (),
    ),
    refusal=None,
)


def test_written_down_and_read_back() -> None:
    refused = replace(MADE, prepared=None, refusal=Refusal("TooFew", ("T|T",), "Cộng là 3"))
    for made in (MADE, refused):
        assert read(keep(made)) == made


def test_each_step_is_told_with_how_far_it_is() -> None:
    told: list[tuple[str, int, int]] = []
    stage = stages(lambda step, number, of: told.append((step, number, of)))
    with stage("Protect") as progress:
        assert progress
        progress(3, 9)
    with stage("A" * 50):
        pass
    assert told == [("Protect", 1, 1), ("Protect", 4, 9), ("A" * 40, 1, 1)]


def test_a_refusal_names_the_error_and_knows_no_version_of_an_unknown_layout(
    house: House,
) -> None:
    with house.app.app_context():
        made = prepared(SYSTEM, frozen(), "by-village")
        assert made.refusal
        assert (made.prepared, made.refusal.name, made.version) == (None, "UnknownLayout", 0)
        assert "relief-wards" in made.refusal.reason


def test_only_for_who_may_and_only_what_is_there(house: House) -> None:
    with house.app.app_context():
        hit_children()
        number = frozen()
        with pytest.raises(Missing):
            prepared(SYSTEM, number + 1)
        for actor in (an_actor(Role.SUPERVISOR), an_actor(Role.STATISTICIAN, 31135)):
            with pytest.raises(Denied):
                prepared(actor, number)
