"""The order of certainty by which a report counts."""

import itertools

import pytest

from caseapp.rules.codes.abuse import strongest


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (["unfounded"], "unfounded"),
        (["suspected", "unfounded"], "suspected"),
        (["suspected", "unfounded", "confirmed"], "confirmed"),
    ],
)
def test_the_strongest_incident_counts(codes, expected):
    for order in itertools.permutations(codes):
        assert strongest(order) == expected


def test_no_incident_has_no_certainty():
    with pytest.raises(ValueError):  # noqa: PT011 - Python's own words for an empty max()
        strongest([])
    with pytest.raises(KeyError):
        strongest(["rumour"])
