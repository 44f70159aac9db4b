"""What the city settles: k within its bounds, clusters that take in each unit once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseapp.rules.codes.abuse import ABUSE_TYPES
from caseapp.rules.codes.circumstances import GROUPS
from caseapp.statistics.disclosure.model import Malformed
from caseapp.statistics.releases.policy import (
    SENSITIVE,
    Cluster,
    Policy,
    check_clusters,
    usual_policy,
)


def test_a_policy_goes_through_json_and_the_usual_one_is_sound() -> None:
    usual = usual_policy()
    assert Policy.from_plain(usual.as_plain()) == usual
    check_clusters(usual.clusters)
    assert usual.k == 5


def test_sensitive_are_hiv_sexual_abuse_and_trafficking() -> None:
    labels = {GROUPS.label(c, "en") for c in SENSITIVE if c in GROUPS}
    assert labels == {"Living with HIV/AIDS", "Sexually abused", "Trafficked"}
    assert {c for c in SENSITIVE if c in ABUSE_TYPES} == {"sexual_abuse", "trafficking"}
    assert len(SENSITIVE) == 5


@pytest.mark.parametrize("k", [2, 21, True, 0])
def test_k_has_bounds(k: int) -> None:
    with pytest.raises(Malformed, match="3 to 20"):
        replace(usual_policy(), k=k)


@pytest.mark.parametrize("plain", [{}, {"k": 5, "sensitive": [], "clusters": [{"code": "a"}]}])
def test_what_is_no_policy_is_refused(plain: dict[str, object]) -> None:
    with pytest.raises(Malformed):
        Policy.from_plain(plain)


def _changed(**more: object) -> tuple[Cluster, ...]:
    first, *rest = usual_policy().clusters
    return (replace(first, **more), *rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("clusters", "why"),
    [
        (_changed(units=("31120",)), "31135 lies in 0 clusters"),
        (_changed(units=(*usual_policy().clusters[0].units, "31249")), "31249 lies in 2 clusters"),
        (_changed(units=("99999",)), "99999 is no unit of today"),
        (_changed(units=()), "no name or no units"),
        (_changed(name=" "), "no name or no units"),
        (_changed(code="C02"), "two clusters have the code C02"),
        (_changed(code="T"), "T is the code of something else"),
        (_changed(code="31120"), "31120 is the code of something else"),
        (_changed(code="unassigned"), "unassigned is the code of something else"),
        (_changed(code="a|b"), "cannot be a code"),
        (_changed(code=""), "cannot be a code"),
    ],
)
def test_clusters_that_are_none(clusters: tuple[Cluster, ...], why: str) -> None:
    with pytest.raises(Malformed, match=why):
        check_clusters(clusters)
